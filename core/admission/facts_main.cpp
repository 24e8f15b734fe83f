#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/facts.h"
#include "core/diag/sink.h"
#include "core/release/release.h"
#include "core/source/files.h"
#include "core/source/sources.h"
#include "core/source/write_file.h"
#include "core/yaml/read.h"

namespace {

using Json = nlohmann::ordered_json;
using vmcp::release::Set;
using vmcp::yaml::Value;

Json to_json(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      return nullptr;
    case Value::Kind::kBool:
      return value.as_bool();
    case Value::Kind::kInt:
      return value.as_int();
    case Value::Kind::kUint:
      return value.as_uint();
    case Value::Kind::kFloat:
      return value.as_float();
    case Value::Kind::kString:
      return value.as_string();
    case Value::Kind::kSequence: {
      Json list = Json::array();
      for (const Value& item : value.items()) list.push_back(to_json(item));
      return list;
    }
    case Value::Kind::kMapping: {
      Json object = Json::object();
      for (const vmcp::yaml::Member& member : value.members()) object[member.key] = to_json(member.value);
      return object;
    }
  }
  return nullptr;
}

int fail(const std::string& what) {
  std::cerr << "vmcp-render-facts: " << what << '\n';
  return 1;
}

using Kinds = std::map<std::string, Value>;

/// The facts of every kind, from the CRDs in a directory.
std::optional<Kinds> read_kinds(const std::string& directory) {
  const vmcp::source::RealFileSystem files;
  const auto names = files.list(directory);
  if (!names) {
    fail("cannot list " + directory);
    return std::nullopt;
  }
  vmcp::source::Sources sources;
  vmcp::diag::Sink sink;
  Kinds kinds;
  for (const std::string& name : *names) {
    if (!name.ends_with(".yaml")) continue;
    auto content = files.read(directory + '/' + name);
    if (!content.text) {
      fail(name + ": " + content.error);
      return std::nullopt;
    }
    const std::uint32_t source = sources.add(name, std::move(*content.text));
    for (const vmcp::yaml::Document& document : vmcp::yaml::read(sources, source, sink)) {
      auto facts = vmcp::admission::facts_of(document.root, vmcp::admission::RuleMessages::kDrop);
      if (!facts) {
        fail(name + ": no CustomResourceDefinition");
        return std::nullopt;
      }
      std::string kind(facts->string_at("kind"));
      kinds.emplace(std::move(kind), *std::move(facts));
    }
  }
  for (const vmcp::diag::Diagnostic& finding : sink.all()) {
    std::cerr << finding.place.file << ':' << finding.place.line << ": " << finding.message << '\n';
  }
  return sink.has_errors() ? std::nullopt : std::optional(std::move(kinds));
}

/// Writes schemas and rules as nodes that refer to each other by number. Equal ones are one node, whatever set they are
/// of.
class Nodes {
 public:
  /// The number of a schema.
  std::size_t number(const Value& schema) { return number_of_line(node(schema).dump()); }

  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::size_t number_of_line(std::string line) {
    const auto [known, is_new] = numbers_.try_emplace(line, lines_.size());
    if (is_new) lines_.push_back(std::move(line));
    return known->second;
  }

  Json node(const Value& schema) {
    Json result = Json::object();
    for (const vmcp::yaml::Member& member : schema.members()) {
      if (member.key == "properties") {
        Json with_default = Json::array();
        for (const vmcp::yaml::Member& property : member.value.members()) {
          result[member.key][property.key] = number(property.value);
          if (property.value.find("default") != nullptr) with_default.push_back(property.key);
        }
        if (!with_default.empty()) result[std::string(vmcp::admission::kWithDefault)] = std::move(with_default);
      } else if (member.key == "rules") {
        for (const Value& rule : member.value.items())
          result[member.key].push_back(number_of_line(to_json(rule).dump()));
      } else if (member.key == "items" || (member.key == "additionalProperties" && !member.value.is_bool())) {
        result[member.key] = number(member.value);
      } else {
        result[member.key] = to_json(member.value);
      }
    }
    return result;
  }

  std::vector<std::string> lines_;
  std::map<std::string, std::size_t> numbers_;
};

/// The facts of a kind in all sets, the newest first, and the nodes that they refer to, a line each. Nothing when a set
/// lacks the kind.
std::optional<std::string> lines_of(const std::string& kind, const std::map<Set, Kinds>& sets) {
  Nodes nodes;
  Json ages = Json::array();
  const Value* after = nullptr;
  for (auto at = sets.rbegin(); at != sets.rend(); ++at) {
    if (!at->second.contains(kind)) return std::nullopt;
    const Value& facts = at->second.at(kind);
    if (after != nullptr && facts == *after) continue;
    after = &facts;
    Json age = {{"kind", kind}};
    if (at != sets.rbegin()) {
      const Set next = std::prev(at)->first;
      age["until"] = vmcp::release::first_tag(vmcp::release::kSets[static_cast<std::size_t>(next) - 1]);
    }
    for (const Value& schema : facts.find("schemas")->items()) {
      age["schemas"].push_back(
          {{"versions", to_json(*schema.find("versions"))}, {"schema", nodes.number(*schema.find("schema"))}});
    }
    ages.push_back(std::move(age));
  }
  std::string text = ages.dump() + '\n';
  for (const std::string& line : nodes.lines()) text += line + '\n';
  return text;
}

}  // namespace

// Writes the facts that the program embeds: a file for each kind.
int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: vmcp-render-facts OUT_DIR RELEASE=CRD_DIR...\n"
                 "RELEASE is the first of its set; a set that is not named has the CRDs of the one before.\n";
    return 2;
  }
  const std::string out_dir = argv[1];
  std::map<Set, Kinds> sets;
  for (const std::string argument : std::span(argv, static_cast<std::size_t>(argc)).subspan(2)) {
    const std::size_t equals = std::min(argument.find('='), argument.size());
    const auto set = vmcp::release::set_named(std::string_view(argument).substr(0, equals));
    if (!set || equals == argument.size())
      return fail(argument + ": expected RELEASE=CRD_DIR, the first release of a set");
    auto kinds = read_kinds(argument.substr(equals + 1));
    if (!kinds) return 1;
    sets.emplace(*set, *std::move(kinds));
  }
  for (const auto& [kind, facts] : sets.rbegin()->second) {
    const auto lines = lines_of(kind, sets);
    if (!lines) return fail(kind + ": an older set has no such kind");
    const std::string error = vmcp::source::write_file(out_dir + '/' + kind + ".jsonl", *lines);
    if (!error.empty()) return fail(kind + ": " + error);
  }
  return 0;
}
