#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of objects that are referred to.
inline constexpr std::array kReferencesExplanations = {
    Explanation{.code = "reference-not-found",
                .stages = {Stage::kAdmission, Stage::kOperator, Stage::kPod},
                .what = "An object is referred to by name and is not in the input, and it is one whose content decides "
                        "what is rendered, or another object has nearly that name.",
                .why = "The operator sets the gateway to failed until the object is there, or the pod does not start.",
                .cure = "Mend the name, add the object to the input, or create it in the namespace of the object that "
                        "refers to it: references stay in their namespace.",
                .example = R"(
 %gateway
   incomingAuth:
     type: oidc
     oidcConfigRef:
-      name: signin
+      name: sign-in
       audience: https://desk.example.com/mcp
       resourceUrl: https://desk.example.com/mcp
 %sign-in
)"},
    Explanation{.code = "assumed-object",
                .stages = {Stage::kOperator, Stage::kPod},
                .what = "A Secret, an MCPGroup or a ConfigMap is referred to that the input lacks. It is taken to be "
                        "in the cluster already.",
                .why = "If it is not there, the operator refuses the gateway or the pod does not start. With --strict "
                       "it is an error.",
                .cure = "See to it that the namespace holds the object, with the keys that the finding names, or add "
                        "it to the input. --suppress assumed-object accepts it.",
                .example = R"(
 %anonymous
+%group
)"},
    Explanation{.code = "secret-key-missing",
                .stages = {Stage::kOperator, Stage::kPod},
                .what = "A Secret is in the input, or something that makes one, but without the key that is asked for.",
                .why = "The operator refuses the gateway, or it does not look and the kubelet does not start the pod: "
                       "CreateContainerConfigError.",
                .cure = "Mend the key, here or in the Secret; the finding has the nearest one.",
                .example = R"(
 %anonymous
   sessionStorage:
     provider: redis
     address: redis:6379
-    passwordRef: {name: redis, key: pasword}
+    passwordRef: {name: redis, key: password}
 ---
 apiVersion: v1
 kind: Secret
 metadata: {name: redis}
 stringData: {password: to-be-replaced}
)"},
    Explanation{
        .code = "config-map-key-missing",
        .stages = {Stage::kOperator, Stage::kPod},
        .what = "A ConfigMap is in the input, or something that makes one, but without the key that is asked for.",
        .why = "The operator refuses the gateway, or it does not look and the kubelet does not start the pod.",
        .cure = "Mend the key, here or in the ConfigMap; the finding has the nearest one.",
        .example = R"(
 %gateway
   incomingAuth:
     type: anonymous
     authzConfig:
       type: configMap
       configMap: {name: policies}
 ---
 apiVersion: v1
 kind: ConfigMap
 metadata: {name: policies}
 data:
-  policies.json: |
+  authz.json: |
     {"version": "1.0", "type": "cedarv1",
      "cedar": {"policies": ["permit(principal, action, resource);"],
                "entities_json": "[]"}}
)"},
    Explanation{
        .code = "invalid-reference",
        .stages = {Stage::kAdmission, Stage::kOperator},
        .what = "The object that is referred to is there, but cannot serve: its own fields contradict each "
                "other, so the operator marks it invalid. Or a route names a port that the Service of a "
                "gateway does not have.",
        .why = "The operator refuses every gateway that uses it, or leaves the member out; a route leads nowhere.",
        .cure = "Mend the object that is referred to, at the field that the finding names; or the port.",
        .example = R"(
 %anonymous
   telemetryConfigRef: {name: otel}
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPTelemetryConfig
 metadata: {name: otel}
 spec:
   openTelemetry:
     endpoint: otel:4317
+    tracing: {enabled: true}
)"},
};

}  // namespace vmcp::diag
