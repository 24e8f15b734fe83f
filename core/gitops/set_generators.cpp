#include "core/gitops/set_generators.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/diag/quoted.h"
#include "core/gitops/expressions.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/mended_text.h"
#include "core/source/glob.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// More applications than that are not told apart.
constexpr std::size_t kMost = 1000;
/// How deep matrices may stand in each other.
constexpr int kDeepest = 3;

std::size_t bytes_of(const Parameters& parameters) {
  std::size_t bytes = kOfValue;
  for (const auto& [name, value] : parameters) bytes += kOfValue + name.size() + value.size();
  return bytes;
}

/// The name as a label of DNS, as Argo CD makes it.
std::string as_dns_label(std::string_view name) {
  std::string label;
  for (const char c : name) {
    const char lower = text::to_lower(c);
    label += text::is_alphanumeric(lower) ? lower : '-';
  }
  const std::size_t begin = std::min(label.find_first_not_of('-'), label.size());
  const std::size_t end = label.find_last_not_of('-');
  return end == std::string::npos ? std::string() : label.substr(begin, end + 1 - begin);
}

Parameters parameters_of(const std::string& path) {
  Parameters parameters;
  const std::string base(path.substr(path.rfind('/') + 1));
  for (const char* name : {"path", "path.path"}) parameters[name] = path;
  parameters["path.basename"] = base;
  parameters["path.basenameNormalized"] = as_dns_label(base);
  std::size_t index = 0;
  for (std::size_t begin = 0; begin <= path.size(); ++index) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string number = std::to_string(index);
    parameters["path[" + number + ']'] = path.substr(begin, end - begin);
    parameters["index .path.segments " + number] = path.substr(begin, end - begin);
    begin = end + 1;
  }
  return parameters;
}

std::vector<Parameters> of_list(const Value& generator) {
  std::vector<Parameters> all;
  for (const Value& element : yaml::items_at(generator, {"list", "elements"})) {
    if (!element.is_mapping()) continue;
    Parameters& one = all.emplace_back();
    for (const yaml::Member& member : element.members()) {
      if (member.value.is_string()) one[member.key] = member.value.as_string();
    }
  }
  return all;
}

}  // namespace

void SetGenerators::add_excluded(const Value& generators, std::vector<std::string>& excluded) const {
  if (generators.is_sequence()) {
    for (const Value& generator : generators.items()) add_excluded(generator, excluded);
    return;
  }
  for (const Value& entry : yaml::items_at(generators, {"git", "directories"})) {
    if (!yaml::is_true(entry, {"exclude"})) continue;
    for (const Match& match : matching(entry.string_at("path"))) excluded.emplace_back(match.directory);
  }
  for (const char* kind : {"matrix", "merge"}) {
    if (const Value* inner = yaml::value_at(generators, {kind, "generators"})) add_excluded(*inner, excluded);
  }
}

void SetGenerators::mend(Value& generator, const diag::FieldPath& at, const MeantGlob& meant,
                         std::vector<FieldFault>& faults) const {
  Value* git = generator.find("git");
  Value* entries = git == nullptr ? nullptr : git->find("directories");
  if (entries == nullptr || !entries->is_sequence()) return;
  for (std::size_t i = 0; i < entries->items().size(); ++i) {
    Value* stated = entries->items()[i].find("path");
    if (stated == nullptr || !stated->is_string() || is_template(stated->as_string())) continue;
    if (!matching(stated->as_string()).empty()) continue;
    const std::string near = meant(stated->as_string());
    if (near.empty()) continue;
    mend_text(*stated, ((at / "git" / "directories")[i] / "path").str(),
              diag::quoted(stated->as_string()) + " is no directory of this tree", near, faults);
  }
}

std::vector<Parameters> SetGenerators::all_of(const yaml::Sequence& generators, int depth) const {
  std::vector<Parameters> all;
  for (const Value& generator : generators) {
    for (Parameters& one : parameters(generator, depth)) {
      if (all.size() < kMost) all.push_back(std::move(one));
    }
  }
  return all;
}

