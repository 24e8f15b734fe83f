#include "core/admission/moved_fields.h"

#include <algorithm>
#include <array>

namespace vmcp::admission {
namespace {

constexpr std::string_view kInOidcConfig = "an MCPOIDCConfig holds what stood here";
constexpr std::string_view kInTelemetryConfig = "an MCPTelemetryConfig holds what stood here";
constexpr std::string_view kInConfigYaml = "the registry server's own configuration holds what stood here";
constexpr std::string_view kWithReference =
    "it stands beside the name of this object, in the oidcConfigRef that refers to it";
constexpr std::string_view kInStatus = "the operator writes it into status";
constexpr std::string_view kGone = "ToolHive has given it up";

/// Of the CRDs of releases 0.4 to 0.44, what has another name today, or none, and what is looked for in a spec. A field
/// that only moved within its kind needs no row.
constexpr std::array kMoved = {
    MovedField{"MCPOIDCConfig", "spec.inline.audience", "", kWithReference},
    MovedField{"MCPOIDCConfig", "spec.inline.resourceUrl", "", kWithReference},
    MovedField{"MCPOIDCConfig", "spec.inline.scopes", "", kWithReference},
    MovedField{"MCPOIDCConfig", "spec.inline.thvCABundlePath", "caBundleRef", "it names a ConfigMap"},
    MovedField{"MCPOIDCConfig", "spec.audience", "", kWithReference},
    MovedField{"MCPOIDCConfig", "spec.kubernetes", "kubernetesServiceAccount", ""},
    MovedField{"MCPOIDCConfig", "spec.resourceUrl", "", kWithReference},
    MovedField{"MCPOIDCConfig", "spec.scopes", "", kWithReference},
    MovedField{"MCPRegistry", "spec.authConfig", "configYAML", kInConfigYaml},
    MovedField{"MCPRegistry", "spec.databaseConfig", "configYAML", kInConfigYaml},
    MovedField{"MCPRegistry", "spec.enforceServers", "", kGone},
    MovedField{"MCPRegistry", "spec.filter", "configYAML", kInConfigYaml},
    MovedField{"MCPRegistry", "spec.registries", "configYAML", kInConfigYaml},
    MovedField{"MCPRegistry", "spec.source", "configYAML", kInConfigYaml},
    MovedField{"MCPRegistry", "spec.sources", "configYAML", kInConfigYaml},
    MovedField{"MCPRegistry", "spec.syncPolicy", "configYAML", kInConfigYaml},
    MovedField{"MCPRegistry", "spec.telemetryConfig", "configYAML", kInConfigYaml},
    MovedField{"MCPRemoteProxy", "spec.externalURL", "", kInStatus},
    MovedField{"MCPRemoteProxy", "spec.externalUrl", "", kInStatus},
    MovedField{"MCPRemoteProxy", "spec.oidcConfig", "oidcConfigRef", kInOidcConfig},
    MovedField{"MCPRemoteProxy", "spec.port", "proxyPort", ""},
    MovedField{"MCPRemoteProxy", "spec.telemetry", "telemetryConfigRef", kInTelemetryConfig},
    MovedField{"MCPServer", "spec.oidcConfig", "oidcConfigRef", kInOidcConfig},
    MovedField{"MCPServer", "spec.port", "proxyPort", ""},
    MovedField{"MCPServer", "spec.targetPort", "mcpPort", ""},
    MovedField{"MCPServer", "spec.telemetry", "telemetryConfigRef", kInTelemetryConfig},
    MovedField{"MCPServer", "spec.tools", "toolConfigRef", "an MCPToolConfig lists them in spec.toolsFilter"},
    MovedField{"VirtualMCPCompositeToolDefinition", "spec.failureMode", "", kGone},
    MovedField{"VirtualMCPCompositeToolDefinition", "spec.steps.onError.maxRetries", "retryCount", ""},
    MovedField{"VirtualMCPServer", "spec.config.compositeTools.steps.onError.maxRetries", "retryCount", ""},
    MovedField{"VirtualMCPServer", "spec.config.operational.sessionManagementV2", "", kGone},
    MovedField{"VirtualMCPServer", "spec.incomingAuth.oidcConfig", "oidcConfigRef", kInOidcConfig},
    MovedField{"VirtualMCPServer", "spec.outgoingAuth.backends.serviceAccount", "", kGone},
    MovedField{"VirtualMCPServer", "spec.outgoingAuth.default.serviceAccount", "", kGone},
    MovedField{"VirtualMCPServer", "spec.port", "", "the operator gives a gateway its port"},
    MovedField{"VirtualMCPServer", "spec.telemetry", "telemetryConfigRef", kInTelemetryConfig},
    MovedField{"VirtualMCPServer", "spec.tokenCache", "", kGone},
};

/// What Kubernetes has in a pod's spec and in a container: kinds that have a pod template have them there alone.
constexpr std::array<std::string_view, 14> kOfPod = {"affinity",          "containers",
                                                     "dnsConfig",         "dnsPolicy",
                                                     "hostAliases",       "hostNetwork",
                                                     "initContainers",    "nodeSelector",
                                                     "priorityClassName", "runtimeClassName",
                                                     "securityContext",   "terminationGracePeriodSeconds",
                                                     "tolerations",       "topologySpreadConstraints"};
constexpr std::array<std::string_view, 14> kOfContainer = {
    "args",         "command",       "env",   "envFrom",        "image",     "imagePullPolicy",
    "lifecycle",    "livenessProbe", "ports", "readinessProbe", "resources", "startupProbe",
    "volumeMounts", "workingDir"};

}  // namespace

std::span<const MovedField> moved_fields() { return kMoved; }

const MovedField* find_moved_field(std::string_view kind, std::string_view path) {
  const auto* const row =
      std::ranges::find_if(kMoved, [&](const MovedField& moved) { return moved.kind == kind && moved.path == path; });
  return row == kMoved.end() ? nullptr : row;
}

std::string place_in_pod_template(std::string_view path) {
  constexpr std::string_view kSpec = "spec.";
  if (!path.starts_with(kSpec)) return {};
  const std::string_view field = path.substr(kSpec.size());
  if (std::ranges::find(kOfPod, field) != kOfPod.end()) return "spec.podTemplateSpec.spec." + std::string(field);
  if (std::ranges::find(kOfContainer, field) == kOfContainer.end()) return {};
  return "spec.podTemplateSpec.spec.containers[]." + std::string(field);
}

}  // namespace vmcp::admission
