#include "core/gitops/set_generators.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/diag/quoted.h"
#include "core/gitops/expressions.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/mended_text.h"
#include "core/source/glob.h"
#include "core/text/ascii.h"
#include "core/text/words.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

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

/// What a template writes for a scalar; nothing for what it writes in several ways, or not at all.
std::optional<std::string> text_of(const Value& scalar) {
  switch (scalar.kind()) {
    case Value::Kind::kString:
      return scalar.as_string();
    case Value::Kind::kBool:
      return scalar.as_bool() ? "true" : "false";
    case Value::Kind::kInt:
      return std::to_string(scalar.as_int());
    default:
      return std::nullopt;
  }
}

/// Adds what stands deeper by the names on the way, with dots between them, as long as there are bytes left.
void add_parameters(const Value& mapping, const std::string& above, Parameters& parameters, Work& bytes) {
  for (const yaml::Member& member : mapping.members()) {
    if (!bytes.take(kOfValue + above.size() + member.key.size())) return;
    const std::string name = above + member.key;
    if (member.value.is_mapping()) {
      add_parameters(member.value, name + '.', parameters, bytes);
    } else if (std::optional<std::string> text = text_of(member.value)) {
      parameters.insert_or_assign(name, *std::move(text));
    }
  }
}

/// Whether a generator's selector leaves out what has these parameters, as far as labels and the usual operators say
/// it.
bool is_left_out(const Parameters& parameters, const Value& selector) {
  const auto value_of = [&](std::string_view key) {
    const auto found = parameters.find(key);
    return found == parameters.end() ? nullptr : &found->second;
  };
  for (const yaml::Member& label : yaml::members_at(selector, {"matchLabels"})) {
    const std::string* value = value_of(label.key);
    if (value == nullptr || Value(*value) != label.value) return true;
  }
  return std::ranges::any_of(yaml::items_at(selector, {"matchExpressions"}), [&](const Value& expression) {
    const std::string_view what = expression.string_at("operator");
    const std::string* value = value_of(expression.string_at("key"));
    const yaml::Sequence& values = yaml::items_at(expression, {"values"});
    const bool is_among = value != nullptr && std::ranges::find(values, Value(*value)) != values.end();
    if (what == "In") return !is_among;
    if (what == "NotIn") return is_among;
    if (what == "Exists") return value == nullptr;
    return what == "DoesNotExist" && value != nullptr;
  });
}

std::vector<Parameters> of_list(const Value& generator, Work& bytes) {
  std::vector<Parameters> all;
  for (const Value& element : yaml::items_at(generator, {"list", "elements"})) {
    if (!bytes.take(kOfValue)) break;
    if (element.is_mapping()) add_parameters(element, "", all.emplace_back(), bytes);
  }
  return all;
}

/// A look may go through the path for each part of a glob, and of one with several stars for each place of the first.
std::size_t look_units(std::string_view glob, std::string_view path) {
  constexpr std::size_t kAtOnce = 8;
  const bool is_nested = std::ranges::count(glob, '*') > 2;
  return 1 + (glob.size() + (is_nested ? 2 * path.size() : 0)) * path.size() / kAtOnce;
}

}  // namespace

std::string filled_in(const std::string& text, const Parameters& parameters, Work& bytes) {
  std::string out;
  std::string_view rest = text;
  while (const std::optional<Expression> expression = take_expression(rest)) {
    const auto known = parameters.find(expression->name);
    if (known != parameters.end() && !bytes.take(known->second.size())) return text;
    out.append(expression->before);
    out.append(known == parameters.end() ? expression->written : std::string_view(known->second));
  }
  return std::move(out.append(rest));
}

void add_parameters_of_path(std::string_view directory, std::string_view prefix, Parameters& parameters, Work& bytes) {
  const auto segments = static_cast<std::size_t>(std::ranges::count(directory, '/')) + 1;
  if (!bytes.take((4 + 2 * segments) * (kOfValue + prefix.size() + directory.size()))) return;
  const std::string path = prefix.empty() ? "path" : std::string(prefix) + ".path";
  const std::string_view base = directory.substr(directory.rfind('/') + 1);
  // The path is a mapping in Go's templates, and a text in the others.
  for (const std::string& name : {path, path + ".path"}) parameters[name] = directory;
  parameters[path + ".basename"] = base;
  parameters[path + ".basenameNormalized"] = as_dns_label(base);
  for (std::size_t index = 0; index < segments; ++index) {
    const std::string number = std::to_string(index);
    const std::string_view segment = text::take_word(directory, '/');
    parameters[path + '[' + number + ']'] = segment;
    parameters["index ." + path + ".segments " + number] = segment;
  }
}

std::vector<RepositoryPath> matching_paths(std::string_view file, std::span<const std::string> paths,
                                           std::string_view glob, const std::function<bool(std::string_view)>& matches,
                                           Work& looks) {
  std::vector<RepositoryPath> found;
  for (const std::string& whole : paths) {
    for (std::size_t begin = 0; begin != std::string::npos;) {
      const std::string_view repository = std::string_view(whole).substr(0, begin == 0 ? 0 : begin - 1);
      const std::string_view path = std::string_view(whole).substr(begin);
      if (!is_below(file, repository)) break;
      if (!looks.take(look_units(glob, path))) return found;
      if (matches(path)) {
        found.push_back({whole, path});
        break;
      }
      const std::size_t slash = whole.find('/', begin);
      begin = slash == std::string::npos ? slash : slash + 1;
    }
  }
  return found;
}