std::vector<Parameters> SetGenerators::parameters(const Value& generator, int depth) const {
  if (generator.find("list") != nullptr) return of_list(generator);
  if (!yaml::items_at(generator, {"git", "directories"}).empty()) return of_directories(generator);
  if (generator.find("matrix") != nullptr && depth < kDeepest) return of_matrix(generator, depth);
  if (generator.find("merge") != nullptr && depth < kDeepest) return of_merge(generator, depth);
  // What is not known has one set of parameters, with nothing in it.
  return {Parameters{}};
}

std::vector<Parameters> SetGenerators::of_directories(const Value& generator) const {
  std::set<std::string> paths;
  std::set<std::string> excluded;
  for (const Value& entry : yaml::items_at(generator, {"git", "directories"})) {
    for (const Match& match : matching(entry.string_at("path"))) {
      (yaml::is_true(entry, {"exclude"}) ? excluded : paths).emplace(match.path);
    }
  }
  std::vector<Parameters> all;
  for (const std::string& path : paths) {
    if (!excluded.contains(path)) all.push_back(parameters_of(path));
  }
  return all;
}

/// The directories that a glob matches.
std::vector<SetGenerators::Match> SetGenerators::matching(std::string_view glob) const {
  const source::Glob pattern(glob);
  std::vector<Match> matches;
  constexpr std::size_t kAtOnce = 16;  // bytes of a glob that a look takes about as long for as for its path
  if (!bytes_.take(directories_.size() * (1 + glob.size() / kAtOnce))) return matches;
  for (const std::string& directory : directories_) {
    // Of several repositories that the path may be in, the one nearest to the root.
    for (std::size_t begin = 0; begin != std::string::npos;) {
      const std::string_view repository = std::string_view(directory).substr(0, begin == 0 ? 0 : begin - 1);
      const std::string_view path = std::string_view(directory).substr(begin);
      if (!is_below(file_, repository)) break;
      if (pattern.matches(path)) {
        matches.push_back({directory, path});
        break;
      }
      const std::size_t slash = directory.find('/', begin);
      begin = slash == std::string::npos ? slash : slash + 1;
    }
  }
  return matches;
}

std::vector<Parameters> SetGenerators::of_matrix(const Value& generator, int depth) const {
  std::vector<Parameters> product = {Parameters{}};
  for (const Value& factor : yaml::items_at(generator, {"matrix", "generators"})) {
    std::vector<Parameters> next;
    for (const Parameters& more : parameters(factor, depth + 1)) {
      for (const Parameters& before : product) {
        if (next.size() >= kMost || !bytes_.take(bytes_of(before) + bytes_of(more))) break;
        Parameters& both = next.emplace_back(before);
        both.insert(more.begin(), more.end());
      }
    }
    product = std::move(next);
  }
  return product;
}

/// The first generator's, with what the others have for those that are alike in the keys.
std::vector<Parameters> SetGenerators::of_merge(const Value& generator, int depth) const {
  std::vector<Parameters> merged;
  bool is_first = true;
  for (const Value& one : yaml::items_at(generator, {"merge", "generators"})) {
    std::vector<Parameters> all = parameters(one, depth + 1);
    if (std::exchange(is_first, false)) {
      merged = std::move(all);
      continue;
    }
    for (const Parameters& more : all) {
      for (Parameters& before : merged) {
        if (!bytes_.take(kOfValue)) return merged;
        const auto is_alike = [&](const Value& key) {
          const auto found = key.is_string() ? more.find(key.as_string()) : more.end();
          const auto own = found == more.end() ? before.end() : before.find(found->first);
          return own != before.end() && own->second == found->second;
        };
        if (!std::ranges::all_of(yaml::items_at(generator, {"merge", "mergeKeys"}), is_alike)) continue;
        if (!bytes_.take(bytes_of(more))) return merged;
        for (const auto& [name, value] : more) before.insert_or_assign(name, value);
      }
    }
  }
  return merged;
}

}  // namespace vmcp::gitops
