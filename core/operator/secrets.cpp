#include "core/operator/secrets.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "core/yaml/value.h"

namespace vmcp::op {
namespace {

using yaml::Value;

/// The value at the end of a way through mappings; an empty value when the way ends early.
const Value& at(const Value& root, std::initializer_list<std::string_view> way) {
  static const Value kNothing;
  const Value* value = &root;
  for (const std::string_view key : way) {
    value = value->find(key);
    if (value == nullptr) return kNothing;
  }
  return *value;
}

std::string_view string_or(const Value& value, std::string_view fallback) {
  return value.is_string() && !value.as_string().empty() ? std::string_view{value.as_string()} : fallback;
}

bool is_filled(const Value& list) { return list.is_sequence() && !list.items().empty(); }

void add_members(const Value& mapping, SecretKeys& keys) {
  if (!mapping.is_mapping()) return;
  for (const yaml::Member& member : mapping.members()) keys.names.insert(member.key);
}

/// The keys of an ExternalSecretSpec's target.
void add_external(const Value& spec, SecretKeys& keys) {
  const Value& template_data = at(spec, {"target", "template", "data"});
  add_members(template_data, keys);
  const Value& data = at(spec, {"data"});
  if (data.is_sequence()) {
    for (const Value& item : data.items()) {
      if (const std::string_view key = item.string_at("secretKey"); !key.empty()) keys.names.emplace(key);
    }
  }
  const bool fetches_more = is_filled(at(spec, {"dataFrom"})) && !template_data.is_mapping();
  if (fetches_more || is_filled(at(spec, {"target", "template", "templateFrom"}))) keys.complete = false;
}

/// Whether a ClusterExternalSecret may be meant for a namespace; selectors see labels that the input does not have.
bool covers_namespace(const Value& spec, std::string_view name_space) {
  const Value& namespaces = at(spec, {"namespaces"});
  if (!is_filled(namespaces)) return true;
  if (spec.find("namespaceSelector") != nullptr || spec.find("namespaceSelectors") != nullptr) return true;
  return std::ranges::any_of(namespaces.items(), [&](const Value& item) { return string_or(item, "") == name_space; });
}

/// What one kind of object does about the Secret `name`: adds the keys that it states for it, if it makes it at all.
using AddKeys = bool (*)(const cluster::Object& object, std::string_view name_space, std::string_view name,
                         SecretKeys& keys);

bool add_sealed(const cluster::Object& object, std::string_view name_space, std::string_view name, SecretKeys& keys) {
  const Value& spec = at(object.value, {"spec"});
  const Value& metadata = at(spec, {"template", "metadata"});
  if (string_or(at(metadata, {"namespace"}), object.name_space) != name_space) return false;
  if (string_or(at(metadata, {"name"}), object.name) != name) return false;
  add_members(at(spec, {"encryptedData"}), keys);
  add_members(at(spec, {"template", "data"}), keys);
  return true;
}

bool add_external_secret(const cluster::Object& object, std::string_view name_space, std::string_view name,
                         SecretKeys& keys) {
  const Value& spec = at(object.value, {"spec"});
  if (object.name_space != name_space || string_or(at(spec, {"target", "name"}), object.name) != name) return false;
  add_external(spec, keys);
  return true;
}

bool add_cluster_external_secret(const cluster::Object& object, std::string_view name_space, std::string_view name,
                                 SecretKeys& keys) {
  const Value& spec = at(object.value, {"spec"});
  const Value& external = at(spec, {"externalSecretSpec"});
  const std::string_view external_name = string_or(at(spec, {"externalSecretName"}), object.name);
  if (!covers_namespace(spec, name_space)) return false;
  if (string_or(at(external, {"target", "name"}), external_name) != name) return false;
  add_external(external, keys);
  return true;
}

struct SecretMaker {
  std::string_view group;
  std::string_view kind;
  AddKeys add_keys;
};
constexpr std::array<SecretMaker, 3> kSecretMakers = {
    {{"bitnami.com", "SealedSecret", add_sealed},
     {"external-secrets.io", "ExternalSecret", add_external_secret},
     {"external-secrets.io", "ClusterExternalSecret", add_cluster_external_secret}}};

}  // namespace

std::optional<SecretKeys> find_secret(const cluster::Cluster& cluster, std::string_view name_space,
                                      std::string_view name) {
  SecretKeys keys;
  bool found = false;
  if (const cluster::Object* secret = cluster.find("", "Secret", name_space, name)) {
    found = true;
    add_members(at(secret->value, {"data"}), keys);
    add_members(at(secret->value, {"stringData"}), keys);
  }
  for (const SecretMaker& maker : kSecretMakers) {
    for (const cluster::Object* object : cluster.objects_of(maker.group, maker.kind)) {
      if (maker.add_keys(*object, name_space, name, keys)) found = true;
    }
  }
  if (!found) return std::nullopt;
  return keys;
}

}  // namespace vmcp::op
