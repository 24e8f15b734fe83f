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

#include "core/admission/facts.h"
#include "core/admission/merge_patch.h"
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

/// The patch of each schema of a kind, in order; nothing when patches cannot turn `after` into `before`.
std::optional<Value> schema_patches(const Value& after, const Value& before) {
  Value result = after;
  Value patches = Value::sequence();
  vmcp::yaml::Sequence& schemas = result.find("schemas")->items();
  const vmcp::yaml::Sequence& wanted = before.find("schemas")->items();
  if (schemas.size() != wanted.size()) return std::nullopt;
  for (std::size_t i = 0; i < schemas.size(); ++i) {
    Value* schema = schemas[i].find("schema");
    const auto patch = vmcp::admission::merge_patch(*schema, *wanted[i].find("schema"));
    patches.push(patch ? *patch : Value::mapping());
    vmcp::admission::apply_merge_patch(*schema, patches.items().back());
  }
  return result == before ? std::optional(std::move(patches)) : std::nullopt;
}

/// What the facts of a kind were in older sets, the newest of these first, under "older": `[{until, schemas:
/// [patch]}]`, each against the facts after it. Nothing when that cannot be said.
std::optional<Value> older_facts(const std::string& kind, const std::map<Set, Kinds>& sets) {
  Value older = Value::sequence();
  for (auto after = sets.rbegin(); std::next(after) != sets.rend(); ++after) {
    const auto before = std::next(after);
    if (!before->second.contains(kind)) return std::nullopt;
    const Value& facts_after = after->second.at(kind);
    const Value& facts_before = before->second.at(kind);
    if (facts_after == facts_before) continue;
    auto patches = schema_patches(facts_after, facts_before);
    if (!patches) return std::nullopt;
    const Set last = vmcp::release::kSets[static_cast<std::size_t>(after->first) - 1];
    older.push(Value::mapping().set("until", vmcp::release::first_tag(last)).set("schemas", *std::move(patches)));
  }
  return older;
}

std::string write(const std::string& path, const Value& value) {
  return vmcp::source::write_file(path, to_json(value).dump() + '\n');
}

}  // namespace

// Writes the facts that the program embeds: per kind those of the newest set, and what was otherwise before it.
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
    const auto older = older_facts(kind, sets);
    if (!older) return fail(kind + ": its facts in an older set cannot be said as patches");
    std::string error = write(out_dir + '/' + kind + ".json", facts);
    if (error.empty() && !older->items().empty())
      error = write(out_dir + '/' + kind + ".older.json", Value::mapping().set("older", *older));
    if (!error.empty()) return fail(kind + ": " + error);
  }
  return 0;
}
