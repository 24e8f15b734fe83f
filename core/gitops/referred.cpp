#include "core/gitops/referred.h"

#include <array>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/misplaced_kind.h"
#include "core/operator/names.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"

namespace vmcp::gitops {
namespace {

constexpr std::string_view kGateway = "VirtualMCPServer";
constexpr std::string_view kSecret = "Secret";
constexpr std::string_view kConfigMap = "ConfigMap";
constexpr std::string_view kDeployment = "Deployment";
constexpr std::string_view kName = "name";
/// The words of fields, and the kinds that they name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWords = {
    {{"secret", kSecret},
     {"configmap", kConfigMap},
     {"sentinelservice", "Service"},
     {"serviceaccount", "ServiceAccount"}}};

}  // namespace

void Referred::add(const yaml::Value& root, const std::string& default_namespace) {
  if (!root.is_mapping()) return;
  const std::string name_space = admission::identify(root, {default_namespace}).name_space;
  for (const yaml::Member& member : root.members()) {
    if (member.key != "metadata" && member.key != "status") add(member.value, {}, name_space);
  }
}

void Referred::add_all(std::span<const yaml::Document> documents, const std::string& default_namespace,
                       const op::Settings& settings) {
  for (const yaml::Document& document : documents) {
    const admission::Object object = admission::as_meant(admission::identify(document.root, {default_namespace}));
    const bool is_toolhives = object.group() == admission::kToolhiveGroup;
    if (is_toolhives && object.kind == kGateway) add_of_gateway(object.name_space, object.name, settings);
    if (is_toolhives || (object.kind == kDeployment && has(kDeployment, object.name_space, object.name))) {
      add(document.root, default_namespace);
    }
  }
}

void Referred::add(const yaml::Value& value, std::string_view as, const std::string& name_space) {
  if (value.is_string()) {
    if (!as.empty()) insert(as, name_space, value.as_string());
    return;
  }
  if (value.is_sequence()) {
    for (const yaml::Value& item : value.items()) add(item, as, name_space);
  }
  if (!value.is_mapping()) return;
  if (const std::string name(value.string_at("name")); as.empty() && !name.empty()) {
    // A reference that says of which kind it is, or with a key, which Secrets and ConfigMaps alone have.
    const std::string_view kind = value.string_at("kind");
    const bool has_key = !value.string_at("key").empty();
    if (kind == kSecret || has_key) insert(kSecret, name_space, name);
    if (kind == kConfigMap || has_key) insert(kConfigMap, name_space, name);
  }
  const bool is_named = value.find(kName) != nullptr;
  for (const yaml::Member& member : value.members()) {
    const std::string key = text::to_lower(member.key);
    std::string_view below = as;
    for (const auto& [word, named] : kWords) {
      if (key.find(word) != std::string::npos) below = named;
    }
    // Beside a name stand keys, paths and the like, which name no object.
    const bool is_name = key.ends_with("name") || (!is_named && text::is_within(key, kName, 1));
    if (member.value.is_string() && below == as && !is_name) continue;
    add(member.value, below, name_space);
  }
}

/// Adds what the operator and the pod of a gateway look for that no field names.
void Referred::add_of_gateway(const std::string& name_space, const std::string& name, const op::Settings& settings) {
  insert(kDeployment, name_space, name);
  insert(kSecret, name_space, op::session_secret_name(name));
  for (const std::string& pull_secret : settings.default_image_pull_secrets) insert(kSecret, name_space, pull_secret);
  insert(kSecret, name_space, settings.default_redis_secret_name);
  insert(kSecret, name_space, settings.default_redis_ca_secret_name);
}

void Referred::insert(std::string_view kind, const std::string& name_space, const std::string& name) {
  if (name.empty()) return;
  all_.insert({kind, name_space, name});
  if (kind == kSecret) secrets_.insert(name);
}

bool Referred::has(std::string_view kind, std::string_view name_space, std::string_view name) const {
  return all_.contains({kind, std::string(name_space), std::string(name)});
}

}  // namespace vmcp::gitops
