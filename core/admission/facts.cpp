#include "core/admission/facts.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <utility>

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
  yaml::Locator nowhere({}, {});  // no finding is about facts
  try {
    return yaml::read_json(json, offset, nowhere);
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

/// A part of a rule, as CRDs and facts call it.
struct RulePart {
  std::string_view key;
  void (*read)(const Value& facts, Rule::Text& text);
  bool is_prose = false;
};

template <auto kMember>
void into_text(const Value& facts, Rule::Text& text) {
  read(facts, text.*kMember);
}

/// What facts hold of a rule, in the order in which it is written.
constexpr RulePart kRuleParts[] = {
    {"rule", into_text<&Rule::Text::expression>},
    {"fieldPath", into_text<&Rule::Text::field_path>},
    {"reason", into_text<&Rule::Text::reason>},
    {"messageExpression", into_text<&Rule::Text::message_expression>},
    {"optionalOldSelf", into_text<&Rule::Text::optional_old_self>},
    {"message", into_text<&Rule::Text::message>, true},
};

Rule read_rule(const Value& facts) {
  Rule::Text text;
  for (const RulePart& part : kRuleParts) {
    if (const Value* value = facts.find(part.key)) part.read(*value, text);
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

/// Reads a keyword into the member of the same meaning.
template <auto kMember>
void into(const Value& facts, Schema& schema, SchemaTable&) {
  read(facts, schema.*kMember);
}
template <auto kMember>
void into_parts(const Value& facts, Schema& schema, SchemaTable& table) {
  read(facts, schema.*kMember, table);
}

Value schema_facts(const Value& schema, RuleMessages messages);

Value plain(const Value& value, RuleMessages) { return value; }

Value list_of_schemas(const Value& value, RuleMessages messages) {
  Value list = Value::sequence();
  if (value.is_sequence()) {
    for (const Value& item : value.items()) list.push(schema_facts(item, messages));
  }
  return list;
}

Value named_schemas(const Value& value, RuleMessages messages) {
  Value object = Value::mapping();
  if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) object.set(member.key, schema_facts(member.value, messages));
  }
  return object;
}

Value schema_or_bool(const Value& value, RuleMessages messages) {
  return value.is_bool() ? value : schema_facts(value, messages);
}

Value rules(const Value& value, RuleMessages messages) {
  Value list = Value::sequence();
  if (!value.is_sequence()) return list;
  for (const Value& rule : value.items()) {
    Value facts = Value::mapping();
    for (const RulePart& part : kRuleParts) {
      if (part.is_prose && messages == RuleMessages::kDrop) continue;
      if (const Value* text = rule.find(part.key)) facts.set(part.key, *text);
    }
    list.push(std::move(facts));
  }
  return list;
}

/// What CRDs and facts call a keyword of schemas, and how it gets from a CRD into facts, and from facts into a schema.
struct Keyword {
  std::string_view crd;
  std::string_view facts;
  Value (*write)(const Value& crd, RuleMessages messages);
  void (*read)(const Value& facts, Schema& schema, SchemaTable& table);
};

/// What facts hold of a CRD's schema, in the order in which they are written.
constexpr Keyword kKeywords[] = {
    {"type", "type", plain, into<&Schema::type>},
    {"x-kubernetes-int-or-string", "intOrString", plain,
     [](const Value&, Schema& schema, SchemaTable&) { schema.type = Schema::Type::kIntOrString; }},
    {"nullable", "nullable", plain, into<&Schema::nullable>},
    {"format", "format", plain, into<&Schema::format>},
    {"default", "default", plain,
     [](const Value& facts, Schema& schema, SchemaTable&) { schema.default_value = without_marks(facts); }},
    {"enum", "enum", plain,
     [](const Value& facts, Schema& schema, SchemaTable&) {
       if (facts.is_sequence()) schema.enumeration = facts.items();
     }},
    {"pattern", "pattern", plain,
     [](const Value& facts, Schema& schema, SchemaTable& table) {
       if (facts.is_string()) schema.pattern = table.pattern(facts.as_string());
     }},
    {"minLength", "minLength", plain, into<&Schema::min_length>},
    {"maxLength", "maxLength", plain, into<&Schema::max_length>},
    {"minimum", "minimum", plain, into<&Schema::minimum>},
    {"exclusiveMinimum", "exclusiveMinimum", plain, into<&Schema::exclusive_minimum>},
    {"maximum", "maximum", plain, into<&Schema::maximum>},
    {"exclusiveMaximum", "exclusiveMaximum", plain, into<&Schema::exclusive_maximum>},
    {"multipleOf", "multipleOf", plain, into<&Schema::multiple_of>},
    {"minItems", "minItems", plain, into<&Schema::min_items>},
    {"maxItems", "maxItems", plain, into<&Schema::max_items>},
    {"uniqueItems", "uniqueItems", plain, into<&Schema::unique_items>},
    {"x-kubernetes-list-type", "listType", plain, into<&Schema::list_type>},
    {"x-kubernetes-list-map-keys", "listMapKeys", plain, into<&Schema::list_map_keys>},
    {"items", "items", schema_facts,
     [](const Value& facts, Schema& schema, SchemaTable& table) { schema.items = child(facts, table); }},
    {"minProperties", "minProperties", plain, into<&Schema::min_properties>},
    {"maxProperties", "maxProperties", plain, into<&Schema::max_properties>},
    {"x-kubernetes-preserve-unknown-fields", "preserveUnknownFields", plain, into<&Schema::preserve_unknown_fields>},
    {"x-kubernetes-embedded-resource", "embeddedResource", plain, into<&Schema::embedded_resource>},
    {"additionalProperties", "additionalProperties", schema_or_bool,
     [](const Value& facts, Schema& schema, SchemaTable& table) {
       if (facts.is_bool()) {
         schema.any_additional_properties = facts.as_bool();
       } else {
         schema.additional_properties = child(facts, table);
       }
     }},
    {"properties", "properties", named_schemas, read_properties},
    {"required", "required", plain, into<&Schema::required>},
    {"allOf", "allOf", list_of_schemas, into_parts<&Schema::all_of>},
    {"anyOf", "anyOf", list_of_schemas, into_parts<&Schema::any_of>},
    {"oneOf", "oneOf", list_of_schemas, into_parts<&Schema::one_of>},
    {"not", "not", schema_facts,
     [](const Value& facts, Schema& schema, SchemaTable& table) { read(facts, schema.none_of.emplace_back(), table); }},
    {"x-kubernetes-validations", "rules", rules,
     [](const Value& facts, Schema& schema, SchemaTable& table) { read_rules(facts, schema.rules, table); }},
};

constexpr std::string_view name_at(std::uint8_t place) { return kKeywords[place].facts; }

/// The places of the keywords, in the order of their names in facts.
constexpr auto kByName = [] {
  std::array<std::uint8_t, std::size(kKeywords)> places{};
  std::iota(places.begin(), places.end(), std::uint8_t{0});
  std::ranges::sort(places, {}, name_at);
  return places;
}();

void read(const Value& facts, Schema& out, SchemaTable& table) {
  if (!facts.is_mapping()) return;
  for (const yaml::Member& member : facts.members()) {
    const auto* place = std::ranges::lower_bound(kByName, std::string_view{member.key}, {}, name_at);
    if (place != kByName.end() && name_at(*place) == member.key) kKeywords[*place].read(member.value, out, table);
  }
  find_defaults(facts, out);
}

Value schema_facts(const Value& schema, RuleMessages messages) {
  Value facts = Value::mapping();
  for (const Keyword& keyword : kKeywords) {
    if (const Value* value = schema.find(keyword.crd)) facts.set(keyword.facts, keyword.write(*value, messages));
  }
  return facts;
}

Value version_facts(const Value& version, RuleMessages messages) {
  const Value* holder = version.find("schema");
  const Value* schema = holder == nullptr ? nullptr : holder->find("openAPIV3Schema");
  if (schema == nullptr) return Value::mapping().set("type", "object").set("preserveUnknownFields", true);
  Value facts = schema_facts(*schema, messages);
  if (Value* properties = facts.find("properties")) properties->erase("status");
  return facts;
}

}  // namespace

std::optional<yaml::Value> facts_of(const Value& crd, RuleMessages messages) {
  const Value* spec = crd.find("spec");
  if (crd.string_at("apiVersion") != "apiextensions.k8s.io/v1" || crd.string_at("kind") != "CustomResourceDefinition" ||
      spec == nullptr) {
    return std::nullopt;
  }
  const Value* names = spec->find("names");
  const Value* versions = spec->find("versions");
  if (names == nullptr || versions == nullptr || !versions->is_sequence()) return std::nullopt;

  Value schemas = Value::sequence();
  for (const Value& version : versions->items()) {
    const Value* served = version.find("served");
    if (served == nullptr || !served->is_bool() || !served->as_bool()) continue;
    Value schema = version_facts(version, messages);
    const auto same =
        std::ranges::find_if(schemas.items(), [&](const Value& known) { return *known.find("schema") == schema; });
    if (same != schemas.items().end()) {
      same->find("versions")->push(version.string_at("name"));
    } else {
      schemas.push(Value::mapping()
                       .set("versions", Value::sequence().push(version.string_at("name")))
                       .set("schema", std::move(schema)));
    }
  }
  return Value::mapping().set("kind", names->string_at("kind")).set("schemas", std::move(schemas));
}

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
