#include "core/compare/defaults.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <variant>

namespace vmcp::compare {
namespace {

using yaml::Value;

constexpr std::string_view kRbacGroup = "rbac.authorization.k8s.io";

struct EmptyStruct {};
using Constant = std::variant<std::string_view, std::int64_t, bool, EmptyStruct>;

/// A field that is filled in with a constant.
struct Default {
  std::string_view shape;
  std::string_view field;
  Constant value;
};

constexpr Default text(std::string_view shape, std::string_view field, std::string_view value) {
  return {shape, field, value};
}
constexpr Default number(std::string_view shape, std::string_view field, std::int64_t value) {
  return {shape, field, value};
}
constexpr Default truth(std::string_view shape, std::string_view field, bool value) { return {shape, field, value}; }
/// A struct that is made where there is none; what is filled in in it are rows of its own.
constexpr Default made(std::string_view shape, std::string_view field) { return {shape, field, EmptyStruct{}}; }

/// From pkg/apis/{apps,core,rbac}/v1/defaults.go of Kubernetes 1.36, and for what is marked so in the types
/// SetObjectDefaults_Deployment of pkg/apis/apps/v1/zz_generated.defaults.go.
constexpr std::array kDefaults = {
    // SetDefaults_Deployment
    number("DeploymentSpec", "replicas", 1),
    number("DeploymentSpec", "revisionHistoryLimit", 10),
    number("DeploymentSpec", "progressDeadlineSeconds", 600),
    text("DeploymentStrategy", "type", "RollingUpdate"),
    made("DeploymentStrategy", "rollingUpdate"),
    text("RollingUpdateDeployment", "maxSurge", "25%"),
    text("RollingUpdateDeployment", "maxUnavailable", "25%"),
    // SetDefaults_PodSpec
    text("PodSpec", "dnsPolicy", "ClusterFirst"),
    text("PodSpec", "restartPolicy", "Always"),
    made("PodSpec", "securityContext"),
    number("PodSpec", "terminationGracePeriodSeconds", 30),
    text("PodSpec", "schedulerName", "default-scheduler"),
    // SetDefaults_Container, SetDefaults_EphemeralContainer
    text("Container", "terminationMessagePath", "/dev/termination-log"),
    text("Container", "terminationMessagePolicy", "File"),
    text("EphemeralContainer", "terminationMessagePath", "/dev/termination-log"),
    text("EphemeralContainer", "terminationMessagePolicy", "File"),
    // SetObjectDefaults_Deployment
    text("ContainerPort", "protocol", "TCP"),
    text("GRPCAction", "service", ""),
    truth("FileKeySelector", "optional", false),
    // SetDefaults_ObjectFieldSelector
    text("ObjectFieldSelector", "apiVersion", "v1"),
    // SetDefaults_Probe
    number("Probe", "timeoutSeconds", 1),
    number("Probe", "periodSeconds", 10),
    number("Probe", "successThreshold", 1),
    number("Probe", "failureThreshold", 3),
    // SetDefaults_HTTPGetAction
    text("HTTPGetAction", "path", "/"),
    text("HTTPGetAction", "scheme", "HTTP"),
    // SetDefaults_SecretVolumeSource, _ConfigMapVolumeSource, _DownwardAPIVolumeSource, _ProjectedVolumeSource
    number("SecretVolumeSource", "defaultMode", 0644),
    number("ConfigMapVolumeSource", "defaultMode", 0644),
    number("DownwardAPIVolumeSource", "defaultMode", 0644),
    number("ProjectedVolumeSource", "defaultMode", 0644),
    // SetDefaults_ServiceAccountTokenProjection
    number("ServiceAccountTokenProjection", "expirationSeconds", 3600),
    // SetDefaults_HostPathVolumeSource
    text("HostPathVolumeSource", "type", ""),
    // SetDefaults_PersistentVolumeClaimSpec
    text("PersistentVolumeClaimSpec", "volumeMode", "Filesystem"),
    // SetObjectDefaults_Deployment
    text("ISCSIVolumeSource", "iscsiInterface", "default"),
    text("RBDVolumeSource", "pool", "rbd"),
    text("RBDVolumeSource", "user", "admin"),
    text("RBDVolumeSource", "keyring", "/etc/ceph/keyring"),
    text("AzureDiskVolumeSource", "cachingMode", "ReadWrite"),
    text("AzureDiskVolumeSource", "fsType", "ext4"),
    truth("AzureDiskVolumeSource", "readOnly", false),
    text("AzureDiskVolumeSource", "kind", "Shared"),
    text("ScaleIOVolumeSource", "storageMode", "ThinProvisioned"),
    text("ScaleIOVolumeSource", "fsType", "xfs"),
    // SetDefaults_Service
    text("ServiceSpec", "type", "ClusterIP"),
    text("ServiceSpec", "sessionAffinity", "None"),
    made("ServiceSpec", "sessionAffinityConfig"),
    made("SessionAffinityConfig", "clientIP"),
    number("ClientIPConfig", "timeoutSeconds", 10800),
    text("ServiceSpec", "externalTrafficPolicy", "Cluster"),
    text("ServiceSpec", "internalTrafficPolicy", "Cluster"),
    truth("ServiceSpec", "allocateLoadBalancerNodePorts", true),
    text("ServicePort", "protocol", "TCP"),
    // initIPFamilyFields (pkg/registry/core/service/storage/alloc.go)
    text("ServiceSpec", "ipFamilyPolicy", "SingleStack"),
    // SetDefaults_RoleBinding
    text("RoleRef", "apiGroup", kRbacGroup),
    // No default, but nothing else than what is absent (as normalizeEnvVarSource of the operator)
    truth("SecretKeySelector", "optional", false),
    truth("ConfigMapKeySelector", "optional", false),
};

bool equals(const Value& value, const Constant& constant) {
  if (const auto* string = std::get_if<std::string_view>(&constant)) {
    return value.is_string() && value.as_string() == *string;
  }
  if (const auto* integer = std::get_if<std::int64_t>(&constant)) return value == Value(*integer);
  if (const auto* boolean = std::get_if<bool>(&constant)) return value == Value(*boolean);
  return value.is_mapping() && value.members().empty();
}

/// As ParseImageName: a tag that is not written is `latest`, unless there is a digest.
bool is_latest(std::string_view image) {
  const std::size_t digest = image.find('@');
  std::string_view name = image.substr(0, digest);
  const std::size_t slash = name.rfind('/');
  const std::size_t colon = name.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon == std::string_view::npos) return digest == std::string_view::npos && !name.empty();
  return name.substr(colon + 1) == "latest";
}

bool is_pull_policy_of(const Value& policy, std::string_view image) {
  return policy == Value(is_latest(image) ? "Always" : "IfNotPresent");
}

/// As SetDefaults_Container.
bool is_container_pull_policy(const Lone& lone) { return is_pull_policy_of(lone.value, lone.owner.string_at("image")); }
/// As SetDefaults_Volume.
bool is_volume_pull_policy(const Lone& lone) {
  return is_pull_policy_of(lone.value, lone.owner.string_at("reference"));
}
/// As SetDefaults_Volume: a volume without a source is an empty directory.
bool is_volume_without_source(const Lone& lone) {
  return lone.value == Value::mapping() && lone.other.is_mapping() && lone.other.members().size() <= 1;
}
/// As Convert_core_PodSpec_To_v1_PodSpec: the older name of serviceAccountName.
bool is_service_account_name(const Lone& lone) {
  const Value* name = lone.owner.find("serviceAccountName");
  return name != nullptr && lone.value == *name;
}
/// As SetDefaults_Service.
bool is_own_port(const Lone& lone) {
  const Value* port = lone.owner.find("port");
  return port != nullptr && lone.value == *port;
}
/// As SetDefaults_Subject.
bool is_group_of_kind(const Lone& lone) {
  const std::string_view kind = lone.owner.string_at("kind");
  return (kind == "User" || kind == "Group") && lone.value == Value(kRbacGroup);
}

/// What only a cluster states, as far as the render leaves it open.
bool is_clusters(const Lone& lone) { return lone.side == Side::kTheirs; }
/// As allocClusterIPs (pkg/registry/core/service/storage/alloc.go); a Service without an address asks for that.
bool is_allocated_address(const Lone& lone) {
  constexpr std::string_view kNone = "None";
  const Value& first = lone.value.is_sequence() && !lone.value.items().empty() ? lone.value.items()[0] : lone.value;
  return is_clusters(lone) && !(first == Value(kNone));
}

/// A field that is filled in with what depends on others.
struct Rule {
  std::string_view shape;
  std::string_view field;
  bool (*holds)(const Lone&);
};

constexpr std::array kRules = {
    Rule{"Container", "imagePullPolicy", is_container_pull_policy},
    Rule{"EphemeralContainer", "imagePullPolicy", is_container_pull_policy},
    Rule{"ImageVolumeSource", "pullPolicy", is_volume_pull_policy},
    Rule{"Volume", "emptyDir", is_volume_without_source},
    Rule{"PodSpec", "serviceAccount", is_service_account_name},
    Rule{"ServicePort", "targetPort", is_own_port},
    Rule{"Subject", "apiGroup", is_group_of_kind},
    Rule{"ServiceSpec", "clusterIP", is_allocated_address},
    Rule{"ServiceSpec", "clusterIPs", is_allocated_address},
    // initIPFamilyFields, allocHealthCheckNodePort and initNodePorts, ibidem
    Rule{"ServiceSpec", "ipFamilies", is_clusters},
    Rule{"ServiceSpec", "healthCheckNodePort", is_clusters},
    Rule{"ServicePort", "nodePort", is_clusters},
    // The controller of tokens up to Kubernetes 1.23, and that of OpenShift.
    Rule{"ServiceAccount", "secrets", is_clusters},
    // As deploymentNeedsUpdate of the operator: nobody states it, so an autoscaler or a person may.
    Rule{"DeploymentSpec", "replicas", is_clusters},
};

}  // namespace

bool comes_by_itself(const Lone& lone) {
  const auto is_about = [&](const auto& row) { return row.shape == lone.shape.name && row.field == lone.field.name; };
  return std::ranges::any_of(kRules, [&](const Rule& rule) { return is_about(rule) && rule.holds(lone); }) ||
         std::ranges::any_of(kDefaults,
                             [&](const Default& row) { return is_about(row) && equals(lone.value, row.value); });
}

bool is_operators_key(std::string_view key) { return key.starts_with("toolhive.stacklok."); }

}  // namespace vmcp::compare
