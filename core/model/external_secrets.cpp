#include "core/model/external_secrets.h"

#include <cstddef>
#include <utility>

#include "core/model/copies.h"
#include "core/model/maker_fields.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::model {
namespace {

using yaml::items_at;
using yaml::text_at;
using yaml::Value;

/// The keys that spec.target.template makes; false when there may be others.
bool add_template_keys(const Value& target_template, Keys& keys) {
  add(keys_of(at(target_template, {"data"})), keys);
  bool complete = true;
  for (const Value& from : items_at(target_template, {"templateFrom"})) {
    if (const std::string_view goes_to = text_of(at(from, {"target"}), "Data"); goes_to != "Data") continue;
    if (from.find("literal") != nullptr) complete = false;
    for (const char* source : {"configMap", "secret"}) {
      for (const Value& item : items_at(from, {source, "items"})) {
        if (text_of(at(item, {"templateAs"}), "Values") == "Values") {
          keys.push_back(text_at(item, {"key"}));
        } else {
          complete = false;
        }
      }
    }
  }
  return complete;
}

/// The keys that entries of `data` are fetched for. A field that is misspelt is spoken of where it stands.
Keys fetched_keys(const Value& data) {
  constexpr std::string_view kField = "secretKey";
  constexpr std::size_t kMostEdits = 2;
  Keys keys = texts_of(data, kField);
  for (const Value& entry : items_of(data)) {
    if (!entry.is_mapping() || entry.find(kField) != nullptr) continue;
    for (const yaml::Member& member : entry.members()) {
      if (text::is_within(member.key, kField, kMostEdits)) keys.push_back(text_of(member.value));
    }
  }
  return keys;
}

/// What an ExternalSecretSpec makes. As ApplyTemplate of the controller; its webhook refuses a spec that fetches
/// nothing.
Made external_secret(const Value& spec, std::string_view name_space, std::string_view default_name) {
  const Value& data = at(spec, {"data"});
  const Value& data_from = at(spec, {"dataFrom"});
  const Value& target = at(spec, {"target"});
  const std::string_view policy = text_of(at(target, {"creationPolicy"}), "Owner");
  if (policy == "None" || (!is_filled(data) && !is_filled(data_from))) return {};

  MadeObject made{.name_space = name_space, .name = text_of(at(target, {"name"}), default_name)};
  made.creates = policy != "Merge";
  if (const Value& manifest = at(target, {"manifest"}); manifest.is_mapping()) {
    if (text_at(manifest, {"kind"}) != "ConfigMap") return {};
    made.kind = MadeObject::Kind::kConfigMap;
    made.complete = false;
    return if_named(std::move(made));
  }
  const Value& target_template = at(target, {"template"});
  const bool makes_keys = is_filled(at(target_template, {"data"})) || is_filled(at(target_template, {"templateFrom"}));
  if (makes_keys) made.complete = add_template_keys(target_template, made.keys);
  if (!makes_keys || text_at(target_template, {"mergePolicy"}) == "Merge") {
    add(fetched_keys(data), made.keys);
    if (is_filled(data_from)) made.complete = false;
  }
  return if_named(std::move(made));
}

}  // namespace

std::vector<MadeObject> make_external_secret(const NamedValue& resource) {
  return external_secret(at(resource.root, {"spec"}), resource.name_space, resource.name);
}

std::vector<MadeObject> make_cluster_external_secret(const NamedValue& resource) {
  const Value& spec = at(resource.root, {"spec"});
  Keys namespaces = texts_of(at(spec, {"namespaces"}));
  if (const Value* selector = spec.find("namespaceSelector")) add(selected_namespaces(*selector), namespaces);
  for (const Value& selector : items_at(spec, {"namespaceSelectors"})) {
    add(selected_namespaces(selector), namespaces);
  }
  const std::string_view name = text_of(at(spec, {"externalSecretName"}), resource.name);
  return in_each(namespaces, external_secret(at(spec, {"externalSecretSpec"}), "", name));
}

std::vector<MadeObject> make_old_external_secret(const NamedValue& resource) {
  const Value& spec = at(resource.root, {"spec"});
  MadeObject made{
      .name_space = resource.name_space, .name = resource.name, .keys = texts_of(at(spec, {"data"}), "name")};
  made.complete = !is_filled(at(spec, {"dataFrom"})) && !at(spec, {"template"}).is_mapping();
  return if_named(std::move(made));
}

}  // namespace vmcp::model
