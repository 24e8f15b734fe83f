// One letter changed, added, left out or of another case in a key is never met with silence: each key of each public
// case that is accepted, the same key of the same kind once, with one of the four in turn. What is the user's own to
// name is left out; kUsersOwn says what that is.
#include <algorithm>
#include <cstddef>
#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/field_path.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/text/ascii.h"
#include "core/yaml/read.h"
#include "testdata/support.h"

namespace fs = std::filesystem;
using nlohmann::json;
using vmcp::diag::FieldPath;
using vmcp::yaml::Value;

namespace {

/// Maps whose keys are names that the user gives, and why nobody can tell a wrong one from a right one.
constexpr std::string_view kUsersOwn[] = {
    // Kubernetes' own maps of texts.
    "annotations", "binaryData", "data", "labels", "matchLabels", "nodeSelector", "stringData",
    // Parameters, headers and attributes that others define.
    "addPlaintextHeaders", "additionalAuthorizationParams", "additionalHeaders", "additionalTokenParams",
    "customAttributes", "embeddingHeaders", "headers", "resourceAttributes",
    // Names of tools, of workloads, of steps, and of what a JSON schema describes.
    "backends", "definitions", "dependencies", "overrides", "patternProperties", "perWorkload", "properties",
    "toolsOverride",
    // vmcp hands its metadata on as they are.
    "config.metadata", "backends[].metadata"};

/// What is below these is data in any form: arguments of tools, what stands for a result that is not there, and what a
/// cluster writes, which is not read.
constexpr std::string_view kData[] = {"arguments", "default", "defaultResults", "managedFields", "status"};

/// Keys of JSON schemas that resemble no keyword: a schema may have any.
constexpr std::string_view kNoKeywords[] = {"parameters.k", "properties.*.unknownKeyword", "schema.k"};

bool ends_with(std::string_view path, std::string_view end) {
  return path.ends_with(end) && (path.size() == end.size() || path[path.size() - end.size() - 1] == '.');
}

template <std::size_t kCount>
bool is_one_of(const std::string_view (&ends)[kCount], std::string_view path) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return ends_with(path, end); });
}

struct Key {
  std::string name;
  std::string path;  ///< as findings write it
  vmcp::yaml::Mark mark;
};

/// The keys below a value that are fields; `general` is its path without indices and the user's own names.
template <class Visit>
void each_key(const Value& value, const FieldPath& path, const std::string& general, const Visit& visit) {
  if (value.is_sequence()) {
    for (std::size_t i = 0; i < value.items().size(); ++i) each_key(value.items()[i], path[i], general + "[]", visit);
  }
  if (!value.is_mapping()) return;
  const bool users_own = is_one_of(kUsersOwn, general);
  for (const vmcp::yaml::Member& member : value.members()) {
    const std::string below = general + '.' + (users_own ? "*" : member.key);
    const FieldPath at = path / member.key;
    if (!users_own) {
      if (is_one_of(kNoKeywords, below)) continue;
      visit(below, Key{member.key, at.str(), member.key_mark});
      if (is_one_of(kData, below)) continue;
    }
    each_key(member.value, at, below, visit);
  }
}

/// Where a key begins in a text; nothing when it is not written as it reads.
std::optional<std::size_t> offset_of(const Key& key, const std::string& text) {
  std::size_t at = 0;
  for (std::size_t line = 1; line < key.mark.line; ++line) {
    at = text.find('\n', at);
    if (at == std::string::npos) return std::nullopt;
    ++at;
  }
  for (std::size_t column = 1; column < key.mark.column && at < text.size(); ++column) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  }
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;
  return text.compare(at, key.name.size(), key.name) == 0 ? std::optional(at) : std::nullopt;
}

/// What Go reads from JSON, where the case of a key does not matter.
constexpr std::string_view kOfAnyCase = "MCPAuthzConfig.spec.config.";

/// The key with the letter in its middle changed, another put in front of it, that letter left out, or its case
/// changed.
std::string with_typo(std::string key, std::size_t turn, bool of_any_case) {
  const std::size_t middle = key.size() / 2;
  const char letter = key[middle];
  const char other = letter == 'q' ? 'w' : 'q';
  const char of_other_case = vmcp::text::is_upper(letter) ? vmcp::text::to_lower(letter) : vmcp::text::to_upper(letter);
  if (turn % 4 == 0) key[middle] = other;
  if (turn % 4 == 1) key.insert(middle, 1, other);
  if (turn % 4 == 2) key.erase(middle, 1);
  if (turn % 4 == 3) key[middle] = of_any_case || of_other_case == letter ? other : of_other_case;
  return key;
}

