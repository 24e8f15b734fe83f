#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of members of the group and what runs the gateway.
inline constexpr std::array kMembersExplanations = {
    Explanation{.code = "unknown-workload",
                .stages = {Stage::kOperator},
                .what = "The gateway has settings for a backend that no member of its group in the input is called.",
                .why = "They have no effect: tools are not filtered, renamed or signed in to as it was meant.",
                .cure = "Mend the name, or add the member to the group. As long as the input has no member of the "
                        "group, nothing is said.",
                .example = R"(
 %anonymous
   config:
     aggregation:
       tools:
-      - {workload: serch, filter: [find]}
+      - {workload: search, filter: [find]}
 %member
)"},
    Explanation{
        .code = "member-not-ready",
        .stages = {Stage::kOperator},
        .what = "A member of the group will not become ready: something that it refers to is not there, or it is "
                "refused itself.",
        .why = "ToolHive gives a member a URL only when it is ready, and the gateway does not serve it until then.",
        .cure = "Mend what the finding names at the member.",
        .example = R"(
 %anonymous
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPServerEntry
 metadata: {name: weather}
 spec:
   groupRef: {name: tools}
-  remoteUrl: http://169.254.169.254/latest
+  remoteUrl: https://weather.example.com/mcp
   transport: streamable-http
)"},
    Explanation{
        .code = "unknown-container",
        .stages = {Stage::kOperator},
        .what = "A container in a podTemplateSpec has nearly the name of the operator's own, or is another without an "
                "image.",
        .why = "Its settings do not reach the operator's container: a second one is made, which the API server refuses "
               "without an image.",
        .cure = "Write the name that the finding has: mcp for an MCPServer, toolhive for an MCPRemoteProxy, vmcp for a "
                "VirtualMCPServer.",
        .example = R"(
 %anonymous
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPServer
 metadata: {name: docs}
 spec:
   groupRef: {name: tools}
   image: ghcr.io/example/docs:1.0
   podTemplateSpec:
     spec:
       containers:
-      - name: mpc
+      - name: mcp
         env: [{name: LANG, value: C.UTF-8}]
)"},
    Explanation{
        .code = "backend-left-out",
        .stages = {Stage::kOperator},
        .what = "The gateway does not serve a member of its group, since its outgoing authentication cannot be set up.",
        .why = "The operator says so only in its log, and clients see fewer tools.",
        .cure = "Mend what the finding names: the member's external auth config, or the Secret that it needs.",
        .example = R"(
 %anonymous
   outgoingAuth: {source: inline}
 %member
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPServer
 metadata: {name: docs}
 spec:
   groupRef: {name: tools}
   image: ghcr.io/example/docs
   transport: streamable-http
   externalAuthConfigRef: {name: docs-key}
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPExternalAuthConfig
 metadata: {name: docs-key}
 spec:
   type: headerInjection
   headerInjection:
     headerName: X-Key
     valueSecretRef: {name: docs, key: key}
 ---
 apiVersion: v1
 kind: Secret
 metadata: {name: docs}
-stringData: {api-key: to-be-replaced}
+stringData: {key: to-be-replaced}
)"},
    Explanation{.code = "no-backend",
                .stages = {Stage::kOperator},
                .what = "With outgoingAuth.source \"inline\" the operator writes the backends into the config, and "
                        "there is none to write.",
                .why = "The operator refuses the gateway.",
                .cure = "Add the members of the group to the input, or use source \"discovered\".",
                .example = R"(
 %anonymous
-  outgoingAuth: {source: inline}
+  outgoingAuth: {source: discovered}
 %group
)"},
    Explanation{
        .code = "deployment-missing",
        .stages = {Stage::kOperator},
        .what = "With --require-deployment, or where the input has the Deployment of another gateway: the input has no "
                "Deployment that runs this gateway.",
        .why =
            "kustomize leaves functions out without a word when --enable-exec is missing; then nothing was rendered.",
        .cure = "Build with --enable-alpha-plugins --enable-exec, and check the output.",
        .example = R"(
-$ vmcp-render check --require-deployment gateway.yaml
+$ vmcp-render check gateway.yaml
 %anonymous
)"},
    Explanation{.code = "invalid-deployment",
                .stages = {Stage::kOperator, Stage::kStart},
                .what = "The input holds the gateway's Deployment, and it cannot be used: Kubernetes cannot read it, "
                        "or no container runs vmcp.",
                .why = "render merges the gateway into it, and check judges it as it stands; neither is possible.",
                .cure = "Mend the Deployment, or leave it out of the input.",
                .example = R"(
 %anonymous
 ---
 apiVersion: apps/v1
 kind: Deployment
 metadata: {name: desk}
 spec:
   template:
     spec:
       containers:
-      - {name: web, image: web}
+      - {name: vmcp, image: ghcr.io/stacklok/toolhive/vmcp}
)"},
    Explanation{.code = "session-secret-refused",
                .stages = {Stage::kOperator},
                .what = "The input has the Secret in which the operator keeps the gateway's session signing key, and "
                        "it is not as the operator makes it.",
                .why = "The operator creates that Secret itself and refuses one that does not belong to the gateway or "
                       "holds no fitting key.",
                .cure = "Leave the Secret out; the operator creates it.",
                .example = R"(
 %anonymous
 ---
 apiVersion: v1
 kind: Secret
-metadata: {name: desk-hmac-secret}
+metadata: {name: desk-sessions}
 stringData: {hmac-secret: to-be-replaced}
)"},
};

}  // namespace vmcp::diag
