#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/run.h"
#include "core/source/files.h"

namespace {

/// A gateway with what it refers to, one object each.
constexpr std::array<std::string_view, 8> kDocuments = {
    R"(apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: gw, namespace: mcp}
spec:
  groupRef: {name: tools}
  incomingAuth:
    type: oidc
    oidcConfigRef: {name: login, audience: https://gw.example.com/mcp, resourceUrl: https://gw.example.com/mcp}
    authzConfig: {type: configMap, configMap: {name: policies, key: authz.json}}
  outgoingAuth: {source: inline, default: {type: externalAuthConfigRef, externalAuthConfigRef: {name: exchange}}}
  config:
    compositeToolRefs: [{name: report}]
  authServerConfig:
    issuer: https://gw.example.com
    signingKeySecretRefs: [{name: signing, key: private.pem}]
    upstreamProviders:
    - name: corporate
      type: oidc
      oidcConfig: {issuerUrl: https://login.example.com, clientId: gw}
)",
    R"(apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPGroup
metadata: {name: tools, namespace: mcp}
)",
    R"(apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPOIDCConfig
metadata: {name: login, namespace: mcp}
spec: {type: inline, inline: {issuer: https://gw.example.com}}
)",
    R"(apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPExternalAuthConfig
metadata: {name: exchange, namespace: mcp}
spec:
  type: headerInjection
  headerInjection: {headerName: X-Api-Key, valueSecretRef: {name: api-key, key: key}}
)",
    R"(apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPServer
metadata: {name: search, namespace: mcp}
spec: {image: example.com/search, transport: streamable-http, groupRef: {name: tools}}
)",
    R"(apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPCompositeToolDefinition
metadata: {name: report, namespace: mcp}
spec:
  name: report
  description: Searches and reports
  parameters: {type: object, properties: {query: {type: string}}}
  steps:
  - {id: find, type: tool, tool: search.find, arguments: {query: "{{.params.query}}"}}
)",
    R"(apiVersion: v1
kind: ConfigMap
metadata: {name: policies, namespace: mcp}
data:
  authz.json: '{"version": "1.0", "type": "cedarv1", "cedar": {"policies": ["permit(principal, action, resource);"], "entities_json": "[]"}}'
)",
    R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: gw, namespace: mcp}
spec:
  template:
    metadata: {labels: {app: gw}}
    spec:
      containers:
      - name: vmcp
        image: example.com/vmcp
        env: [{name: A, valueFrom: {secretKeyRef: {name: signing, key: private.pem}}}]
        livenessProbe: {httpGet: {path: /health, port: 4483}}
)"};

std::string with_document(std::size_t index, std::string_view document) {
  std::string text;
  for (std::size_t i = 0; i < kDocuments.size(); ++i) {
    text.append("---\n").append(i == index ? document : kDocuments[i]).append("\n");
  }
  return text;
}

}  // namespace

// One document of a good input is whatever it is: the others are read, and the run ends with manifests or with
// findings. The first byte says which document the rest of the data stands for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vmcp;
  if (size == 0) return 0;
  const std::string_view document(reinterpret_cast<const char*>(data) + 1, size - 1);
  source::MemoryFileSystem files;
  files.stdin_text = with_document(data[0] % kDocuments.size(), document);
  static const std::vector<std::vector<std::string>> kCommandLines = {{"check", "-"},
                                                                      {"--emit", "all,patch,cr", "--complete", "-"}};
  for (const std::vector<std::string>& arguments : kCommandLines) {
    const cli::Outcome outcome = cli::run("vmcp-render", arguments, files, {});
    if (outcome.exit_code != cli::kDone && outcome.exit_code != cli::kRefused) std::abort();
    if (outcome.exit_code == cli::kRefused && outcome.err.find("error: ") == std::string::npos) std::abort();
  }
  return 0;
}
