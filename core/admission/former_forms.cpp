#include "core/admission/former_forms.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "core/diag/quoted.h"

namespace vmcp::admission {
namespace {

/// By the CRDs of all releases up to 0.43.0, held against those of 0.44.0. What moved_fields.h and FieldPlaces say of a
/// field is where it went.
constexpr std::array kForms = {
    FormerForm{"MCPRegistry", "spec.authConfig", "unknown-field", "v0.6.15", "v0.17.0"},
    FormerForm{"MCPRegistry", "spec.configYAML", "missing-field", "v0.2.17", "v0.17.0"},
    FormerForm{"MCPRegistry", "spec.databaseConfig", "unknown-field", "v0.6.9", "v0.17.0"},
    FormerForm{"MCPRegistry", "spec.enforceServers", "unknown-field", "v0.3.6", "v0.18.0"},
    FormerForm{"MCPRegistry", "spec.filter", "unknown-field", "v0.2.17", "v0.6.6"},
    FormerForm{"MCPRegistry", "spec.registries", "unknown-field", "v0.6.7", "v0.17.0"},
    FormerForm{"MCPRegistry", "spec.source", "unknown-field", "v0.2.17", "v0.6.6"},
    FormerForm{"MCPRegistry", "spec.sources", "unknown-field", "v0.17.0", "v0.17.0"},
    FormerForm{"MCPRegistry", "spec.syncPolicy", "unknown-field", "v0.2.17", "v0.6.6"},
    FormerForm{"MCPRegistry", "spec.telemetryConfig", "unknown-field", "v0.17.0", "v0.17.0"},
    FormerForm{"MCPRemoteProxy", "spec.groupRef", "wrong-type", "v0.6.12", "v0.19.0"},
    FormerForm{"MCPRemoteProxy", "spec.oidcConfig", "unknown-field", "v0.3.10", "v0.20.0"},
    FormerForm{"MCPRemoteProxy", "spec.port", "unknown-field", "v0.3.10", "v0.14.1"},
    FormerForm{"MCPRemoteProxy", "spec.remoteURL", "unknown-field", "v0.3.10", "v0.18.0"},
    FormerForm{"MCPRemoteProxy", "spec.telemetry", "unknown-field", "v0.3.10", "v0.20.0"},
    FormerForm{"MCPServer", "spec.groupRef", "wrong-type", "v0.4.0", "v0.19.0"},
    FormerForm{"MCPServer", "spec.oidcConfig", "unknown-field", "v0.0.40", "v0.20.0"},
    FormerForm{"MCPServer", "spec.port", "unknown-field", "v0.0.34", "v0.14.1"},
    FormerForm{"MCPServer", "spec.targetPort", "unknown-field", "v0.0.39", "v0.14.1"},
    FormerForm{"MCPServer", "spec.telemetry", "unknown-field", "v0.2.14", "v0.20.0"},
    FormerForm{"MCPServer", "spec.tools", "unknown-field", "v0.2.1", "v0.14.1"},
    FormerForm{"MCPServerEntry", "spec.groupRef", "wrong-type", "v0.16.0", "v0.19.0"},
    FormerForm{"MCPServerEntry", "spec.remoteURL", "unknown-field", "v0.16.0", "v0.18.0"},
    FormerForm{"VirtualMCPCompositeToolDefinition", "spec.failureMode", "unknown-field", "v0.5.2", "v0.6.17"},
    FormerForm{"VirtualMCPCompositeToolDefinition", "spec.output.properties", "missing-field", "v0.6.10", "v0.6.17"},
    FormerForm{"VirtualMCPCompositeToolDefinition", "spec.steps.onError.maxRetries", "unknown-field", "v0.5.2",
               "v0.6.17"},
    FormerForm{"VirtualMCPCompositeToolDefinition", "spec.steps.type", "not-in-enum", "v0.5.2", "v0.6.5", "tool_call"},
    FormerForm{"VirtualMCPServer", "spec.aggregation", "unknown-field", "v0.5.2", "v0.6.17"},
    FormerForm{"VirtualMCPServer", "spec.audit", "unknown-field", "v0.6.16", "v0.6.17"},
    FormerForm{"VirtualMCPServer", "spec.compositeToolRefs", "unknown-field", "v0.5.2", "v0.6.17"},
    FormerForm{"VirtualMCPServer", "spec.compositeTools", "unknown-field", "v0.5.2", "v0.6.17"},
    FormerForm{"VirtualMCPServer", "spec.config.operational.sessionManagementV2", "unknown-field", "v0.11.0",
               "v0.12.1"},
    FormerForm{"VirtualMCPServer", "spec.groupRef", "missing-field", "v0.6.17", "v0.20.0"},
    FormerForm{"VirtualMCPServer", "spec.incomingAuth", "missing-field", "v0.5.2", "v0.6.11"},
    FormerForm{"VirtualMCPServer", "spec.incomingAuth.oidcConfig", "unknown-field", "v0.5.2", "v0.20.0"},
    FormerForm{"VirtualMCPServer", "spec.incomingAuth.type", "not-in-enum", "v0.6.0", "v0.6.7", "local"},
    FormerForm{"VirtualMCPServer", "spec.incomingAuth.type", "missing-field", "v0.5.2", "v0.6.11"},
    FormerForm{"VirtualMCPServer", "spec.operational", "unknown-field", "v0.5.2", "v0.6.17"},
    FormerForm{"VirtualMCPServer", "spec.outgoingAuth.backends.*.serviceAccount", "unknown-field", "v0.5.2", "v0.6.5"},
    FormerForm{"VirtualMCPServer", "spec.outgoingAuth.backends.*.type", "not-in-enum", "v0.5.2", "v0.20.0",
               "external_auth_config_ref"},
    FormerForm{"VirtualMCPServer", "spec.outgoingAuth.backends.*.type", "not-in-enum", "v0.5.2", "v0.6.7",
               "pass_through"},
    FormerForm{"VirtualMCPServer", "spec.outgoingAuth.backends.*.type", "not-in-enum", "v0.5.2", "v0.6.5",
               "service_account"},
    FormerForm{"VirtualMCPServer", "spec.outgoingAuth.default.serviceAccount", "unknown-field", "v0.5.2", "v0.6.5"},
    FormerForm{"VirtualMCPServer", "spec.outgoingAuth.default.type", "not-in-enum", "v0.5.2", "v0.20.0",
               "external_auth_config_ref"},
    FormerForm{"VirtualMCPServer", "spec.outgoingAuth.default.type", "not-in-enum", "v0.5.2", "v0.6.7", "pass_through"},
    FormerForm{"VirtualMCPServer", "spec.outgoingAuth.default.type", "not-in-enum", "v0.5.2", "v0.6.5",
               "service_account"},
    FormerForm{"VirtualMCPServer", "spec.outgoingAuth.source", "not-in-enum", "v0.5.2", "v0.6.9", "mixed"},
    FormerForm{"VirtualMCPServer", "spec.telemetry", "unknown-field", "v0.6.12", "v0.6.17"},
    FormerForm{"VirtualMCPServer", "spec.tokenCache", "unknown-field", "v0.5.2", "v0.6.8"},
};

/// A path without the indices of lists.
std::string without_indices(std::string_view path) {
  std::string plain;
  bool in_index = false;
  for (const char c : path) {
    in_index = c == '[' || (in_index && c != ']');
    if (!in_index && c != ']') plain += c;
  }
  return plain;
}

bool leads_to(std::string_view pattern, std::string_view path) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == path;
  return path.size() >= pattern.size() && path.starts_with(pattern.substr(0, star)) &&
         path.ends_with(pattern.substr(star + 1));
}

}  // namespace

const FormerForm* find_former_form(std::string_view kind, const diag::Diagnostic& finding,
                                   const release::Version& older) {
  const std::string path = without_indices(finding.path);
  const auto is_of = [&](const FormerForm& form) {
    return form.kind == kind && form.code == finding.code && leads_to(form.path, path) &&
           (form.value.empty() || finding.message.find("found " + diag::quoted(form.value)) != std::string::npos) &&
           *release::parse_version(form.first) <= older && older <= *release::parse_version(form.last);
  };
  const auto* const form = std::ranges::find_if(kForms, is_of);
  return form == kForms.end() ? nullptr : form;
}

}  // namespace vmcp::admission