std::map<std::string_view, std::string_view> taken_paths(
    const yaml::Sequence& entries, const std::function<std::vector<RepositoryPath>(std::string_view)>& matching) {
  std::map<std::string_view, std::string_view> paths;
  std::set<std::string_view> excluded;
  for (const Value& entry : entries) {
    for (const RepositoryPath& match : matching(entry.string_at("path"))) {
      if (yaml::is_true(entry, {"exclude"})) {
        excluded.insert(match.whole);
      } else {
        paths.emplace(match.path, match.whole);
      }
    }
  }
  std::erase_if(paths, [&](const auto& one) { return excluded.contains(one.second); });
  return paths;
}

void SetGenerators::add_excluded(const Value& generators, std::vector<std::string>& excluded) const {
  if (generators.is_sequence()) {
    for (const Value& generator : generators.items()) add_excluded(generator, excluded);
    return;
  }
  for (const Value& entry : yaml::items_at(generators, {"git", "directories"})) {
    if (!yaml::is_true(entry, {"exclude"})) continue;
    for (const RepositoryPath& match : matching(entry.string_at("path"))) excluded.emplace_back(match.whole);
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

std::vector<Parameters> SetGenerators::parameters(const Value& generator, int depth) const {
  std::vector<Parameters> all = with_values(generator, known_parameters(generator, depth));
  // Of others, not all parameters are known.
  const bool has_all = generator.find("list") != nullptr || generator.find("git") != nullptr;
  if (const Value* selector = generator.find("selector"); selector != nullptr && has_all) {
    std::erase_if(all, [&](const Parameters& one) { return !one.empty() && is_left_out(one, *selector); });
  }
  return all;
}

std::vector<Parameters> SetGenerators::known_parameters(const Value& generator, int depth) const {
  if (generator.find("list") != nullptr) return of_list(generator, bytes_);
  if (!yaml::items_at(generator, {"git", "directories"}).empty()) return of_directories(generator);
  if (generator.find("matrix") != nullptr && depth < kDeepest) return of_matrix(generator, depth);
  if (generator.find("merge") != nullptr && depth < kDeepest) return of_merge(generator, depth);
  // What is not known has one set of parameters, with nothing in it.
  return {Parameters{}};
}

std::vector<Parameters> SetGenerators::of_directories(const Value& generator) const {
  const yaml::Sequence& entries = yaml::items_at(generator, {"git", "directories"});
  std::vector<Parameters> all;
  for (const auto& [path, whole] : taken_paths(entries, [this](std::string_view glob) { return matching(glob); })) {
    add_parameters_of_path(path, yaml::text_at(generator, {"git", "pathParamPrefix"}), all.emplace_back(), bytes_);
  }
  return all;
}

/// Adds what a generator says itself, which may read the parameters that it has.
std::vector<Parameters> SetGenerators::with_values(const Value& generator, std::vector<Parameters> all) const {
  for (const char* kind : {"git", "clusters"}) {
    for (const yaml::Member& member : yaml::members_at(generator, {kind, "values"})) {
      if (!member.value.is_string()) continue;
      for (Parameters& one : all) {
        if (!bytes_.take(kOfValue + member.key.size() + member.value.as_string().size())) return all;
        one.insert_or_assign("values." + member.key, filled_in(member.value.as_string(), one, bytes_));
      }
    }
  }
  return all;
}

/// The directories that a glob matches.
std::vector<RepositoryPath> SetGenerators::matching(std::string_view glob) const {
  const auto matches = [pattern = source::Glob(glob)](std::string_view path) { return pattern.matches(path); };
  return matching_paths(file_, directories_, glob, matches, bytes_);
}

std::vector<Parameters> SetGenerators::of_matrix(const Value& generator, int depth) const {
  std::vector<Parameters> product = {Parameters{}};
  for (const Value& factor : yaml::items_at(generator, {"matrix", "generators"})) {
    std::vector<Parameters> next;
    for (const Parameters& more : parameters(factor, depth + 1)) {
      for (const Parameters& before : product) {
        if (next.size() >= kMostApplications || !bytes_.take(bytes_of(before) + bytes_of(more))) break;
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
  const yaml::Sequence& keys = yaml::items_at(generator, {"merge", "mergeKeys"});
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
        if (!bytes_.take(kOfValue * (1 + keys.size()))) return merged;
        const auto is_alike = [&](const Value& key) {
          const auto found = key.is_string() ? more.find(key.as_string()) : more.end();
          const auto own = found == more.end() ? before.end() : before.find(found->first);
          return own != before.end() && own->second == found->second;
        };
        if (!std::ranges::all_of(keys, is_alike)) continue;
        if (!bytes_.take(bytes_of(more))) return merged;
        for (const auto& [name, value] : more) before.insert_or_assign(name, value);
      }
    }
  }
  return merged;
}

}  // namespace vmcp::gitops
