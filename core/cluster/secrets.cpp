#include "core/cluster/secrets.h"

#include <algorithm>
#include <initializer_list>

#include "core/yaml/value.h"

namespace vmcp::cluster {
namespace {

using yaml::Value;
using Keys = std::vector<std::string_view>;

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

void add_members(const Value& mapping, Keys& keys) {
  if (!mapping.is_mapping()) return;
  for (const yaml::Member& member : mapping.members()) keys.push_back(member.key);
}

/// The keys of an ExternalSecretSpec's target; false when it may have others.
bool add_target(const Value& spec, Keys& keys) {
  const Value& template_data = at(spec, {"target", "template", "data"});
  add_members(template_data, keys);
  const Value& data = at(spec, {"data"});
  if (data.is_sequence()) {
    for (const Value& item : data.items()) {
      if (const std::string_view key = item.string_at("secretKey"); !key.empty()) keys.push_back(key);
    }
  }
  const bool fetches_more = is_filled(at(spec, {"dataFrom"})) && !template_data.is_mapping();
  return !fetches_more && !is_filled(at(spec, {"target", "template", "templateFrom"}));
}

}  // namespace

bool SecretKeys::may_have(std::string_view key) const {
  return std::ranges::any_of(parts_, [&](const Part* part) { return !part->complete || part->index->contains(key); });
}

std::string_view SecretKeys::nearest(std::string_view key) const {
  std::vector<std::string_view> candidates;
  for (const Part* part : parts_) candidates.push_back(part->index->nearest(key));
  return diag::nearest(key, candidates);
}

void Secrets::add(const admission::Object& object) {
  const std::string_view group = object.group();
  if (group.empty() && object.kind == "Secret") {
    Keys& keys = made_in_place_[{object.name_space, object.name}].keys;
    add_members(at(object.value, {"data"}), keys);
    add_members(at(object.value, {"stringData"}), keys);
  } else if (group == "bitnami.com" && object.kind == "SealedSecret") {
    add_sealed(object);
  } else if (group == "external-secrets.io" && object.kind == "ExternalSecret") {
    add_external(object);
  } else if (group == "external-secrets.io" && object.kind == "ClusterExternalSecret") {
    add_cluster_external(object);
  }
}

void Secrets::add_sealed(const admission::Object& object) {
  const Value& spec = at(object.value, {"spec"});
  const Value& metadata = at(spec, {"template", "metadata"});
  const std::string_view name_space = string_or(at(metadata, {"namespace"}), object.name_space);
  Keys& keys = made_in_place_[{name_space, string_or(at(metadata, {"name"}), object.name)}].keys;
  add_members(at(spec, {"encryptedData"}), keys);
  add_members(at(spec, {"template", "data"}), keys);
}

void Secrets::add_external(const admission::Object& object) {
  const Value& spec = at(object.value, {"spec"});
  Part& part = made_in_place_[{object.name_space, string_or(at(spec, {"target", "name"}), object.name)}];
  part.complete = add_target(spec, part.keys) && part.complete;
}

void Secrets::add_cluster_external(const admission::Object& object) {
  const Value& spec = at(object.value, {"spec"});
  const Value& external = at(spec, {"externalSecretSpec"});
  const std::string_view its_name = string_or(at(spec, {"externalSecretName"}), object.name);
  const std::string_view name = string_or(at(external, {"target", "name"}), its_name);
  Part& part = spread_.emplace_back();
  part.complete = add_target(external, part.keys);
  const auto add_to = [&](std::string_view name_space) { spread_to_[{name_space, name}].push_back(&part); };
  // Selectors see labels that the input does not have.
  const bool selects = spec.find("namespaceSelector") != nullptr || spec.find("namespaceSelectors") != nullptr;
  const Value& namespaces = at(spec, {"namespaces"});
  if (selects || !is_filled(namespaces)) return add_to({});
  for (const Value& name_space : namespaces.items()) {
    if (name_space.is_string() && !name_space.as_string().empty()) add_to(name_space.as_string());
  }
}

void Secrets::index() {
  const auto index = [](Part& part) { part.index = std::make_unique<const diag::NameIndex>(std::move(part.keys)); };
  for (auto& [name, part] : made_in_place_) index(part);
  for (Part& part : spread_) index(part);
}

std::optional<SecretKeys> Secrets::find(std::string_view name_space, std::string_view name) const {
  SecretKeys keys;
  if (const auto own = made_in_place_.find({name_space, name}); own != made_in_place_.end()) {
    keys.parts_.push_back(&own->second);
  }
  for (const std::string_view spread_to : {name_space, std::string_view{}}) {
    const auto found = spread_to_.find({spread_to, name});
    if (found != spread_to_.end()) keys.parts_.insert(keys.parts_.end(), found->second.begin(), found->second.end());
  }
  if (keys.parts_.empty()) return std::nullopt;
  return keys;
}

}  // namespace vmcp::cluster
