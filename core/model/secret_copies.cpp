#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "core/model/copies.h"
#include "core/model/secret_makers.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"

/// What Secrets and ConfigMaps themselves are, which controllers fill or copy.
namespace vmcp::model {
namespace {

using Keys = std::vector<std::string_view>;
using Made = std::vector<MadeObject>;

std::string_view annotation(const NamedValue& resource, std::string_view name) {
  return yaml::text_at(resource.root, {"metadata", "annotations", name});
}

bool is_annotated(const NamedValue& resource, std::string_view name) {
  const yaml::Value* value = yaml::value_at(resource.root, {"metadata", "annotations", name});
  return value != nullptr && !value->is_null();
}

/// Annotations by which the content comes from elsewhere: another object, or a generator of passwords.
constexpr std::array<std::string_view, 5> kFilledFromElsewhere = {
    "reflector.v1.k8s.emberstack.com/reflects", "replicator.v1.mittwald.de/replicate-from",
    "secret-generator.v1.mittwald.de/autogenerate", "secret-generator.v1.mittwald.de/type",
    "secretgen.carvel.dev/image-pull-secret"};

/// The namespaces that a list names; one empty name where it has patterns, or is empty.
Keys namespaces_of(std::string_view list) {
  Keys names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view name = text::trim(list.substr(begin, end - begin));
    const auto is_plain = [](char c) { return text::is_alpha(c) || text::is_digit(c) || c == '-'; };
    if (name.empty() || !std::ranges::all_of(name, is_plain)) return {std::string_view{}};
    names.push_back(name);
    begin = end + 1;
  }
  return names;
}

void add_namespaces(std::string_view list, Keys& names) {
  const Keys more = namespaces_of(list);
  names.insert(names.end(), more.begin(), more.end());
}

/// Where controllers copy the object to: reflector, kubernetes-replicator and config-syncer.
Keys namespaces_of_copies(const NamedValue& resource) {
  constexpr std::string_view kReplicateTo = "replicator.v1.mittwald.de/replicate-to";
  constexpr std::string_view kReflector = "reflector.v1.k8s.emberstack.com/";
  const auto reflection = [&](std::string_view name) {
    return annotation(resource, std::string(kReflector).append(name));
  };
  Keys names;
  if (is_annotated(resource, kReplicateTo)) add_namespaces(annotation(resource, kReplicateTo), names);
  if (is_annotated(resource, "replicator.v1.mittwald.de/replicate-to-matching")) names.emplace_back();
  if (is_annotated(resource, "kubed.appscode.com/sync")) names.emplace_back();
  if (reflection("reflection-allowed") == "true" && reflection("reflection-auto-enabled") == "true") {
    const std::string_view listed = reflection("reflection-auto-namespaces");
    add_namespaces(listed.empty() ? reflection("reflection-allowed-namespaces") : listed, names);
  }
  return names;
}

Made with_copies(const NamedValue& resource, MadeObject made) {
  made.name_space = resource.name_space;
  made.name = resource.name;
  const auto is_filled_by = [&](std::string_view name) { return is_annotated(resource, name); };
  made.complete = std::ranges::none_of(kFilledFromElsewhere, is_filled_by);
  Made all = in_each(namespaces_of_copies(resource), {made});
  all.push_back(std::move(made));
  return all;
}

}  // namespace

std::vector<MadeObject> made_of_secret(const NamedValue& secret) {
  MadeObject made;
  for (const std::string_view field : {"data", "stringData"}) {
    for (const yaml::Member& member : yaml::members_at(secret.root, {field})) made.keys.push_back(member.key);
  }
  if (yaml::text_at(secret.root, {"type"}) == "kubernetes.io/service-account-token") {
    made.keys.insert(made.keys.end(), {"ca.crt", "namespace", "token"});
  }
  return with_copies(secret, std::move(made));
}

std::vector<MadeObject> made_of_config_map(const NamedValue& config_map) {
  MadeObject made{.kind = MadeObject::Kind::kConfigMap};
  for (const yaml::Member& member : yaml::members_at(config_map.root, {"data"})) made.keys.push_back(member.key);
  if (yaml::text_at(config_map.root, {"metadata", "labels", "config.openshift.io/inject-trusted-cabundle"}) == "true") {
    made.keys.emplace_back("ca-bundle.crt");
  }
  if (annotation(config_map, "service.beta.openshift.io/inject-cabundle") == "true") {
    made.keys.emplace_back("service-ca.crt");
  }
  return with_copies(config_map, std::move(made));
}

}  // namespace vmcp::model
