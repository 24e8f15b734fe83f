#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/admission/facts.h"
#include "core/yaml/json_reader.h"
#include "core/yaml/locator.h"
#include "core/yaml/problem.h"

namespace vmcp::admission {
namespace {

using yaml::Value;

/// The value as if no input held it: what it becomes part of must not point into the facts.
Value without_marks(Value value) {
  value.set_mark({});
  if (value.is_sequence()) {
    for (Value& item : value.items()) item = without_marks(std::move(item));
  } else if (value.is_mapping()) {
    for (yaml::Member& member : value.members()) {
      member.key_mark = {};
      member.value = without_marks(std::move(member.value));
    }
  }
  return value;
}

Value read_json(std::string_view json) {
  std::size_t offset = 0;
  yaml::Locator locator(json, {});
  try {
    return yaml::read_json(json, offset, locator);
  } catch (const yaml::Problem& problem) {
    throw std::logic_error("facts cannot be read: " + problem.message);
  }
}

void read(const Value& facts, bool& out) { out = facts.is_bool() && facts.as_bool(); }

void read(const Value& facts, std::string& out) {
  if (facts.is_string()) out = facts.as_string();
}

void read(const Value& facts, std::optional<std::uint64_t>& out) {
  if (facts.kind() == Value::Kind::kInt && facts.as_int() >= 0) out = static_cast<std::uint64_t>(facts.as_int());
}

void read(const Value& facts, std::optional<double>& out) {
  if (facts.is_number()) out = facts.number();
}

void read(const Value& facts, std::vector<std::string>& out) {
  if (!facts.is_sequence()) return;
  for (const Value& item : facts.items()) read(item, out.emplace_back());
}

void read(const Value& facts, Schema::Type& out) {
  constexpr Schema::Type kTypes[] = {Schema::Type::kObject,  Schema::Type::kArray,  Schema::Type::kString,
                                     Schema::Type::kInteger, Schema::Type::kNumber, Schema::Type::kBoolean};
  std::string name;
  read(facts, name);
  const auto found = std::ranges::find(kTypes, name, type_name);
  if (found != std::end(kTypes)) out = *found;
}

void read(const Value& facts, Schema::ListType& out) {
  std::string name;
  read(facts, name);
  if (name == "set") out = Schema::ListType::kSet;
  if (name == "map") out = Schema::ListType::kMap;
}

void read(const Value& facts, Schema& out, SchemaTable& table);

void read(const Value& facts, std::vector<Schema>& out, SchemaTable& table) {
  if (!facts.is_sequence()) return;
  for (const Value& item : facts.items()) read(item, out.emplace_back(), table);
}

/// A schema below another: written out, or the number of its node.
SchemaRef child(const Value& facts, SchemaTable& table) {
  if (facts.kind() == Value::Kind::kInt) return {table, static_cast<std::size_t>(facts.as_int())};
  Schema schema;
  read(facts, schema, table);
  return table.add(std::move(schema));
}

void read_properties(const Value& facts, Schema& out, SchemaTable& table) {
  if (!facts.is_mapping()) return;
  out.properties.reserve(facts.members().size());
  for (const yaml::Member& member : facts.members()) {
    out.properties.push_back({member.key, child(member.value, table)});
  }
  std::ranges::sort(out.properties, {}, &Property::name);
}

/// The properties that have a default: named where they are numbers, so that they need not be read for it.
void find_defaults(const Value& facts, Schema& out) {
  const Value* properties = facts.find("properties");
  if (properties == nullptr || !properties->is_mapping()) return;
  std::vector<std::string> names;
  if (const Value* named = facts.find(kWithDefault)) read(*named, names);
  for (const yaml::Member& member : properties->members()) {
    if (member.value.find("default") != nullptr) names.push_back(member.key);
  }
  std::ranges::sort(names);
  for (const std::string& name : names) {
    const auto found = std::ranges::lower_bound(out.properties, name, {}, &Property::name);
    out.with_default.push_back(static_cast<std::size_t>(found - out.properties.begin()));
  }
}

Rule read_rule(const Value& facts) {
  Rule::Text text;
  for (const auto& [key, value, mark] : facts.members()) {
    if (key == "rule") read(value, text.expression);
    if (key == "message") read(value, text.message);
    if (key == "messageExpression") read(value, text.message_expression);
    if (key == "fieldPath") read(value, text.field_path);
    if (key == "reason") read(value, text.reason);
    if (key == "optionalOldSelf") read(value, text.optional_old_self);
  }
  return Rule(std::move(text));
}

void read_rules(const Value& facts, std::vector<Rule>& out, SchemaTable& table) {
  if (!facts.is_sequence()) return;
  for (const Value& item : facts.items()) {
    const bool is_number = item.kind() == Value::Kind::kInt;
    out.push_back(read_rule(is_number ? read_json(table.text(static_cast<std::size_t>(item.as_int()))) : item));
  }
}

using ReadKey = void (*)(const Value&, Schema&, SchemaTable&);

/// Reads a key into the member of the same meaning.
template <auto kMember>
void into(const Value& facts, Schema& schema, SchemaTable&) {
  read(facts, schema.*kMember);
}
template <auto kMember>
void into_parts(const Value& facts, Schema& schema, SchemaTable& table) {
  read(facts, schema.*kMember, table);
}

constexpr std::pair<std::string_view, ReadKey> kKeys[] = {
    {"additionalProperties",
     [](const Value& facts, Schema& schema, SchemaTable& table) {
       if (facts.is_bool()) {
         schema.any_additional_properties = facts.as_bool();
       } else {
         schema.additional_properties = child(facts, table);
       }
     }},
    {"allOf", into_parts<&Schema::all_of>},
    {"anyOf", into_parts<&Schema::any_of>},
    {"default", [](const Value& facts, Schema& schema, SchemaTable&) { schema.default_value = without_marks(facts); }},
    {"embeddedResource", into<&Schema::embedded_resource>},
    {"enum",
     [](const Value& facts, Schema& schema, SchemaTable&) {
       if (facts.is_sequence()) schema.enumeration = facts.items();
     }},
    {"exclusiveMaximum", into<&Schema::exclusive_maximum>},
    {"exclusiveMinimum", into<&Schema::exclusive_minimum>},
    {"format", into<&Schema::format>},
    {"intOrString", [](const Value&, Schema& schema, SchemaTable&) { schema.type = Schema::Type::kIntOrString; }},
    {"items", [](const Value& facts, Schema& schema, SchemaTable& table) { schema.items = child(facts, table); }},
    {"listMapKeys", into<&Schema::list_map_keys>},
    {"listType", into<&Schema::list_type>},
    {"maxItems", into<&Schema::max_items>},
    {"maxLength", into<&Schema::max_length>},
    {"maxProperties", into<&Schema::max_properties>},
    {"maximum", into<&Schema::maximum>},
    {"minItems", into<&Schema::min_items>},
    {"minLength", into<&Schema::min_length>},
    {"minProperties", into<&Schema::min_properties>},
    {"minimum", into<&Schema::minimum>},
    {"multipleOf", into<&Schema::multiple_of>},
    {"not",
     [](const Value& facts, Schema& schema, SchemaTable& table) { read(facts, schema.none_of.emplace_back(), table); }},
    {"nullable", into<&Schema::nullable>},
    {"oneOf", into_parts<&Schema::one_of>},
    {"pattern",
     [](const Value& facts, Schema& schema, SchemaTable&) {
       if (facts.is_string()) schema.pattern.emplace(facts.as_string());
     }},
    {"preserveUnknownFields", into<&Schema::preserve_unknown_fields>},
    {"properties", read_properties},
    {"required", into<&Schema::required>},
    {"rules", [](const Value& facts, Schema& schema, SchemaTable& table) { read_rules(facts, schema.rules, table); }},
    {"type", into<&Schema::type>},
    {"uniqueItems", into<&Schema::unique_items>},
};
constexpr auto kNameOf = [](const std::pair<std::string_view, ReadKey>& row) { return row.first; };
static_assert(std::ranges::is_sorted(kKeys, {}, kNameOf));

void read(const Value& facts, Schema& out, SchemaTable& table) {
  if (!facts.is_mapping()) return;
  for (const yaml::Member& member : facts.members()) {
    const auto* row = std::ranges::lower_bound(kKeys, std::string_view{member.key}, {}, kNameOf);
    if (row != std::end(kKeys) && row->first == member.key) row->second(member.value, out, table);
  }
  find_defaults(facts, out);
}

}  // namespace

std::optional<KindFacts> read_facts(const Value& facts, std::shared_ptr<SchemaTable> table) {
  const Value* schemas = facts.find("schemas");
  KindFacts result;
  result.kind = facts.string_at("kind");
  if (result.kind.empty() || schemas == nullptr || !schemas->is_sequence()) return std::nullopt;
  for (const Value& item : schemas->items()) {
    const Value* versions = item.find("versions");
    const Value* schema = item.find("schema");
    if (versions == nullptr || schema == nullptr) return std::nullopt;
    KindFacts::Version& version = result.versions.emplace_back();
    read(*versions, version.names);
    version.schema = child(*schema, *table);
  }
  result.table = std::move(table);
  return result;
}

Schema read_node(std::string_view json, SchemaTable& table) {
  Schema schema;
  read(read_json(json), schema, table);
  return schema;
}

}  // namespace vmcp::admission
