#include "core/operator/deployment.h"

#include <iterator>
#include <string>
#include <utility>

#include "core/kube/checksum.h"
#include "core/kube/pod.h"
#include "core/operator/auth_server.h"
#include "core/operator/entry_ca.h"
#include "core/operator/header_forward.h"
#include "core/operator/image_pull_secrets.h"
#include "core/operator/names.h"
#include "core/operator/oidc.h"
#include "core/operator/outgoing_auth.h"
#include "core/operator/pod_template.h"
#include "core/operator/session_secret.h"
#include "core/operator/session_storage.h"
#include "core/operator/telemetry.h"
#include "core/operator/vmcp_container.h"
#include "core/operator/workloads.h"

namespace vmcp::op {
namespace {

using yaml::Value;
using Telemetry = cluster::Resource<model::McpTelemetryConfigSpec>;

constexpr std::string_view kConfigVolume = "vmcp-config";
constexpr std::string_view kChecksumAnnotation = "toolhive.stacklok.dev/runconfig-checksum";
constexpr std::string_view kPodTemplateAnnotation = "toolhive.stacklok.io/podtemplatespec-hash";
constexpr std::string_view kImagePullSecretsAnnotation = "toolhive.stacklok.io/imagepullsecrets-hash";
constexpr std::int64_t kTerminationGraceSeconds = 30;

/// As buildVolumesForVmcp and what deploymentForVirtualMCPServer appends to it.
kube::Volumes volumes_for(const Context& context, const std::vector<Workload>& workloads, const Telemetry* telemetry) {
  kube::Volumes volumes;
  kube::Volume config{.name = std::string(kConfigVolume),
                      .kind = kube::Volume::Kind::kConfigMap,
                      .object = config_map_name(context.name()),
                      .items = {},
                      .default_mode = {}};
  volumes.volumes.push_back(std::move(config));
  volumes.mounts.push_back({std::string(kConfigVolume), "/etc/vmcp-config", "", true});
  volumes.append(oidc_volumes(context));
  volumes.append(entry_ca_volumes(context, workloads));
  if (telemetry != nullptr) volumes.append(telemetry_volumes(*telemetry));
  if (const auto& auth_server = context.spec().auth_server_config) volumes.append(auth_server_volumes(*auth_server));
  return volumes;
}

/// As buildEnvVarsForVmcp.
std::vector<kube::EnvVar> env_for(const Context& context, const std::vector<Workload>& workloads,
                                  const Telemetry* telemetry) {
  std::vector<kube::EnvVar> env = {kube::EnvVar::literal("VMCP_NAME", context.name()),
                                   kube::EnvVar::literal("VMCP_NAMESPACE", context.name_space())};
  const auto append = [&env](std::vector<kube::EnvVar> more) {
    env.insert(env.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  append(oidc_env(context));
  append(outgoing_auth_env(context, workloads));
  append(header_forward_env(context, workloads));
  env.push_back(session_secret_env(context));
  append(session_storage_env(context));
  if (telemetry != nullptr) append(telemetry_env(context, *telemetry));
  if (const auto& auth_server = context.spec().auth_server_config) append(auth_server_env(*auth_server));
  ensure_required_env(env);
  return env;
}

/// As buildDeploymentMetadataForVmcp.
Value annotations_for(const Context& context) {
  Value annotations = Value::mapping();
  if (const auto& patch = context.spec().pod_template_spec) {
    annotations.set(kPodTemplateAnnotation, kube::json_hash(*patch));
  }
  if (auto names = image_pull_secrets(context); !names.empty()) {
    annotations.set(kImagePullSecretsAnnotation, image_pull_secrets_hash(std::move(names)));
  }
  return annotations;
}

Value pod_spec_for(const Context& context, const std::vector<Workload>& workloads, const Telemetry* telemetry) {
  const kube::Volumes volumes = volumes_for(context, workloads, telemetry);
  Value volume_list = Value::sequence();
  for (const kube::Volume& volume : volumes.volumes) volume_list.push(kube::to_value(volume));

  Value spec = Value::mapping();
  spec.set("containers",
           Value::sequence().push(vmcp_container(context, env_for(context, workloads, telemetry), volumes.mounts)));
  if (const auto names = image_pull_secrets(context); !names.empty()) {
    spec.set("imagePullSecrets", references_to(names));
  }
  spec.set("securityContext", pod_security_context(context.settings.platform));
  if (std::string account = service_account_name(context); !account.empty()) {
    spec.set("serviceAccountName", std::move(account));
  }
  spec.set("terminationGracePeriodSeconds", kTerminationGraceSeconds);
  spec.set("volumes", std::move(volume_list));
  return spec;
}

}  // namespace

Value deployment_for(const Context& context, const std::vector<Workload>& workloads, const Telemetry* telemetry,
                     std::string_view config_checksum) {
  const Value labels = gateway_labels(context.name());
  Value pod_template = Value::mapping();
  pod_template
      .set("metadata", Value::mapping()
                           .set("annotations", Value::mapping().set(kChecksumAnnotation, config_checksum))
                           .set("labels", labels))
      .set("spec", pod_spec_for(context, workloads, telemetry));

  Value spec = Value::mapping();
  if (const auto replicas = context.spec().replicas) spec.set("replicas", *replicas);
  spec.set("selector", Value::mapping().set("matchLabels", labels))
      .set("template", apply_pod_template(context, std::move(pod_template)));

  Value deployment = object_of("apps/v1", "Deployment", context.name(), context.name_space());
  Value& metadata = *deployment.find("metadata");
  metadata.set("labels", labels);
  if (Value annotations = annotations_for(context); !annotations.members().empty()) {
    metadata.set("annotations", std::move(annotations));
  }
  deployment.set("spec", std::move(spec));
  return deployment;
}

}  // namespace vmcp::op
