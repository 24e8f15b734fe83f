#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of settings that the operator refuses or replaces.
inline constexpr std::array kSettingsExplanations = {
    Explanation{.code = "conflicting-fields",
                .stages = {Stage::kAdmission, Stage::kOperator, Stage::kStart},
                .what = "Two fields are set that exclude each other, or whose values contradict each other.",
                .why = "The operator refuses the gateway, or vmcp does not start, rather than choose one of the two.",
                .cure = "Keep one of them, or change one as the finding says.",
                .example = R"(
 %anonymous
   config:
     operational:
       failureHandling:
         healthCheckInterval: 5s
-        healthCheckTimeout: 10s
+        healthCheckTimeout: 3s
)"},
    Explanation{
        .code = "deprecated-field",
        .stages = {Stage::kOperator},
        .what = "The field is read, but ToolHive has a better one, which the finding names.",
        .why = "A later release of ToolHive will not know the field any more; admission then refuses the object.",
        .cure = "Write the value at the new place.",
        .example = R"(
 %gateway
   incomingAuth:
     type: oidc
     oidcConfigRef:
       name: sign-in
       audience: https://desk.example.com/mcp
       resourceUrl: https://desk.example.com/mcp
     authzConfig:
       type: inline
       inline:
         policies: ["permit(principal, action, resource);"]
-        primaryUpstreamProvider: corporate
   authServerConfig:
     issuer: https://desk.example.com
+    primaryUpstreamProvider: corporate
     upstreamProviders:
     - name: corporate
       type: oidc
       oidcConfig: {issuerUrl: "https://login.example.com", clientId: desk}
 %sign-in
)"},
    Explanation{.code = "ignored-field",
                .stages = {Stage::kParse, Stage::kAdmission, Stage::kOperator},
                .what =
                    "The field is accepted and has no effect here: the operator takes the value from elsewhere, or "
                    "nobody reads the field, or the target of a kustomization's patch selects nothing. Of admission it "
                    "is an annotation of vmcp-render's that there is not.",
                .why = "What was meant by it does not happen, and nothing says so.",
                .cure = "Write the value where the finding says that it is taken from, mend the name in the target, or "
                        "delete the field.",
                .example = R"(
 %anonymous
   config:
-    name: research-desk
+    metadata: {title: research-desk}
)"},
    Explanation{
        .code = "invalid-url",
        .stages = {Stage::kOperator, Stage::kStart},
        .what =
            "The value is no URL, or not of the form that is asked for: another scheme, a query, a fragment, no host.",
        .why = "The operator refuses the gateway, or vmcp does not start with it.",
        .cure = "Write the URL as the finding says.",
        .example = R"(
 %oidc
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPOIDCConfig
 metadata: {name: sign-in}
 spec:
   type: inline
   inline:
     issuer: https://desk.example.com
-    jwksUrl: ldaps://desk.example.com/keys
+    jwksUrl: https://desk.example.com/keys
)"},
    Explanation{
        .code = "insecure-url",
        .stages = {Stage::kOperator, Stage::kStart},
        .what = "A URL begins with http:// where tokens or secrets travel, and nothing permits that.",
        .why = "The operator refuses the gateway. On the way anybody could read and replace the keys that tokens are "
               "checked with.",
        .cure = "Use https. The field that the finding names permits http inside a trusted cluster or for development.",
        .example = R"(
 %oidc
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPOIDCConfig
 metadata: {name: sign-in}
 spec:
   type: inline
-  inline: {issuer: "http://desk.example.com"}
+  inline: {issuer: "https://desk.example.com"}
)"},
    Explanation{
        .code = "invalid-pod-template",
        .stages = {Stage::kOperator},
        .what = "spec.podTemplateSpec cannot be merged into the gateway's pod: a value is not of the type that "
                "Kubernetes has there, or an item of a list lacks the key by which lists are merged.",
        .why = "The operator refuses the gateway until the template can be applied.",
        .cure =
            "Write the template as the pod spec of a Deployment is written. The gateway's container is called vmcp.",
        .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
       containers:
-      - resources: {limits: {memory: 1Gi}}
+      - name: vmcp
+        resources: {limits: {memory: 1Gi}}
)"},
    Explanation{
        .code = "invalid-value",
        .stages = {Stage::kUsage, Stage::kOperator, Stage::kStart},
        .what = "The value is one that the schema admits and the operator or vmcp does not understand.",
        .why = "The operator refuses the gateway, or vmcp does not start with it; the stage of the finding says which.",
        .cure = "Write one of the values that the finding names.",
        .example = R"(
 %anonymous
   config:
     audit:
       enabled: true
-      eventTypes: [mcp_tool_calls]
+      eventTypes: [mcp_tool_call]
)"},
    Explanation{
        .code = "unsupported-type",
        .stages = {Stage::kOperator, Stage::kStart},
        .what = "The object that is referred to is of a type that exists, but not for a gateway, or not at this place.",
        .why = "The operator refuses the gateway or leaves the member out, or vmcp does not start with what is written "
               "for it.",
        .cure = "Use one of the types that the finding lists.",
        .example = R"(
 %anonymous
   outgoingAuth:
     source: discovered
     default:
       type: externalAuthConfigRef
       externalAuthConfigRef: {name: backend}
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPExternalAuthConfig
 metadata: {name: backend}
 spec:
-  type: bearerToken
-  bearerToken: {tokenSecretRef: {name: backend, key: token}}
+  type: headerInjection
+  headerInjection:
+    headerName: X-Token
+    valueSecretRef: {name: backend, key: token}
)"},
    Explanation{.code = "embedding-service-replaced",
                .stages = {Stage::kOperator},
                .what = "The gateway has an embeddingServerRef, and an embedding service is written out, too.",
                .why = "The operator writes the URL of the EmbeddingServer over the one that is written out.",
                .cure = "Keep one of the two.",
                .example = R"(
 %anonymous
   embeddingServerRef: {name: minilm}
-  config:
-    optimizer: {embeddingService: "http://embeddings:8080"}
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: EmbeddingServer
 metadata: {name: minilm}
 spec: {model: all-MiniLM-L6-v2}
)"},
    Explanation{
        .code = "unmanaged-embedding-service",
        .stages = {Stage::kOperator},
        .what = "The optimizer uses an embedding service that is written out, and no EmbeddingServer provides it.",
        .why = "The operator can neither start it nor wait for it; it recommends an EmbeddingServer.",
        .cure = "Create an EmbeddingServer and name it in spec.embeddingServerRef, or suppress the finding.",
        .example = R"(
 %anonymous
-  config:
-    optimizer: {embeddingService: "http://embeddings:8080"}
+  embeddingServerRef: {name: minilm}
+---
+apiVersion: toolhive.stacklok.dev/v1beta1
+kind: EmbeddingServer
+metadata: {name: minilm}
+spec: {model: all-MiniLM-L6-v2}
)"},
    Explanation{.code = "sessions-not-shared",
                .stages = {Stage::kOperator},
                .what = "The gateway has several replicas, and each keeps its sessions in its own memory.",
                .why = "A client whose next request reaches another replica has lost its session.",
                .cure = "Set spec.sessionStorage with provider redis, or run one replica.",
                .example = R"(
 %anonymous
   replicas: 2
+  sessionStorage: {provider: redis, address: "redis:6379"}
)"},
    Explanation{.code = "one-sided-password",
                .stages = {Stage::kOperator},
                .what = "Several objects use the same redis, some with a password and some without.",
                .why = "A redis asks for a password or takes none: those on the other side fail when they connect.",
                .cure = "Give all of them the same passwordRef, or none.",
                .example = R"(
 %anonymous
   sessionStorage:
     provider: redis
     address: redis:6379
     passwordRef: {name: redis, key: password}
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPServer
 metadata: {name: search}
 spec:
   groupRef: {name: tools}
   image: ghcr.io/example/search
   transport: streamable-http
   sessionStorage:
     provider: redis
     address: redis:6379
+    passwordRef: {name: redis, key: password}
)"},
};

}  // namespace vmcp::diag
