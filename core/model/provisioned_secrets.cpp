#include "core/model/provisioned_secrets.h"

#include <string_view>
#include <utility>

#include "core/model/maker_fields.h"
#include "core/yaml/fields.h"

namespace vmcp::model {
namespace {

using yaml::text_at;

std::string_view or_else(std::string_view text, std::string_view otherwise) { return text.empty() ? otherwise : text; }

}  // namespace

std::vector<MadeObject> make_connection_secret(const NamedValue& resource) {
  const auto stated = [&](std::string_view field) {
    return text_at(resource.root, {"spec", "writeConnectionSecretToRef", field});
  };
  return unknown_secret(or_else(stated("namespace"), resource.name_space), stated("name"));
}

std::vector<MadeObject> make_aiven_secret(const NamedValue& resource) {
  if (yaml::is_true(resource.root, {"spec", "connInfoSecretTargetDisabled"})) return {};
  const std::string_view stated = text_at(resource.root, {"spec", "connInfoSecretTarget", "name"});
  return unknown_secret(resource.name_space, or_else(stated, resource.name));
}

std::vector<MadeObject> make_azure_secrets(const NamedValue& resource) {
  Made all;
  for (const auto& [field, kind] :
       {std::pair{"secrets", MadeObject::Kind::kSecret}, std::pair{"configMaps", MadeObject::Kind::kConfigMap}}) {
    for (const yaml::Member& target : yaml::members_at(resource.root, {"spec", "operatorSpec", field})) {
      const std::string_view name = text_at(target.value, {"name"});
      const std::string_view key = text_at(target.value, {"key"});
      if (name.empty() || key.empty()) continue;
      all.push_back({.kind = kind, .name_space = resource.name_space, .name = name, .keys = {key}});
    }
  }
  return all;
}

std::vector<MadeObject> make_google_key(const NamedValue& resource) {
  if (resource.name.empty()) return {};
  return {{.name_space = resource.name_space, .name = resource.name, .keys = {"key.json"}}};
}

std::vector<MadeObject> make_ory_client(const NamedValue& client) {
  return unknown_secret(client.name_space, text_at(client.root, {"spec", "secretName"}));
}

std::vector<MadeObject> make_terraform_outputs(const NamedValue& terraform) {
  const auto stated = [&](std::string_view field) {
    return text_at(terraform.root, {"spec", "writeOutputsToSecret", field});
  };
  Made made = unknown_secret(terraform.name_space, stated("name"));
  for (MadeObject& secret : made) {
    for (const yaml::Value& output : yaml::items_at(terraform.root, {"spec", "writeOutputsToSecret", "outputs"})) {
      // `output:key`
      const std::string_view text = output.is_string() ? std::string_view(output.as_string()) : std::string_view{};
      secret.keys.push_back(text.substr(text.find(':') + 1));
    }
    secret.complete = !secret.keys.empty();
  }
  return made;
}

}  // namespace vmcp::model
