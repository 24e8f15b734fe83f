// A typo is never met with silence: one letter is added to the names in the cases of testdata/conformance that render,
// left out of them, or of another case, one name at a time, and `check` has to say something that it did not say
// before. Names of one field are tried in some of the cases; VMCP_NAMES=all tries each in each.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/run.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/task/parallel.h"
#include "core/text/ascii.h"
#include "core/yaml/read.h"
#include "testdata/support.h"

namespace fs = std::filesystem;
using nlohmann::json;
using vmcp::yaml::Member;
using vmcp::yaml::Value;

namespace {

/// How the paths of fields end that name something of the input; indices left out, keys of maps as `{}`.
constexpr std::array<std::string_view, 28> kNames = {"Ref.name",
                                                     "Ref.key",
                                                     "Refs[].name",
                                                     "Refs[].key",
                                                     "imagePullSecrets[].name",
                                                     "spec.secrets[].name",
                                                     "spec.secrets[].key",
                                                     "configMap.name",
                                                     "configMap.key",
                                                     "secret.secretName",
                                                     "aggregation.tools[].workload",
                                                     "priorityOrder[]",
                                                     ".providerName",
                                                     "ProviderName",
                                                     "primaryUpstreamProvider",
                                                     "dependsOn[]",
                                                     "steps[].tool",
                                                     "step.tool",
                                                     "rules[].upstreamProviders[]",
                                                     "defaultUpstreams[]",
                                                     "issuerRef",
                                                     "trustDomainRef",
                                                     "baselineClientScopes[]",
                                                     "delegateClients[].scopes[]",
                                                     "outgoingAuth.backends{}",
                                                     "output.required[]",
                                                     "spec.serviceAccount",
                                                     "serviceAccountName"};

/// Fields that the operator replaces by its own: nothing reads what they name.
constexpr std::array<std::string_view, 4> kReplaced = {"spec.config.groupRef", "spec.config.incomingAuth",
                                                       "spec.config.outgoingAuth", "spec.config.backends"};
/// Names of workloads, of which nobody knows where the input has no member of the gateway's group.
constexpr std::array<std::string_view, 5> kOfMembers = {"aggregation.tools[].workload", "priorityOrder[]",
                                                        "outgoingAuth.backends{}", "steps[].tool", "step.tool"};
constexpr std::array<std::string_view, 2> kRoots = {".params.", ".steps."};

template <class Endings>
bool ends_with_any(std::string_view path, const Endings& endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

/// Where a letter is added: in front of a name or behind it.
struct Spot {
  std::size_t offset = 0;
  std::string path;
  std::string name = {};
  bool in_front = false;

  auto operator<=>(const Spot&) const = default;
};

class Names {
 public:
  Names(const std::string& text, const std::vector<vmcp::yaml::Document>& documents) : text_(text) {
    for (std::size_t at = 0; at != std::string::npos; at = text.find('\n', at)) lines_.push_back(at == 0 ? at : ++at);
    for (const auto& document : documents) {
      const Value* spec = document.root.find("spec");
      if (spec == nullptr || !document.root.string_at("apiVersion").starts_with("toolhive.stacklok.dev/")) continue;
      note_used_configs(*spec);
      const std::string_view kind = document.root.string_at("kind");
      if (kind == "MCPServer" || kind == "MCPRemoteProxy" || kind == "MCPServerEntry") {
        if (const Value* group = spec->find("groupRef")) groups_.insert(group->string_at("name"));
      }
    }
    for (const auto& document : documents) {
      const Value* spec = document.root.find("spec");
      if (spec == nullptr || !document.root.string_at("apiVersion").starts_with("toolhive.stacklok.dev/")) continue;
      const Value* group = spec->find("groupRef");
      has_members_ = group != nullptr && groups_.contains(group->string_at("name"));
      const std::string_view kind = document.root.string_at("kind");
      in_definition_ = kind == "VirtualMCPCompositeToolDefinition";
      const Value* metadata = document.root.find("metadata");
      is_used_ = kind != "MCPExternalAuthConfig" || used_configs_.contains(metadata->string_at("name"));
      walk(*spec, "spec");
    }
  }

  const std::set<Spot>& spots() const { return spots_; }

 private:
  void note_used_configs(const Value& value) {
    if (value.is_sequence()) {
      for (const Value& item : value.items()) note_used_configs(item);
    } else if (value.is_mapping()) {
      for (const Member& member : value.members()) {
        if (member.key == "externalAuthConfigRef") used_configs_.insert(member.value.string_at("name"));
        note_used_configs(member.value);
      }
    }
  }

  void walk(const Value& value, const std::string& path) {
    if (std::ranges::any_of(kReplaced, [&](std::string_view field) { return path.starts_with(field); })) return;
    const bool is_tool = path.ends_with("compositeTools[]") || (in_definition_ && path == "spec");
    if (is_tool) has_parameters_ = states_parameters(value.find("parameters"));
    if (value.is_sequence()) {
      for (const Value& item : value.items()) walk(item, path + "[]");
    } else if (value.is_mapping()) {
      for (const Member& member : value.members()) {
        if (path.ends_with("spec.outgoingAuth.backends")) add(member.key, member.key_mark, path + "{}");
        walk(member.value, path + '.' + member.key);
      }
    } else if (value.is_string()) {
      add(value.as_string(), value.mark(), path);
      add_templates(value, path);
    }
  }

  /// Whether a tool has the parameters that it names, and no others.
  static bool states_parameters(const Value* schema) {
    return schema != nullptr && schema->find("properties") != nullptr &&
           schema->find("additionalProperties") == nullptr && schema->find("patternProperties") == nullptr;
  }

  void add(std::string_view name, const vmcp::yaml::Mark& mark, const std::string& path) {
    if (!ends_with_any(path, kNames) || name.empty()) return;
    if (ends_with_any(path, kOfMembers) && !has_members_) return;
    // Whose upstreams a config means that no backend has, nobody knows.
    if (path.ends_with("roviderName") && !is_used_) return;
    const std::optional<std::size_t> begin = find(name, mark);
    if (!begin) return;
    // What tools a member has is not stated by most: its own name is what is judged.
    const bool in_front = ends_with_any(path, std::array{std::string_view("tool")});
    spots_.insert({in_front ? *begin : *begin + name.size(), path, std::string(name), in_front});
  }

  void add_templates(const Value& value, const std::string& path) {
    const std::string& text = value.as_string();
    const bool of_tool = path.find("compositeTools[]") != std::string::npos || in_definition_;
    if (!of_tool || path.find(".parameters") != std::string::npos || text.find("{{") == std::string::npos) return;
    const std::optional<std::size_t> begin = find(text, value.mark());
    if (!begin) return;
    for (const std::string_view root : kRoots) {
      // Without stated parameters any may be given.
      if (root == ".params." && !has_parameters_) continue;
      for (std::size_t at = text.find(root); at != std::string::npos; at = text.find(root, at + 1)) {
        const std::size_t end = text.find_first_of(" .}|)", at + root.size());
        if (end == std::string::npos) continue;
        const std::size_t name = at + root.size();
        spots_.insert({*begin + end, path + std::string(root), text.substr(name, end - name)});
      }
    }
  }

  /// Where a scalar's text stands, if it does so as it is.
  std::optional<std::size_t> find(std::string_view name, const vmcp::yaml::Mark& mark) const {
    if (mark.line == 0 || mark.line > lines_.size()) return std::nullopt;
    std::size_t at = lines_[mark.line - 1];
    for (std::uint32_t column = 1; column < mark.column && at < text_.size(); ++column) {
      do ++at;
      while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U);
    }
    constexpr std::size_t kNear = 200;  // an anchor or a tag may come first
    const std::size_t found = text_.find(name, at);
    if (found == std::string::npos || found > at + kNear) return std::nullopt;
    return found;
  }

  const std::string& text_;
  std::vector<std::size_t> lines_;
  std::set<std::string_view> groups_;
  std::set<std::string_view> used_configs_;
  bool has_members_ = false;
  bool is_used_ = false;
  bool in_definition_ = false;
  bool has_parameters_ = false;
  std::set<Spot> spots_;
};

using Findings = std::set<std::string>;

struct Outcome {
  bool passes = false;
  Findings findings;
};

Outcome check(const std::vector<std::string>& arguments, const std::string& text) {
  const vmcp::cli::Outcome outcome = vmcp::test::run(arguments, text);
  Outcome result{outcome.exit_code == 0, {}};
  const json parsed = json::parse(outcome.err);
  for (const json& finding : parsed) {
    result.findings.insert(finding.value("code", "") + ' ' + finding.value("path", "") + ' ' +
                           finding.value("message", ""));
  }
  return result;
}

/// A case: its input, and the names in it that are tried.
struct Case {
  fs::path folder;
  std::string text;
  std::vector<Spot> spots;
  std::size_t first_turn = 0;  ///< what is done to the first of them
  bool renders = false;
  std::string silent;  ///< "line 12: spec.groupRef.name; "
};

/// The text with a letter added to a name, its letter there left out, or of the other case; the first where the others
/// cannot be told from another name, or leave none.
std::string with_typo(std::string text, const Spot& spot, std::size_t turn) {
  constexpr std::size_t kShortest = 4;
  const std::size_t at = spot.in_front ? spot.offset : spot.offset - 1;
  const char letter = text[at];
  if (turn % 3 == 1 && spot.name.size() >= kShortest) return text.erase(at, 1);
  if (turn % 3 == 2 && vmcp::text::is_alpha(letter)) {
    text[at] = vmcp::text::is_upper(letter) ? vmcp::text::to_lower(letter) : vmcp::text::to_upper(letter);
    return text;
  }
  return text.insert(spot.offset, 1, 'q');
}

void judge(Case& test_case) {
  std::vector<std::string> arguments = vmcp::test::arguments_for(test_case.folder);
  // Where Secrets have to be in the input, one that is not is said to be missing, whatever its key.
  std::erase(arguments, "--strict");
  arguments.back() = "-";
  arguments.insert(arguments.begin(), {"check", "--start", "warn"});
  const std::string& text = test_case.text;
  const Outcome before = check(arguments, text);
  test_case.renders = before.passes;
  if (!before.passes) return;
  for (std::size_t i = 0; i < test_case.spots.size(); ++i) {
    const Spot& spot = test_case.spots[i];
    const std::string changed = with_typo(text, spot, test_case.first_turn + i);
    if (!std::ranges::includes(before.findings, check(arguments, changed).findings)) continue;
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(spot.offset), '\n');
    test_case.silent += "line " + std::to_string(line) + ": " + spot.path + "; ";
  }
}

}  // namespace

