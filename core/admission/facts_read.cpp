#include <algorithm>
#include <utility>

#include "core/admission/facts.h"

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

void read(const Value& facts, Schema& out);

void read(const Value& facts, std::vector<Schema>& out) {
  if (!facts.is_sequence()) return;
  for (const Value& item : facts.items()) read(item, out.emplace_back());
}

void read_properties(const Value& facts, Schema& out) {
  if (!facts.is_mapping()) return;
  out.properties.reserve(facts.members().size());
  for (const yaml::Member& member : facts.members()) {
    Property& property = out.properties.emplace_back();
    property.name = member.key;
    read(member.value, property.schema);
  }
  std::ranges::sort(out.properties, {}, &Property::name);
  for (std::size_t i = 0; i < out.properties.size(); ++i) {
    if (out.properties[i].schema.default_value) out.with_default.push_back(i);
  }
}

void read_rules(const Value& facts, std::vector<Rule>& out) {
  if (!facts.is_sequence()) return;
  for (const Value& item : facts.items()) {
    Rule::Text text;
    for (const auto& [key, value, mark] : item.members()) {
      if (key == "rule") read(value, text.expression);
      if (key == "message") read(value, text.message);
      if (key == "messageExpression") read(value, text.message_expression);
      if (key == "fieldPath") read(value, text.field_path);
      if (key == "reason") read(value, text.reason);
      if (key == "optionalOldSelf") read(value, text.optional_old_self);
    }
    out.emplace_back(std::move(text));
  }
}

void read_pointer(const Value& facts, std::unique_ptr<Schema>& out) {
  out = std::make_unique<Schema>();
  read(facts, *out);
}

using ReadKey = void (*)(const Value&, Schema&);

/// Reads a key into the member of the same meaning.
template <auto kMember>
void into(const Value& facts, Schema& schema) {
  read(facts, schema.*kMember);
}

constexpr std::pair<std::string_view, ReadKey> kKeys[] = {
    {"additionalProperties",
     [](const Value& facts, Schema& schema) {
       if (facts.is_bool()) {
         schema.any_additional_properties = facts.as_bool();
       } else {
         read_pointer(facts, schema.additional_properties);
       }
     }},
    {"allOf", into<&Schema::all_of>},
    {"anyOf", into<&Schema::any_of>},
    {"default", [](const Value& facts, Schema& schema) { schema.default_value = without_marks(facts); }},
    {"embeddedResource", into<&Schema::embedded_resource>},
    {"enum",
     [](const Value& facts, Schema& schema) {
       if (facts.is_sequence()) schema.enumeration = facts.items();
     }},
    {"exclusiveMaximum", into<&Schema::exclusive_maximum>},
    {"exclusiveMinimum", into<&Schema::exclusive_minimum>},
    {"format", into<&Schema::format>},
    {"intOrString", [](const Value&, Schema& schema) { schema.type = Schema::Type::kIntOrString; }},
    {"items", [](const Value& facts, Schema& schema) { read_pointer(facts, schema.items); }},
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
    {"not", [](const Value& facts, Schema& schema) { read(facts, schema.none_of.emplace_back()); }},
    {"nullable", into<&Schema::nullable>},
    {"oneOf", into<&Schema::one_of>},
    {"pattern",
     [](const Value& facts, Schema& schema) {
       if (facts.is_string()) schema.pattern.emplace(facts.as_string());
     }},
    {"preserveUnknownFields", into<&Schema::preserve_unknown_fields>},
    {"properties", read_properties},
    {"required", into<&Schema::required>},
    {"rules", [](const Value& facts, Schema& schema) { read_rules(facts, schema.rules); }},
    {"type", into<&Schema::type>},
    {"uniqueItems", into<&Schema::unique_items>},
};
constexpr auto kNameOf = [](const std::pair<std::string_view, ReadKey>& row) { return row.first; };
static_assert(std::ranges::is_sorted(kKeys, {}, kNameOf));

void read(const Value& facts, Schema& out) {
  if (!facts.is_mapping()) return;
  for (const yaml::Member& member : facts.members()) {
    const auto* row = std::ranges::lower_bound(kKeys, std::string_view{member.key}, {}, kNameOf);
    if (row != std::end(kKeys) && row->first == member.key) row->second(member.value, out);
  }
}

}  // namespace

std::optional<KindFacts> read_facts(const yaml::Value& facts) {
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
    read(*schema, version.schema);
  }
  return result;
}

}  // namespace vmcp::admission
