#include "core/operator/deployment.h"

#include <string>
#include <utility>

#include "core/kube/checksum.h"
#include "core/kube/pod.h"
#include "core/model/path_of.h"
#include "core/operator/behaviour.h"
#include "core/operator/config/session_storage.h"
#include "core/operator/image_pull_secrets.h"
#include "core/operator/members/entry_ca.h"
#include "core/operator/members/workloads.h"
#include "core/operator/names.h"
#include "core/operator/outgoing/header_forward.h"
#include "core/operator/outgoing/outgoing_auth.h"
#include "core/operator/pod_template.h"
#include "core/operator/session_secret.h"
#include "core/operator/vmcp_container.h"

namespace vmcp::op {
namespace {

using model::path_of;
using yaml::Value;

constexpr std::string_view kConfigVolume = "vmcp-config";
constexpr std::string_view kConfigDirectory = "/etc/vmcp-config";
constexpr std::string_view kChecksumAnnotation = "toolhive.stacklok.dev/runconfig-checksum";
constexpr std::string_view kCaChecksumAnnotation = "toolhive.stacklok.dev/authserver-ca-checksum";
constexpr std::string_view kPodTemplateAnnotation = "toolhive.stacklok.io/podtemplatespec-hash";
constexpr std::string_view kImagePullSecretsAnnotation = "toolhive.stacklok.io/imagepullsecrets-hash";
constexpr std::string_view kPodVolumesAnnotation = "toolhive.stacklok.io/podvolumes-hash";
constexpr std::int64_t kTerminationGraceSeconds = 30;

/// As buildDeploymentMetadataForVmcp.
Value annotations_for(const Context& context) {
  Value annotations = Value::mapping();
  if (const auto& patch = context.spec().pod_template_spec) {
    annotations.set(kPodTemplateAnnotation, kube::json_hash(*patch));
  }
  if (auto names = image_pull_secrets(context); !names.empty()) {
    annotations.set(kImagePullSecretsAnnotation, image_pull_secrets_hash(std::move(names)));
  }
  if (behaviour_of(context.settings.release.set).hashes_pod_volumes) {
    annotations.set(kPodVolumesAnnotation, kube::volumes_hash(wired_volumes(context.notes->wiring)));
  }
  return annotations;
}

Value pod_spec_for(const Context& context) {
  const Wiring& wiring = context.notes->wiring;
  const kube::Volumes volumes = wired_volumes(wiring);
  Value volume_list = Value::sequence();
  for (const kube::Volume& volume : volumes.volumes) volume_list.push(kube::to_value(volume));

  Value spec = Value::mapping();
  spec.set("containers", Value::sequence().push(vmcp_container(context, wired_variables(wiring), volumes.mounts)));
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

void wire_gateway(const Context& context, const model::config::Config& config) {
  wire(context, Concern::kGateway, Wire::variable("VMCP_NAME", Content::literal(context.name())));
  Wire name_space = Wire::variable("VMCP_NAMESPACE", Content::literal(context.name_space()));
  if (config.outgoing_auth && config.outgoing_auth->source == "discovered") {
    // Only a pod of a cluster gets so far: elsewhere there is no API server to watch.
    name_space.use = Use::kMemberWatch;
    name_space.reader = {"the watcher of the group's members", Urgency::kLater,
                         path_of<&model::VirtualMcpServerSpec::outgoing_auth, &model::OutgoingAuthConfig::source>()};
  }
  wire(context, Concern::kGateway, std::move(name_space));
  Wire files{.kind = Wire::Kind::kFile, .name = std::string(kConfigDirectory)};
  files.content = Content::whole_config_map(config_map_name(context.name()));
  files.mounting = {std::string(kConfigVolume), files.name};
  wire(context, Concern::kGateway, std::move(files));
}

}  // namespace

void wire_pod(const Context& context, const std::vector<Workload>& workloads, const model::config::Config& config) {
  wire_gateway(context, config);
  if (config.outgoing_auth) wire_outgoing_auth(context, workloads, *config.outgoing_auth);
  wire_header_forward(context, workloads);
  wire_entry_ca(context, workloads, config.backends);
  wire_session_secret(context);
  wire_session_storage(context);
  wire_runtime(context);
}

Value deployment_for(const Context& context, std::string_view config_checksum) {
  Value labels = gateway_labels(context.name());
  Value pod_annotations = Value::mapping().set(kChecksumAnnotation, config_checksum);
  if (const std::string& checksum = context.notes->ca_checksum; !checksum.empty()) {
    pod_annotations.set(kCaChecksumAnnotation, checksum);
  }
  Value pod_template = Value::mapping();
  pod_template.set("metadata", Value::mapping().set("annotations", std::move(pod_annotations)).set("labels", labels))
      .set("spec", pod_spec_for(context));

  Value spec = Value::mapping();
  if (const auto replicas = context.spec().replicas) spec.set("replicas", *replicas);
  spec.set("selector", Value::mapping().set("matchLabels", labels))
      .set("template", apply_pod_template(context, std::move(pod_template)));

  Value deployment = object_of("apps/v1", "Deployment", context.name(), context.name_space());
  Value& metadata = *deployment.find("metadata");
  metadata.set("labels", std::move(labels));
  if (Value annotations = annotations_for(context); !annotations.members().empty()) {
    metadata.set("annotations", std::move(annotations));
  }
  deployment.set("spec", std::move(spec));
  return deployment;
}

}  // namespace vmcp::op