TEST_CASE("names: one letter added to any of them is never met with silence") {
  constexpr std::size_t kMostOfAField = 12;
  const bool all = std::getenv("VMCP_NAMES") != nullptr;
  std::map<std::string, std::size_t> chosen;
  std::vector<Case> cases;
  std::size_t turn = 0;
  for (const fs::path& folder : vmcp::test::folders(vmcp::test::testdata() / "conformance")) {
    const std::string verdict = vmcp::test::read_file(folder / "verdict.json");
    if (!verdict.empty() && json::parse(verdict)["verdict"] != "accept") continue;
    Case& test_case = cases.emplace_back();
    test_case.folder = folder;
    test_case.text = vmcp::test::read_file(folder / "input.yaml");
    test_case.first_turn = turn;
    vmcp::source::Sources sources;
    vmcp::diag::Sink sink;
    const auto documents = vmcp::yaml::read(sources, sources.add("input.yaml", std::string(test_case.text)), sink);
    const Names names(test_case.text, documents);
    std::ranges::copy_if(names.spots(), std::back_inserter(test_case.spots),
                         [&](const Spot& spot) { return ++chosen[spot.path] <= kMostOfAField || all; });
    turn += test_case.spots.size();
  }
  std::erase_if(cases, [](const Case& test_case) { return test_case.spots.empty(); });
  const std::size_t parts = vmcp::task::part_count(cases.size(), 1);
  vmcp::task::for_each_part(parts, [&](std::size_t part) {
    for (std::size_t i = part; i < cases.size(); i += parts) judge(cases[i]);
  });
  std::size_t tried = 0;
  for (const Case& test_case : cases) {
    CAPTURE(test_case.folder.filename().string());
    CHECK(test_case.silent == std::string());
    if (test_case.renders) tried += test_case.spots.size();
  }
  MESSAGE(tried << " names");
  CHECK(tried > 400);
}
