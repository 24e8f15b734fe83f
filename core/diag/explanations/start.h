#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of why vmcp does not start.
inline constexpr std::array kStartExplanations = {
    Explanation{
        .code = "env-not-set",
        .stages = {Stage::kStart},
        .what = "vmcp needs an environment variable that its container does not have, mostly one with a secret that "
                "the operator forgets.",
        .why = "The operator accepts the gateway, and vmcp ends as soon as it starts: CrashLoopBackOff.",
        .cure =
            "Put the podTemplateSpec that the finding suggests into the custom resource, or render with --complete.",
        .example = R"(
 $ vmcp-render check --toolhive 0.56.0 gateway.yaml
 %anonymous
   outgoingAuth: {source: inline}
+  podTemplateSpec:
+    spec:
+      containers:
+      - name: vmcp
+        env:
+        - name: TOOLHIVE_HEADER_INJECTION_VALUE_DOCS_KEY
+          valueFrom: {secretKeyRef: {name: docs, key: key}}
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPServerEntry
 metadata: {name: docs}
 spec:
   groupRef: {name: tools}
   remoteUrl: https://docs.example.com/mcp
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
)"},
    Explanation{
        .code = "file-not-mounted",
        .stages = {Stage::kStart},
        .what =
            "vmcp needs a file, such as its configuration or a signing key, that no volume brings into its container.",
        .why = "vmcp ends as soon as it starts: CrashLoopBackOff.",
        .cure = "Mount it as the finding says, or let vmcp-render merge the gateway into the Deployment.",
        .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
       containers:
       - name: vmcp
-        args: [serve, --host=0.0.0.0, --port=4483]
+        args: [serve, --config=/etc/vmcp-config/config.yaml, --host=0.0.0.0,
+          --port=4483]
)"},
    Explanation{.code = "port-mismatch",
                .stages = {Stage::kStart},
                .what = "Nothing in the pod listens where the Service or a probe looks.",
                .why = "The Service leads nowhere, or the kubelet restarts the pod for ever because its probe fails.",
                .cure = "Let vmcp listen on 0.0.0.0 and the port that the finding names, or mend the probe.",
                .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
       containers:
       - name: vmcp
-        livenessProbe: {httpGet: {path: /health, port: 8080}}
+        livenessProbe: {httpGet: {path: /health, port: 4483}}
)"},
    Explanation{.code = "unreadable-config",
                .stages = {Stage::kStart},
                .what = "The operator's YAML library writes a text of the config in a form that vmcp's own cannot "
                        "read: one of several lines that begins with a blank, a tab or an empty line.",
                .why = "The operator accepts the gateway, and vmcp ends as soon as it starts.",
                .cure = "Begin the text with another character.",
                .example = R"(
 %anonymous
   config:
     metadata:
-      note: "\tbegins with a tab,\nand goes on"
+      note: "begins with a letter,\nand goes on"
)"},
    Explanation{.code = "restricted-header",
                .stages = {Stage::kStart},
                .what = "passthroughHeaders names a header that vmcp never forwards from a client to a backend, such "
                        "as Cookie, Host or Authorization.",
                .why = "vmcp refuses its config and does not start.",
                .cure = "Leave the header out. Backends are signed in to with spec.outgoingAuth.",
                .example = R"(
 %anonymous
-  passthroughHeaders: [X-Request-Id, Cookie]
+  passthroughHeaders: [X-Request-Id]
)"},
    Explanation{.code = "invalid-address",
                .stages = {Stage::kStart},
                .what = "The value is no address of the form \"host:port\".",
                .why = "vmcp cannot connect to it, and does not start.",
                .cure = "Write host and port.",
                .example = R"(
 %anonymous
-  sessionStorage: {provider: redis, address: redis.mcp.svc}
+  sessionStorage: {provider: redis, address: "redis.mcp.svc:6379"}
)"},
};

}  // namespace vmcp::diag
