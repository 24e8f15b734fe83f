#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/admission/facts.h"

namespace vmcp::admission {
namespace {

using Json = nlohmann::json;

yaml::Value to_value(const Json& json) {
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
      return json.get<std::int64_t>();
    case Json::value_t::number_unsigned: {
      const auto number = json.get<std::uint64_t>();
      return std::in_range<std::int64_t>(number) ? yaml::Value{static_cast<std::int64_t>(number)} : yaml::Value{number};
    }
    case Json::value_t::number_float:
      return json.get<double>();
    case Json::value_t::string:
      return json.get_ref<const std::string&>();
    case Json::value_t::array: {
      yaml::Value list = yaml::Value::sequence();
      for (const Json& item : json) list.push(to_value(item));
      return list;
    }
    case Json::value_t::object: {
      yaml::Mapping members;
      for (const auto& [key, value] : json.items()) members.push_back({key, to_value(value), {}});
      return members;
    }
    default:
      return nullptr;
  }
}

void read(const Json& json, bool& out) { out = json.is_boolean() && json.get<bool>(); }

void read(const Json& json, std::string& out) {
  if (json.is_string()) out = json.get_ref<const std::string&>();
}

void read(const Json& json, std::optional<std::uint64_t>& out) {
  if (json.is_number_unsigned()) out = json.get<std::uint64_t>();
}

void read(const Json& json, std::optional<double>& out) {
  if (json.is_number()) out = json.get<double>();
}

void read(const Json& json, std::vector<std::string>& out) {
  if (!json.is_array()) return;
  for (const Json& item : json) read(item, out.emplace_back());
}

void read(const Json& json, Schema::Type& out) {
  constexpr Schema::Type kTypes[] = {Schema::Type::kObject,  Schema::Type::kArray,  Schema::Type::kString,
                                     Schema::Type::kInteger, Schema::Type::kNumber, Schema::Type::kBoolean};
  std::string name;
  read(json, name);
  const auto found = std::ranges::find(kTypes, name, type_name);
  if (found != std::end(kTypes)) out = *found;
}

void read(const Json& json, Schema::ListType& out) {
  std::string name;
  read(json, name);
  if (name == "set") out = Schema::ListType::kSet;
  if (name == "map") out = Schema::ListType::kMap;
}

void read(const Json& json, Schema& out);

void read(const Json& json, std::vector<Schema>& out) {
  if (!json.is_array()) return;
  for (const Json& item : json) read(item, out.emplace_back());
}

void read_properties(const Json& json, Schema& out) {
  if (!json.is_object()) return;
  out.properties.reserve(json.size());
  for (const auto& [name, schema] : json.items()) {
    // nlohmann's objects iterate in key order, which is the order that Schema::property() needs.
    Property& property = out.properties.emplace_back();
    property.name = name;
    read(schema, property.schema);
    if (property.schema.default_value) out.with_default.push_back(out.properties.size() - 1);
  }
}

void read_rules(const Json& json, std::vector<Rule>& out) {
  if (!json.is_array()) return;
  for (const Json& item : json) {
    Rule::Text text;
    for (const auto& [key, value] : item.items()) {
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

void read_pointer(const Json& json, std::unique_ptr<Schema>& out) {
  out = std::make_unique<Schema>();
  read(json, *out);
}

using ReadKey = void (*)(const Json&, Schema&);

/// Reads a key into the member of the same meaning.
template <auto kMember>
void into(const Json& json, Schema& schema) {
  read(json, schema.*kMember);
}

constexpr std::pair<std::string_view, ReadKey> kKeys[] = {
    {"additionalProperties",
     [](const Json& json, Schema& schema) {
       if (json.is_boolean()) {
         schema.any_additional_properties = json.get<bool>();
       } else {
         read_pointer(json, schema.additional_properties);
       }
     }},
    {"allOf", into<&Schema::all_of>},
    {"anyOf", into<&Schema::any_of>},
    {"default", [](const Json& json, Schema& schema) { schema.default_value = to_value(json); }},
    {"embeddedResource", into<&Schema::embedded_resource>},
    {"enum",
     [](const Json& json, Schema& schema) {
       for (const Json& item : json) schema.enumeration.push_back(to_value(item));
     }},
    {"exclusiveMaximum", into<&Schema::exclusive_maximum>},
    {"exclusiveMinimum", into<&Schema::exclusive_minimum>},
    {"format", into<&Schema::format>},
    {"intOrString", [](const Json&, Schema& schema) { schema.type = Schema::Type::kIntOrString; }},
    {"items", [](const Json& json, Schema& schema) { read_pointer(json, schema.items); }},
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
    {"not", [](const Json& json, Schema& schema) { read(json, schema.none_of.emplace_back()); }},
    {"nullable", into<&Schema::nullable>},
    {"oneOf", into<&Schema::one_of>},
    {"pattern",
     [](const Json& json, Schema& schema) {
       if (json.is_string()) schema.pattern.emplace(json.get_ref<const std::string&>());
     }},
    {"preserveUnknownFields", into<&Schema::preserve_unknown_fields>},
    {"properties", read_properties},
    {"required", into<&Schema::required>},
    {"rules", [](const Json& json, Schema& schema) { read_rules(json, schema.rules); }},
    {"type", into<&Schema::type>},
    {"uniqueItems", into<&Schema::unique_items>},
};
static_assert(std::ranges::is_sorted(kKeys, {}, &std::pair<std::string_view, ReadKey>::first));

void read(const Json& json, Schema& out) {
  if (!json.is_object()) return;
  for (const auto& [key, value] : json.items()) {
    const auto found =
        std::ranges::lower_bound(kKeys, std::string_view{key}, {}, [](const auto& row) { return row.first; });
    if (found != std::end(kKeys) && found->first == key) found->second(value, out);
  }
}

}  // namespace

std::optional<KindFacts> read_facts(std::string_view json) {
  const Json facts = Json::parse(json, nullptr, false);
  if (!facts.is_object()) return std::nullopt;
  KindFacts result;
  for (const auto& [key, value] : facts.items()) {
    if (key == "kind") read(value, result.kind);
    if (key != "schemas") continue;
    for (const Json& item : value) {
      KindFacts::Version& version = result.versions.emplace_back();
      for (const auto& [part, content] : item.items()) {
        if (part == "versions") read(content, version.names);
        if (part == "schema") read(content, version.schema);
      }
    }
  }
  if (result.kind.empty() || result.versions.empty()) return std::nullopt;
  return result;
}

}  // namespace vmcp::admission
