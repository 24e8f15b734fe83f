#include <algorithm>
#include <utility>

#include "core/admission/facts.h"

namespace vmcp::admission {
namespace {

using yaml::Value;

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
  constexpr std::string_view kKept[] = {"rule", "fieldPath", "reason", "messageExpression", "optionalOldSelf"};
  Value list = Value::sequence();
  if (!value.is_sequence()) return list;
  for (const Value& rule : value.items()) {
    Value facts = Value::mapping();
    for (const std::string_view key : kKept) {
      if (const Value* part = rule.find(key)) facts.set(key, *part);
    }
    const Value* message = rule.find("message");
    if (message != nullptr && messages == RuleMessages::kKeep) facts.set("message", *message);
    list.push(std::move(facts));
  }
  return list;
}

struct Key {
  std::string_view crd;
  std::string_view facts;
  Value (*convert)(const Value&, RuleMessages);
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

Value schema_facts(const Value& schema, RuleMessages messages) {
  Value facts = Value::mapping();
  for (const Key& key : kKeys) {
    if (const Value* value = schema.find(key.crd)) facts.set(key.facts, key.convert(*value, messages));
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

}  // namespace vmcp::admission
