#include "core/model/secret_makers.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/model/connection_secrets.h"
#include "core/model/copies.h"
#include "core/model/external_secrets.h"
#include "core/model/maker_fields.h"
#include "core/model/provisioned_secrets.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"

namespace vmcp::model {
namespace {

using yaml::items_at;
using yaml::text_at;
using yaml::Value;
using Kind = MadeObject::Kind;

Made of_its_own_name(const NamedValue& resource) { return unknown_secret(resource.name_space, resource.name); }

// bitnami.com

/// As SealedSecret.Unseal: what the template says of name and namespace does not count.
Made make_sealed_secret(const NamedValue& resource) {
  const Value& spec = at(resource.root, {"spec"});
  MadeObject made{
      .name_space = resource.name_space, .name = resource.name, .keys = keys_of(at(spec, {"encryptedData"}))};
  add(keys_of(at(spec, {"template", "data"})), made.keys);
  made.complete = spec.find("data") == nullptr;  // the whole Secret in one piece, as kubeseal once sealed it
  return if_named(std::move(made));
}

// secrets.hashicorp.com

/// Whether a list of regular expressions has one that all keys match.
bool matches_all(const Value& patterns) {
  constexpr std::array<std::string_view, 4> kAll = {".*", "^.*$", ".+", "^.+$"};
  const Keys texts = texts_of(patterns);
  return std::ranges::any_of(texts, [&](std::string_view text) { return std::ranges::count(kAll, text) > 0; });
}

Made vault_secret(const NamedValue& resource, Keys fetched, bool fetches_known) {
  const Value& destination = at(resource.root, {"spec", "destination"});
  const Value& transformation = at(destination, {"transformation"});
  MadeObject made{.name_space = resource.name_space, .name = text_at(destination, {"name"})};
  made.creates = yaml::is_true(destination, {"create"});
  made.keys = keys_of(at(transformation, {"templates"}));
  if (!yaml::is_true(transformation, {"excludeRaw"})) made.keys.push_back("_raw");
  made.complete = !is_filled(at(transformation, {"transformationRefs"}));
  if (!matches_all(at(transformation, {"excludes"}))) {
    add(fetched, made.keys);
    made.complete = made.complete && fetches_known;
  }
  return if_named(std::move(made));
}

Made make_vault_secret(const NamedValue& resource) { return vault_secret(resource, {}, false); }

Made make_vault_pki_secret(const NamedValue& resource) {
  const Value& destination = at(resource.root, {"spec", "destination"});
  Keys fetched = {"ca_chain",    "certificate",      "expiration",   "issuing_ca",
                  "private_key", "private_key_type", "serial_number"};
  const bool is_tls = text_at(destination, {"type"}) == "kubernetes.io/tls";
  if (is_tls && !is_filled(at(destination, {"transformation", "templates"}))) {
    fetched.insert(fetched.end(), {"ca.crt", "tls.crt", "tls.key"});
  }
  return vault_secret(resource, std::move(fetched), true);
}

// secrets.infisical.com

void add_infisical(const Value& reference, std::string_view name_space, MadeObject made, Made& all) {
  if (made.name.empty()) return;
  made.name_space = name_space;
  const Value& made_by = at(reference, {"template"});
  made.keys = keys_of(at(made_by, {"data"}));
  // One template may make all of the data; what keys come of that it does not say.
  made.complete = at(made_by, {"data"}).is_mapping() && !yaml::is_true(made_by, {"includeAllSecrets"});
  all.push_back(std::move(made));
}

Made make_infisical_secret(const NamedValue& resource) {
  const Value& spec = at(resource.root, {"spec"});
  Made all;
  const auto add_secret = [&](const Value& reference) {
    add_infisical(reference, text_of(at(reference, {"secretNamespace"}), resource.name_space),
                  {.name = text_at(reference, {"secretName"})}, all);
  };
  add_secret(at(spec, {"managedSecretReference"}));
  for (const Value& reference : items_at(spec, {"managedKubeSecretReferences"})) add_secret(reference);
  for (const Value& reference : items_at(spec, {"managedKubeConfigMapReferences"})) {
    add_infisical(reference, text_of(at(reference, {"configMapNamespace"}), resource.name_space),
                  {.kind = Kind::kConfigMap, .name = text_at(reference, {"configMapName"})}, all);
  }
  return all;
}

Made make_infisical_static_secret(const NamedValue& resource) {
  Made all;
  for (const Value& target : items_at(resource.root, {"spec", "targets"})) {
    const Kind kind = text_at(target, {"kind"}) == "ConfigMap" ? Kind::kConfigMap : Kind::kSecret;
    add_infisical(target, text_of(at(target, {"namespace"}), resource.name_space),
                  {.kind = kind, .name = text_at(target, {"name"})}, all);
  }
  return all;
}

// cert-manager.io, trust.cert-manager.io

/// As the Secrets manager of cert-manager; whether there is a `ca.crt` is up to the issuer.
Made make_certificate(const NamedValue& resource) {
  const Value& spec = at(resource.root, {"spec"});
  MadeObject made{.name_space = resource.name_space,
                  .name = text_at(spec, {"secretName"}),
                  .keys = {"ca.crt", "tls.crt", "tls.key"}};
  const auto has_store = [&](std::string_view store) { return yaml::is_true(spec, {"keystores", store, "create"}); };
  if (has_store("jks")) made.keys.insert(made.keys.end(), {"keystore.jks", "truststore.jks"});
  if (has_store("pkcs12")) made.keys.insert(made.keys.end(), {"keystore.p12", "truststore.p12"});
  for (const std::string_view format : texts_of(at(spec, {"additionalOutputFormats"}), "type")) {
    if (format == "CombinedPEM") made.keys.emplace_back("tls-combined.pem");
    if (format == "DER") made.keys.emplace_back("key.der");
  }
  return if_named(std::move(made));
}

Made make_trust_bundle(const NamedValue& resource) {
  const Value& target = at(resource.root, {"spec", "target"});
  Made all;
  for (const auto& [field, kind] : {std::pair{"configMap", Kind::kConfigMap}, std::pair{"secret", Kind::kSecret}}) {
    const std::string_view key = text_at(target, {field, "key"});
    if (key.empty()) continue;
    const Value* selector = target.find("namespaceSelector");
    for (const std::string_view name_space : selector == nullptr ? Keys{{}} : selected_namespaces(*selector)) {
      MadeObject& made = all.emplace_back(MadeObject{.kind = kind, .name_space = name_space, .name = resource.name});
      made.keys = {key};
      for (const char* format : {"jks", "pkcs12"}) {
        const std::string_view store = text_at(target, {"additionalFormats", format, "key"});
        if (!store.empty()) made.keys.push_back(store);
      }
    }
  }
  return all;
}

// others, by group

/// As ApplySecretMap; its controller refuses names together with nothing but what is mapped.
Made make_bitwarden_secret(const NamedValue& resource) {
  const Value& spec = at(resource.root, {"spec"});
  const Value& only_mapped = at(spec, {"onlyMappedSecrets"});
  if (yaml::is_true(spec, {"useSecretNames"}) && (!only_mapped.is_bool() || only_mapped.as_bool())) return {};
  return if_named({.name_space = resource.name_space,
                   .name = text_at(spec, {"secretName"}),
                   .keys = texts_of(at(spec, {"map"}), "secretKeyName"),
                   .complete = !only_mapped.is_bool() || only_mapped.as_bool()});
}

/// Those that an encrypted list holds, each with its name and keys in plain text.
Made listed_secrets(const NamedValue& resource, const Value& list) {
  Made all;
  for (const Value& item : items_of(list)) {
    MadeObject made{.name_space = resource.name_space, .name = text_at(item, {"name"})};
    add(keys_of(at(item, {"data"})), made.keys);
    add(keys_of(at(item, {"stringData"})), made.keys);
    if (!made.name.empty()) all.push_back(std::move(made));
  }
  return all;
}

Made make_sops_secrets(const NamedValue& resource) {
  const Value& spec = at(resource.root, {"spec"});
  const Value* list = spec.find("secretTemplates");
  return listed_secrets(resource, list != nullptr ? *list : at(spec, {"secret_templates"}));
}

Made make_capsule_sops_secrets(const NamedValue& resource) {
  return listed_secrets(resource, at(resource.root, {"spec", "secrets"}));
}

Made make_root_sops_secret(const NamedValue& resource) {
  MadeObject made{
      .name_space = resource.name_space, .name = resource.name, .keys = keys_of(at(resource.root, {"data"}))};
  add(keys_of(at(resource.root, {"stringData"})), made.keys);
  return if_named(std::move(made));
}

Made make_doppler_secret(const NamedValue& resource) {
  const Value& managed = at(resource.root, {"spec", "managedSecret"});
  return if_named({.name_space = text_of(at(managed, {"namespace"}), resource.name_space),
                   .name = text_at(managed, {"name"}),
                   .complete = false});
}

/// The Secrets that the driver makes as soon as a pod mounts the class.
Made make_provider_class(const NamedValue& resource) {
  Made all;
  for (const Value& object : items_at(resource.root, {"spec", "secretObjects"})) {
    MadeObject made{.name_space = resource.name_space,
                    .name = text_at(object, {"secretName"}),
                    .keys = texts_of(at(object, {"data"}), "key")};
    if (!made.name.empty()) all.push_back(std::move(made));
  }
  return all;
}

Made make_ricoberger_secret(const NamedValue& resource) {
  const Value& spec = at(resource.root, {"spec"});
  MadeObject made{.name_space = resource.name_space, .name = resource.name};
  const Value& templates = at(spec, {"templates"});
  made.keys = is_filled(templates) ? keys_of(templates) : texts_of(at(spec, {"keys"}));
  made.complete = !made.keys.empty();
  return if_named(std::move(made));
}

Made make_redhatcop_secret(const NamedValue& resource) {
  const Value& output = at(resource.root, {"spec", "output"});
  return if_named({.name_space = resource.name_space,
                   .name = text_at(output, {"name"}),
                   .keys = keys_of(at(output, {"stringData"}))});
}

Made make_azure_secret(const NamedValue& resource) {
  const Value& output = at(resource.root, {"spec", "output"});
  Made all;
  for (const auto& [field, kind] : {std::pair{"configMap", Kind::kConfigMap}, std::pair{"secret", Kind::kSecret}}) {
    const Value& target = at(output, {field});
    MadeObject made{.kind = kind, .name_space = resource.name_space, .name = text_at(target, {"name"})};
    made.keys = {text_at(target, {"dataKey"})};
    made.complete = !made.keys.front().empty();
    if (!made.name.empty()) all.push_back(std::move(made));
  }
  return all;
}

Made make_string_secret(const NamedValue& resource) {
  const Value& spec = at(resource.root, {"spec"});
  MadeObject made{.name_space = resource.name_space, .name = resource.name, .keys = keys_of(at(spec, {"data"}))};
  add(texts_of(at(spec, {"fields"}), "fieldName"), made.keys);
  return if_named(std::move(made));
}

Made make_synced_secret(const NamedValue& resource) {
  const Value& object = at(resource.root, {"spec", "secretObject"});
  return if_named(
      {.name_space = resource.name_space, .name = resource.name, .keys = texts_of(at(object, {"data"}), "targetKey")});
}

Made make_cluster_secret(const NamedValue& resource) {
  const Value& data = at(resource.root, {"data"});
  return if_named({.name = resource.name, .keys = keys_of(data), .complete = data.find("valueFrom") == nullptr});
}

// kustomize

/// What follows the last slash.
std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// An entry of a kustomization's secretGenerator or configMapGenerator, as its reader hands it on. As
/// kv.Loader.Load; what a file of variables holds is not known here.
Made generated(const NamedValue& resource, Kind kind) {
  MadeObject made{.kind = kind, .name_space = resource.name_space, .name = resource.name};
  for (const std::string_view literal : texts_of(at(resource.root, {"literals"}))) {
    // kustomize refuses one without a value, which may be a value without a key.
    const std::size_t equals = literal.find('=');
    if (equals != std::string_view::npos) made.keys.push_back(literal.substr(0, equals));
  }
  for (const std::string_view file : texts_of(at(resource.root, {"files"}))) {
    const std::size_t equals = file.find('=');
    made.keys.push_back(text::trim(equals == std::string_view::npos ? base_name(file) : file.substr(0, equals)));
  }
  made.complete = !is_filled(at(resource.root, {"envs"})) && at(resource.root, {"env"}).is_null();
  made.creates = text_of(at(resource.root, {"behavior"}), "create") != "merge";
  return if_named(std::move(made));
}

Made make_generated_secret(const NamedValue& resource) { return generated(resource, Kind::kSecret); }
Made make_generated_config_map(const NamedValue& resource) { return generated(resource, Kind::kConfigMap); }

/// Of any kind of a provider, in whatever group with that ending.
constexpr std::array kProviders = {
    SecretMaker{".crossplane.io", "", make_connection_secret}, SecretMaker{".upbound.io", "", make_connection_secret},
    SecretMaker{".azure.com", "", make_azure_secrets}, SecretMaker{"aiven.io", "", make_aiven_secret}};

constexpr std::array kMakers = {
    SecretMaker{"", "Service", make_serving_certificate},
    SecretMaker{"acid.zalan.do", "postgresql", make_postgres_users},
    SecretMaker{"addons.projectcapsule.dev", "SopsSecret", make_capsule_sops_secrets, true, true},
    SecretMaker{"app.redislabs.com", "RedisEnterpriseDatabase", make_redis_database, true, false, true},
    SecretMaker{"bitnami.com", "SealedSecret", make_sealed_secret, true, true},
    SecretMaker{"cert-manager.io", "Certificate", make_certificate},
    SecretMaker{"clustersecret.io", "ClusterSecret", make_cluster_secret, false, true},
    SecretMaker{"craftypath.github.io", "SopsSecret", make_root_sops_secret, true, true},
    SecretMaker{"elasticsearch.k8s.elastic.co", "Elasticsearch", make_elastic_secrets},
    SecretMaker{"external-secrets.io", "ClusterExternalSecret", make_cluster_external_secret, false},
    SecretMaker{"external-secrets.io", "ExternalSecret", make_external_secret},
    SecretMaker{"grafana.integreatly.org", "GrafanaServiceAccount", make_grafana_tokens},
    SecretMaker{"hydra.ory.sh", "OAuth2Client", make_ory_client},
    SecretMaker{"iam.cnrm.cloud.google.com", "IAMServiceAccountKey", make_google_key},
    SecretMaker{"infra.contrib.fluxcd.io", "Terraform", make_terraform_outputs},
    SecretMaker{"isindir.github.com", "SopsSecret", make_sops_secrets, true, true},
    SecretMaker{"k8s.bitwarden.com", "BitwardenSecret", make_bitwarden_secret},
    SecretMaker{"kafka.strimzi.io", "KafkaUser", make_kafka_user},
    SecretMaker{"kubernetes-client.io", "ExternalSecret", make_old_external_secret},
    SecretMaker{"kustomize.config.k8s.io", "ConfigMapGenerator", make_generated_config_map},
    SecretMaker{"kustomize.config.k8s.io", "SecretGenerator", make_generated_secret, true, true},
    SecretMaker{"kyverno.io", "ClusterPolicy", make_of_policy, false},
    SecretMaker{"kyverno.io", "Policy", make_of_policy},
    SecretMaker{"mongodbcommunity.mongodb.com", "MongoDBCommunity", make_mongodb_users, true, false, true},
    SecretMaker{"objectbucket.io", "ObjectBucketClaim", make_bucket},
    SecretMaker{"onepassword.com", "OnePasswordItem", of_its_own_name},
    SecretMaker{"postgres-operator.crunchydata.com", "PostgresCluster", make_crunchy_users, true, false, true},
    SecretMaker{"postgresql.cnpg.io", "Cluster", make_database_secrets},
    SecretMaker{"rabbitmq.com", "RabbitmqCluster", make_rabbitmq_secrets},
    SecretMaker{"redhatcop.redhat.io", "VaultSecret", make_redhatcop_secret},
    SecretMaker{"ricoberger.de", "VaultSecret", make_ricoberger_secret},
    SecretMaker{"secret-sync.x-k8s.io", "SecretSync", make_synced_secret},
    SecretMaker{"secretgen.carvel.dev", "SecretImport", of_its_own_name},
    SecretMaker{"secretgen.carvel.dev", "SecretTemplate", of_its_own_name},
    SecretMaker{"secretgen.k14s.io", "Certificate", of_its_own_name},
    SecretMaker{"secretgen.k14s.io", "Password", of_its_own_name},
    SecretMaker{"secretgen.k14s.io", "RSAKey", of_its_own_name},
    SecretMaker{"secretgen.k14s.io", "SSHKey", of_its_own_name},
    SecretMaker{"secretgenerator.mittwald.de", "BasicAuth", of_its_own_name},
    SecretMaker{"secretgenerator.mittwald.de", "SSHKeyPair", of_its_own_name},
    SecretMaker{"secretgenerator.mittwald.de", "StringSecret", make_string_secret, true, true},
    SecretMaker{"secrets-store.csi.x-k8s.io", "SecretProviderClass", make_provider_class},
    SecretMaker{"secrets.doppler.com", "DopplerSecret", make_doppler_secret},
    SecretMaker{"secrets.hashicorp.com", "HCPVaultSecretsApp", make_vault_secret},
    SecretMaker{"secrets.hashicorp.com", "VaultDynamicSecret", make_vault_secret},
    SecretMaker{"secrets.hashicorp.com", "VaultPKISecret", make_vault_pki_secret},
    SecretMaker{"secrets.hashicorp.com", "VaultStaticSecret", make_vault_secret},
    SecretMaker{"secrets.infisical.com", "InfisicalDynamicSecret", make_infisical_secret},
    SecretMaker{"secrets.infisical.com", "InfisicalSecret", make_infisical_secret},
    SecretMaker{"secrets.infisical.com", "InfisicalStaticSecret", make_infisical_static_secret},
    SecretMaker{"spv.no", "AzureKeyVaultSecret", make_azure_secret},
    SecretMaker{"talos.dev", "ServiceAccount", of_its_own_name},
    SecretMaker{"trust.cert-manager.io", "Bundle", make_trust_bundle, false},
};

}  // namespace

std::span<const SecretMaker> secret_makers() { return kMakers; }

const SecretMaker* find_secret_maker(std::string_view group, std::string_view kind) {
  const auto* found = std::ranges::find_if(
      kMakers, [&](const SecretMaker& maker) { return maker.group == group && maker.kind == kind; });
  if (found != kMakers.end()) return found;
  const auto* provider =
      std::ranges::find_if(kProviders, [&](const SecretMaker& maker) { return group.ends_with(maker.group); });
  return provider != kProviders.end() ? provider : nullptr;
}

}  // namespace vmcp::model
