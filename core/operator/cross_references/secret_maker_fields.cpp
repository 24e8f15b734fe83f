#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <re2/re2.h>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/object.h"
#include "core/admission/step.h"
#include "core/diag/quoted.h"
#include "core/operator/cross_references/secret_maker.h"
#include "core/text/nearest.h"
#include "core/text/words.h"
#include "core/yaml/fields.h"

/// The fields of what makes Secrets, and what they may say.
namespace vmcp::op {
namespace {

using diag::FieldPath;
using text::is_among;
using text::words_of;
using yaml::Value;

/// All fields of what stands at a path of an object, where `*` is each entry of a list: one that is nearly among them
/// is dropped by the API server, or refused by whoever applies the object.
struct Shape {
  std::string_view group;
  std::string_view kind;
  std::string_view path;
  std::string_view fields;
};

constexpr std::string_view kRemoteReference =
    "conversionStrategy decodingStrategy key metadataPolicy nullBytePolicy property version";

constexpr std::string_view kInfisicalTarget = "creationPolicy secretName secretNamespace secretType template";

// As external-secrets v1, cert-manager v1.19, vault-secrets-operator v1 and 1Password's operator v1.9 have them, and
// the operators of Bitwarden, Doppler and Infisical and of databases and brokers.
constexpr std::array kShapes = {
    Shape{"acid.zalan.do", "postgresql", "spec",
          "additionalVolumes allowedSourceRanges clone connectionPooler databases dockerImage enableConnectionPooler "
          "enableReplicaConnectionPooler env initContainers logicalBackupSchedule maintenanceWindows numberOfInstances "
          "patroni podAnnotations postgresql preparedDatabases resources sidecars spiloFSGroup standby streams teamId "
          "tls tolerations users usersWithInPlaceSecretRotation usersWithSecretRotation volume"},
    Shape{"cert-manager.io", "Certificate", "spec",
          "additionalOutputFormats commonName dnsNames duration emailAddresses encodeUsagesInRequest ipAddresses isCA "
          "issuerRef keystores literalSubject nameConstraints otherNames privateKey renewBefore renewBeforePercentage "
          "revisionHistoryLimit secretName secretTemplate signatureAlgorithm subject uris usages"},
    Shape{"cert-manager.io", "Certificate", "spec.issuerRef", "group kind name"},
    Shape{
        "external-secrets.io", "ClusterExternalSecret", "spec",
        "externalSecretMetadata externalSecretName externalSecretSpec namespaceSelector namespaceSelectors namespaces "
        "refreshTime"},
    Shape{"external-secrets.io", "ExternalSecret", "spec",
          "data dataFrom refreshInterval refreshPolicy secretStoreRef target"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.secretStoreRef", "kind name"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.data.*", "remoteRef secretKey sourceRef"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.data.*.remoteRef", kRemoteReference},
    Shape{"external-secrets.io", "ExternalSecret", "spec.dataFrom.*", "extract find rewrite sourceRef"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.dataFrom.*.extract", kRemoteReference},
    Shape{"external-secrets.io", "ExternalSecret", "spec.dataFrom.*.sourceRef", "generatorRef storeRef"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.dataFrom.*.sourceRef.generatorRef", "apiVersion kind name"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.target",
          "creationPolicy deletionPolicy immutable manifest name template"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.target.template",
          "data engineVersion mergePolicy metadata templateFrom type"},
    Shape{"kafka.strimzi.io", "KafkaUser", "spec", "authentication authorization quotas template"},
    Shape{"mongodbcommunity.mongodb.com", "MongoDBCommunity", "spec",
          "additionalConnectionStringConfig additionalMongodConfig agent arbiters automationConfig "
          "featureCompatibilityVersion memberConfig members prometheus replicaSetHorizons security statefulSet type "
          "users version"},
    Shape{"mongodbcommunity.mongodb.com", "MongoDBCommunity", "spec.users.*",
          "additionalConnectionStringConfig connectionStringSecretAnnotations connectionStringSecretName "
          "connectionStringSecretNamespace db name passwordSecretRef roles scramCredentialsSecretName"},
    Shape{"onepassword.com", "OnePasswordItem", "spec", "itemPath"},
    Shape{"postgresql.cnpg.io", "Cluster", "spec.bootstrap", "initdb pg_basebackup recovery"},
    Shape{"k8s.bitwarden.com", "BitwardenSecret", "spec",
          "authToken map onlyMappedSecrets organizationId secretName useSecretNames"},
    Shape{"k8s.bitwarden.com", "BitwardenSecret", "spec.map.*", "bwSecretId secretKeyName"},
    Shape{"secrets.doppler.com", "DopplerSecret", "spec",
          "config format host managedSecret nameTransformer processors project resyncSeconds secrets tokenSecret "
          "verifyTLS"},
    Shape{"secrets.doppler.com", "DopplerSecret", "spec.managedSecret", "annotations labels name namespace type"},
    Shape{"secrets.infisical.com", "InfisicalSecret", "spec",
          "authentication hostAPI managedKubeConfigMapReferences managedKubeSecretReferences managedSecretReference "
          "resyncInterval syncConfig tls tokenSecretReference"},
    Shape{"secrets.infisical.com", "InfisicalSecret", "spec.managedKubeSecretReferences.*", kInfisicalTarget},
    Shape{"secrets.infisical.com", "InfisicalSecret", "spec.managedSecretReference", kInfisicalTarget},
    Shape{"secrets.infisical.com", "InfisicalStaticSecret", "spec", "infisicalAuthRef sources syncOptions targets"},
    Shape{"secrets.infisical.com", "InfisicalStaticSecret", "spec.targets.*",
          "creationPolicy kind name namespace secretType template"},
    Shape{"bitnami.com", "SealedSecret", "spec", "data encryptedData template"},
    Shape{"secretgenerator.mittwald.de", "StringSecret", "spec", "data fields forceRegenerate type"},
    Shape{"secrets-store.csi.x-k8s.io", "SecretProviderClass", "spec", "parameters provider secretObjects"},
    Shape{"secrets-store.csi.x-k8s.io", "SecretProviderClass", "spec.secretObjects.*",
          "annotations data labels secretName type"},
    Shape{"secrets-store.csi.x-k8s.io", "SecretProviderClass", "spec.secretObjects.*.data.*", "key objectName"},
    Shape{"secrets.hashicorp.com", "VaultStaticSecret", "spec",
          "destination hmacSecretData mount namespace path refreshAfter rolloutRestartTargets syncConfig type "
          "vaultAuthRef version"},
    Shape{"secrets.hashicorp.com", "VaultStaticSecret", "spec.destination",
          "annotations create labels name overwrite transformation type"},
};

/// More letters are hardly a slip.
constexpr std::size_t kMostEdits = 2;

/// Of what stands at `path` from `value` on.
void check_fields(MakerObject& maker, const Shape& shape, const Value& value, std::string_view path,
                  const admission::Step& at) {
  if (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('.'));
    const std::string_view rest = path.substr(std::min(part.size() + 1, path.size()));
    if (part == "*" && value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        check_fields(maker, shape, value.items()[i], rest, at.item(i, value.items()[i]));
      }
    } else if (const yaml::Member* next = value.find_member(part)) {
      check_fields(maker, shape, next->value, rest, at.field(*next));
    }
    return;
  }
  if (!value.is_mapping()) return;
  std::vector<std::string_view> names;
  constexpr std::size_t kMostUnknown = 200;
  std::size_t unknown = 0;
  for (const yaml::Member& member : value.members()) {
    if (is_among(member.key, shape.fields) || !is_stated(member.key)) continue;
    if (++unknown > kMostUnknown) break;
    if (names.empty()) names = words_of(shape.fields);
    const std::string_view near = text::nearest(member.key, names);
    if (near.empty() || !text::is_within(member.key, near, kMostEdits) || value.find(near) != nullptr) continue;
    maker.warn("unknown-field", at.path(admission::MapKeys::kDotted) / member.key,
               diag::Message("unknown field " + diag::quoted(member.key)).suggest(near));
  }
}

/// What has the specification of ExternalSecrets, which it makes, in its own.
constexpr std::string_view kHoldsOther = "ClusterExternalSecret";
constexpr std::string_view kExternalSecretSpec = "externalSecretSpec";

constexpr Shape kObject = {"", "", "", "apiVersion kind metadata spec status"};

/// Of the shapes of an object, and of that in it which has those of an ExternalSecret.
void check_shapes(MakerObject& maker) {
  const cluster::Object& object = maker.object();
  const bool holds_other = object.kind == kHoldsOther;
  check_fields(maker, kObject, object.value, kObject.path, admission::Step(object.value.mark()));
  for (const Shape& shape : kShapes) {
    if (shape.group != object.group()) continue;
    std::string path(shape.path);
    if (holds_other && shape.kind == "ExternalSecret") {
      path.insert(std::min(path.find('.'), path.size()), '.' + std::string(kExternalSecretSpec));
    } else if (shape.kind != object.kind) {
      continue;
    }
    check_fields(maker, shape, object.value, path, admission::Step(object.value.mark()));
  }
}

/// A field of the specification of an ExternalSecret, and what it may say.
struct Choice {
  std::initializer_list<std::string_view> fields;
  std::string_view values;
};

void check_choices(MakerObject& maker) {
  const Choice choices[] = {
      {{"refreshPolicy"}, "CreatedOnce OnChange Periodic"},
      {{"secretStoreRef", "kind"}, "ClusterSecretStore SecretStore"},
      {{"target", "creationPolicy"}, "Merge None Orphan Owner"},
      {{"target", "deletionPolicy"}, "Delete Merge Retain"},
      {{"target", "template", "mergePolicy"}, "Merge Replace"},
  };
  FieldPath path("spec");
  const Value* spec = maker.object().value.find("spec");
  if (maker.object().kind == kHoldsOther) {
    path = path / kExternalSecretSpec;
    spec = yaml::value_at(maker.object().value, {"spec", kExternalSecretSpec});
  }
  if (spec == nullptr) return;
  for (const auto& [fields, values] : choices) {
    const std::string_view value = yaml::text_at(*spec, fields);
    if (value.empty() || is_among(value, values)) continue;
    const std::string_view near = text::nearest(value, words_of(values));
    if (near.empty() || !text::is_within(value, near, kMostEdits)) continue;
    FieldPath at = path;
    for (const std::string_view field : fields) at = at / field;
    maker.warn("not-in-enum", at, diag::Message(diag::quoted(value) + " is not known here").suggest(near));
  }
}

/// None of these APIs has a version that is called otherwise than those of Kubernetes are: `v1`, `v2beta1`.
void check_version(MakerObject& maker) {
  static const RE2 kVersion("v[1-9][0-9]*((alpha|beta)[1-9][0-9]*)?");
  const std::string_view version = admission::group_version_of(maker.object().value.string_at("apiVersion")).version;
  if (RE2::FullMatch(version, kVersion) || !is_stated(version)) return;
  maker.warn(
      "unknown-version", FieldPath("apiVersion"),
      diag::Message(diag::quoted(version) + " is no version of " + maker.object().kind + ", which makes nothing so"));
}

}  // namespace

void check_secret_maker_fields(MakerObject& maker) {
  check_version(maker);
  check_shapes(maker);
  if (maker.object().kind.ends_with("ExternalSecret") && maker.object().group() == "external-secrets.io") {
    check_choices(maker);
  }
}

}  // namespace vmcp::op