using Findings = std::multiset<std::string>;

/// Errors and warnings.
Findings findings_of(const fs::path& folder, const std::string& text) {
  std::vector<std::string> arguments = vmcp::test::arguments_for(folder);
  arguments.back() = "-";
  arguments.insert(arguments.begin(), "check");
  Findings findings;
  const std::string printed = vmcp::test::run(arguments, text).err;
  if (!printed.starts_with('[')) return {printed};
  for (const json& finding : json::parse(printed)) {
    if (finding["severity"] == "note") continue;
    findings.insert(finding["code"].get<std::string>() + ' ' + finding.value("path", "") + ": " +
                    finding["message"].get<std::string>());
  }
  return findings;
}

bool is_read(const Value& root) {
  const std::string_view kind = root.string_at("kind");
  return root.string_at("apiVersion").starts_with("toolhive.stacklok.dev/") || kind == "Secret" ||
         kind == "ConfigMap" || kind == "Deployment";
}

/// Whether the case says already that nobody reads what holds the key.
bool is_reported(const Findings& findings, const std::string& path) {
  return std::ranges::any_of(findings, [&](const std::string& finding) {
    if (!finding.starts_with("ignored-field ")) return false;
    const std::size_t begin = finding.find(' ') + 1;
    const std::string ignored = finding.substr(begin, finding.find(": ") - begin);
    return path.size() > ignored.size() && path.starts_with(ignored) &&
           (path[ignored.size()] == '.' || path[ignored.size()] == '[');
  });
}

struct Place {
  fs::path folder;
  std::string text;
  Key key;
};

bool is_accepted(const fs::path& folder) {
  const std::string verdict = vmcp::test::read_file(folder / "verdict.json");
  return verdict.empty() || json::parse(verdict)["verdict"] == "accept";
}

/// One place for each key: in the shortest case that has it.
std::map<std::string, Place> places() {
  std::map<std::string, Place> result;
  for (const fs::path& folder : vmcp::test::folders(vmcp::test::testdata() / "conformance")) {
    const std::string text = vmcp::test::read_file(folder / "input.yaml");
    vmcp::source::Sources sources;
    vmcp::diag::Sink sink;
    const auto documents = vmcp::yaml::read(sources, sources.add("input", text), sink);
    if (sink.has_errors() || !is_accepted(folder)) continue;
    for (const vmcp::yaml::Document& document : documents) {
      if (!is_read(document.root)) continue;
      each_key(document.root, FieldPath{}, std::string(document.root.string_at("kind")),
               [&](const std::string& general, const Key& key) {
                 const auto known = result.find(general);
                 if (known != result.end() && known->second.text.size() <= text.size()) return;
                 if (key.name.empty() || !offset_of(key, text)) return;
                 result.insert_or_assign(general, Place{folder, text, key});
               });
    }
  }
  return result;
}

}  // namespace

TEST_CASE("typos: a key with a wrong letter is never met with silence") {
  std::map<fs::path, Findings> before;
  std::size_t tried = 0;
  const std::map<std::string, Place> all = places();
  for (const auto& entry : all) {
    const auto& general = entry.first;
    const auto& place = entry.second;
    const auto known = before.find(place.folder);
    const Findings& had =
        known != before.end() ? known->second : before[place.folder] = findings_of(place.folder, place.text);
    if (is_reported(had, place.key.path)) continue;
    const std::string typo = with_typo(place.key.name, tried++, general.starts_with(kOfAnyCase));
    std::string text = place.text;
    text.replace(*offset_of(place.key, text), place.key.name.size(), typo);
    const bool silent = std::ranges::includes(had, findings_of(place.folder, text));
    CAPTURE(general);
    CAPTURE(typo);
    CAPTURE(place.folder.filename().string());
    CHECK_FALSE(silent);
  }
  MESSAGE(tried << " of " << all.size() << " keys");
  CHECK(tried > 1000);
}
