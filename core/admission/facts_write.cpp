#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/admission/facts.h"

namespace vmcp::admission {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const yaml::Value& value) {
  switch (value.kind()) {
    case yaml::Value::Kind::kNull:
      return nullptr;
    case yaml::Value::Kind::kBool:
      return value.as_bool();
    case yaml::Value::Kind::kInt:
      return value.as_int();
    case yaml::Value::Kind::kUint:
      return value.as_uint();
    case yaml::Value::Kind::kFloat:
      return value.as_float();
    case yaml::Value::Kind::kString:
      return value.as_string();
    case yaml::Value::Kind::kSequence: {
      Json list = Json::array();
      for (const yaml::Value& item : value.items()) list.push_back(to_json(item));
      return list;
    }
    case yaml::Value::Kind::kMapping: {
      Json object = Json::object();
      for (const yaml::Member& member : value.members()) object[member.key] = to_json(member.value);
      return object;
    }
  }
  return nullptr;
}

Json schema_facts(const yaml::Value& schema, RuleMessages messages);

Json plain(const yaml::Value& value, RuleMessages) { return to_json(value); }

Json list_of_schemas(const yaml::Value& value, RuleMessages messages) {
  Json list = Json::array();
  if (value.is_sequence()) {
    for (const yaml::Value& item : value.items()) list.push_back(schema_facts(item, messages));
  }
  return list;
}

Json named_schemas(const yaml::Value& value, RuleMessages messages) {
  Json object = Json::object();
  if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) object[member.key] = schema_facts(member.value, messages);
  }
  return object;
}

Json schema_or_bool(const yaml::Value& value, RuleMessages messages) {
  return value.is_bool() ? Json(value.as_bool()) : schema_facts(value, messages);
}

Json rules(const yaml::Value& value, RuleMessages messages) {
  constexpr std::string_view kKept[] = {"rule", "fieldPath", "reason", "messageExpression", "optionalOldSelf"};
  Json list = Json::array();
  if (!value.is_sequence()) return list;
  for (const yaml::Value& rule : value.items()) {
    Json facts = Json::object();
    for (const std::string_view key : kKept) {
      if (const yaml::Value* part = rule.find(key)) facts[std::string(key)] = to_json(*part);
    }
    const yaml::Value* message = rule.find("message");
    if (message != nullptr && messages == RuleMessages::kKeep) facts["message"] = to_json(*message);
    list.push_back(std::move(facts));
  }
  return list;
}

struct Key {
  std::string_view crd;
  const char* facts;
  Json (*convert)(const yaml::Value&, RuleMessages);
};

/// What facts hold of a CRD's schema, in the order in which they are written.
constexpr Key kKeys[] = {
    {"type", "type", plain},
    {"x-kubernetes-int-or-string", "intOrString", plain},
    {"nullable", "nullable", plain},
    {"format", "format", plain},
    {"default", "default", plain},
    {"enum", "enum", plain},
    {"pattern", "pattern", plain},
    {"minLength", "minLength", plain},
    {"maxLength", "maxLength", plain},
    {"minimum", "minimum", plain},
    {"exclusiveMinimum", "exclusiveMinimum", plain},
    {"maximum", "maximum", plain},
    {"exclusiveMaximum", "exclusiveMaximum", plain},
    {"multipleOf", "multipleOf", plain},
    {"minItems", "minItems", plain},
    {"maxItems", "maxItems", plain},
    {"uniqueItems", "uniqueItems", plain},
    {"x-kubernetes-list-type", "listType", plain},
    {"x-kubernetes-list-map-keys", "listMapKeys", plain},
    {"items", "items", schema_facts},
    {"minProperties", "minProperties", plain},
    {"maxProperties", "maxProperties", plain},
    {"x-kubernetes-preserve-unknown-fields", "preserveUnknownFields", plain},
    {"x-kubernetes-embedded-resource", "embeddedResource", plain},
    {"additionalProperties", "additionalProperties", schema_or_bool},
    {"properties", "properties", named_schemas},
    {"required", "required", plain},
    {"allOf", "allOf", list_of_schemas},
    {"anyOf", "anyOf", list_of_schemas},
    {"oneOf", "oneOf", list_of_schemas},
    {"not", "not", schema_facts},
    {"x-kubernetes-validations", "rules", rules},
};

Json schema_facts(const yaml::Value& schema, RuleMessages messages) {
  Json facts = Json::object();
  for (const Key& key : kKeys) {
    if (const yaml::Value* value = schema.find(key.crd)) facts[key.facts] = key.convert(*value, messages);
  }
  return facts;
}

Json version_facts(const yaml::Value& version, RuleMessages messages) {
  const yaml::Value* holder = version.find("schema");
  const yaml::Value* schema = holder == nullptr ? nullptr : holder->find("openAPIV3Schema");
  if (schema == nullptr) return Json{{"type", "object"}, {"preserveUnknownFields", true}};
  Json facts = schema_facts(*schema, messages);
  if (facts.contains("properties")) facts["properties"].erase("status");
  return facts;
}

}  // namespace

std::optional<std::string> facts_of(const yaml::Value& crd, RuleMessages messages) {
  const yaml::Value* spec = crd.find("spec");
  if (crd.string_at("apiVersion") != "apiextensions.k8s.io/v1" || crd.string_at("kind") != "CustomResourceDefinition" ||
      spec == nullptr) {
    return std::nullopt;
  }
  const yaml::Value* names = spec->find("names");
  const yaml::Value* versions = spec->find("versions");
  if (names == nullptr || versions == nullptr || !versions->is_sequence()) return std::nullopt;

  Json schemas = Json::array();
  for (const yaml::Value& version : versions->items()) {
    const yaml::Value* served = version.find("served");
    if (served == nullptr || !served->is_bool() || !served->as_bool()) continue;
    Json schema = version_facts(version, messages);
    const auto same = std::ranges::find_if(schemas, [&](const Json& known) { return known.at("schema") == schema; });
    if (same != schemas.end()) {
      (*same)["versions"].push_back(version.string_at("name"));
    } else {
      Json names_of_version = Json::array({version.string_at("name")});
      schemas.push_back(Json{{"versions", std::move(names_of_version)}, {"schema", std::move(schema)}});
    }
  }
  const Json facts{{"kind", names->string_at("kind")}, {"schemas", std::move(schemas)}};
  return facts.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace vmcp::admission
