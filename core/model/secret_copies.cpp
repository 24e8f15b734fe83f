#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <iterator>
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

/// What stands in `metadata` of an object.
const yaml::Value& annotations_of(const NamedValue& resource) {
  static const yaml::Value kNone;
  const yaml::Value* annotations = yaml::value_at(resource.root, {"metadata", "annotations"});
  return annotations == nullptr ? kNone : *annotations;
}

bool is_annotated(const yaml::Value& annotations, std::string_view name) {
  const yaml::Value* value = annotations.find(name);
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

/// Where controllers copy an object to that has these annotations: reflector, kubernetes-replicator and config-syncer.
Keys namespaces_of_copies(const yaml::Value& annotations) {
  constexpr std::string_view kReplicateTo = "replicator.v1.mittwald.de/replicate-to";
  constexpr std::string_view kReflector = "reflector.v1.k8s.emberstack.com/";
  const auto reflection = [&](std::string_view name) {
    return annotations.string_at(std::string(kReflector).append(name));
  };
  Keys names;
  if (is_annotated(annotations, kReplicateTo)) add_namespaces(annotations.string_at(kReplicateTo), names);
  if (is_annotated(annotations, "replicator.v1.mittwald.de/replicate-to-matching")) names.emplace_back();
  if (is_annotated(annotations, "kubed.appscode.com/sync")) names.emplace_back();
  if (reflection("reflection-allowed") == "true" && reflection("reflection-auto-enabled") == "true") {
    const std::string_view listed = reflection("reflection-auto-namespaces");
    add_namespaces(listed.empty() ? reflection("reflection-allowed-namespaces") : listed, names);
  }
  return names;
}

Made with_copies(const NamedValue& resource, MadeObject made) {
  made.name_space = resource.name_space;
  made.name = resource.name;
  const yaml::Value& annotations = annotations_of(resource);
  const auto is_filled_by = [&](std::string_view name) { return is_annotated(annotations, name); };
  made.complete = std::ranges::none_of(kFilledFromElsewhere, is_filled_by);
  Made all = in_each(namespaces_of_copies(annotations), {made});
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
  if (annotations_of(config_map).string_at("service.beta.openshift.io/inject-cabundle") == "true") {
    made.keys.emplace_back("service-ca.crt");
  }
  return with_copies(config_map, std::move(made));
}

void add_copies(const NamedValue& maker, std::vector<MadeObject>& made) {
  const auto add = [&](std::initializer_list<std::string_view> place) {
    const yaml::Value* annotations = yaml::value_at(maker.root, place);
    if (annotations == nullptr) return;
    std::vector<MadeObject> copies = in_each(namespaces_of_copies(*annotations), made);
    std::ranges::move(copies, std::back_inserter(made));
  };
  add({"spec", "target", "template", "metadata", "annotations"});  // External Secrets
  add({"spec", "template", "metadata", "annotations"});            // sealed and other templates of Secrets
  add({"spec", "secretTemplate", "annotations"});                  // cert-manager
  if (maker.root.string_at("kind").ends_with("Generator")) add({"metadata", "annotations"});
}

Made make_serving_certificate(const NamedValue& service) {
  const std::string_view name = annotations_of(service).string_at("service.beta.openshift.io/serving-cert-secret-name");
  if (name.empty()) return {};
  return {{.name_space = service.name_space, .name = name, .keys = {"tls.crt", "tls.key"}}};
}

Made make_of_policy(const NamedValue& policy) {
  Made all;
  const auto plain = [](std::string_view text) { return text.find("{{") == text.npos ? text : std::string_view{}; };
  for (const yaml::Value& rule : yaml::items_at(policy.root, {"spec", "rules"})) {
    const auto stated = [&](std::string_view field) { return yaml::text_at(rule, {"generate", field}); };
    const bool is_secret = stated("kind") == "Secret";
    const std::string_view name = plain(stated("name"));
    if (name.empty() || (!is_secret && stated("kind") != "ConfigMap")) continue;
    MadeObject made{.kind = is_secret ? MadeObject::Kind::kSecret : MadeObject::Kind::kConfigMap,
                    .name_space = plain(stated("namespace")),
                    .name = name};
    for (const char* field : {"data", "stringData"}) {
      for (const yaml::Member& member : yaml::members_at(rule, {"generate", "data", field})) {
        made.keys.push_back(member.key);
      }
    }
    made.complete = !made.keys.empty();
    all.push_back(std::move(made));
  }
  return all;
}

}  // namespace vmcp::model
