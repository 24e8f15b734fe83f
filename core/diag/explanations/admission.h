#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of objects and fields that the API server does not know.
inline constexpr std::array kAdmissionExplanations = {
    Explanation{.code = "unknown-kind",
                .stages = {Stage::kAdmission},
                .what = "The object is in ToolHive's group, but ToolHive has no kind of this name.",
                .why = "The API server has no resource for it: \"no matches for kind\".",
                .cure = "Write the kind as ToolHive spells it; the finding has the nearest name.",
                .example = R"(
 apiVersion: toolhive.stacklok.dev/v1beta1
-kind: VirtualMcpServer
+kind: VirtualMCPServer
 metadata: {name: desk}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{
        .code = "unknown-version",
        .stages = {Stage::kAdmission},
        .what = "The kind exists, but not in the version that apiVersion names.",
        .why = "The API server serves certain versions only and refuses others: \"no matches for kind ... in version "
               "...\".",
        .cure = "Write one of the versions that the finding lists. Of ToolHive's own kinds the newest is v1beta1.",
        .example = R"(
-apiVersion: toolhive.stacklok.dev/v1
+apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
 metadata: {name: desk}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "deprecated-version",
                .stages = {Stage::kAdmission},
                .what = "The kind is served in the version that apiVersion names, but ToolHive has deprecated that.",
                .why = "The API server warns of it, too. A later release of ToolHive will not serve the version any "
                       "more; the API server then knows no such kind.",
                .cure = "Write the version that the finding names; all versions of a kind have the same fields.",
                .example = R"(
-apiVersion: toolhive.stacklok.dev/v1alpha1
+apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
 metadata: {name: desk}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "unknown-group",
                .stages = {Stage::kAdmission},
                .what = "The object has a kind of ToolHive's, but a group that is not ToolHive's, or none.",
                .why = "To the API server it is a kind that nobody knows, and ToolHive's operator never sees it.",
                .cure = "Write the apiVersion that the finding suggests. An object that really is another project's is "
                        "not looked at if its group does not look like ToolHive's.",
                .example = R"(
-apiVersion: toolhive.stacklok.com/v1beta1
+apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
 metadata: {name: desk}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "unknown-field",
                .stages = {Stage::kAdmission},
                .what = "The schema of the kind has no field of this name at this place.",
                .why = "kubectl refuses the object (strict validation); other clients drop the field without a word, "
                       "and the gateway runs without it.",
                .cure = "Write the nearest name or the place that the finding gives. \"accepted since\" and \"accepted "
                        "until\" name releases of ToolHive that know the field: --toolhive chooses one.",
                .example = R"(
 %gateway
-  incomingAuth: {typ: anonymous}
+  incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "missing-field",
                .stages = {Stage::kAdmission, Stage::kOperator, Stage::kStart},
                .what = "A field that has to be there is absent or empty: the schema, the operator or vmcp requires "
                        "it, often only beside another field.",
                .why = "The API server refuses the object, the operator the gateway, or vmcp does not start; the stage "
                       "of the finding says which.",
                .cure = "Add the field.",
                .example = R"(
 %gateway
+  incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "wrong-type",
                .stages = {Stage::kAdmission},
                .what = "The value is of another type than the schema says: a number where a text has to be, a text "
                        "where an object has to be.",
                .why = "The API server does not convert values; it refuses the object. YAML reads 8080, true and 1.10 "
                       "as numbers and booleans unless they stand in quotes.",
                .cure = "Write a value of the type that the finding names. Quotes make a text of a number or boolean.",
                .example = R"(
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
 metadata:
   name: desk
-  labels: {cost-center: 4711}
+  labels: {cost-center: "4711"}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "rule-violated",
                .stages = {Stage::kAdmission},
                .what = "A validation rule of the schema (x-kubernetes-validations) does not hold. Such rules say "
                        "which fields belong together.",
                .why = "The API server refuses the object.",
                .cure = "Do what the finding says, which is the rule's own message where it has one.",
                .example = R"(
 %gateway
-  incomingAuth: {type: oidc}
+  incomingAuth: {type: anonymous}
)"},
    Explanation{
        .code = "rule-not-checked",
        .stages = {Stage::kAdmission},
        .what =
            "A rule or a pattern in the CRDs of --crds cannot be compiled, or the rules of many objects cost too much.",
        .why =
            "The API server would not take a CRD that cannot be compiled. Objects are admitted here as if the rule "
            "were not there. The cost of rules is bounded in a cluster for each object, here for all objects of a run, "
            "too.",
        .cure = "Mend the CRD, or take one that a cluster has accepted; check a part of the objects.",
        .example = R"yaml(
 $ vmcp-render check --crds crds gateway.yaml
 %crd
               incomingAuth:
                 type: object
                 properties: {type: {type: string}}
-            x-kubernetes-validations: [{rule: "self.team.startsWith("}]
+            x-kubernetes-validations: [{rule: "has(self.groupRef)"}]
 ==> gateway.yaml <==
 %anonymous
)yaml"},
    Explanation{.code = "no-crd",
                .stages = {Stage::kAdmission},
                .what = "The directory of --crds holds no CustomResourceDefinition of ToolHive.",
                .why = "There is nothing to admit with. Mostly it is the wrong directory.",
                .cure = "Name the directory with ToolHive's CRDs, or leave out --crds: the CRDs of each known release "
                        "are built in.",
                .example = R"(
-$ vmcp-render check --crds . gateway.yaml
+$ vmcp-render check gateway.yaml
 ==> gateway.yaml <==
 %anonymous
)"},
    Explanation{.code = "no-schema-matches",
                .stages = {Stage::kAdmission},
                .what = "The schema of --crds states alternatives (oneOf, anyOf, not), and the value meets none of "
                        "them, or too many.",
                .why = "The API server refuses the object. CRDs of ToolHive itself have no such alternatives.",
                .cure = "Write the value so that it meets one alternative.",
                .example = R"(
 $ vmcp-render check --crds crds gateway.yaml
 %crd
               incomingAuth:
                 type: object
                 properties: {type: {type: string}, audience: {type: string}}
                 oneOf: [{required: [type]}, {required: [audience]}]
 ==> gateway.yaml <==
 %gateway
-  incomingAuth: {type: anonymous, audience: desk}
+  incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "lowered-reference",
                .stages = {Stage::kAdmission},
                .what = "The gateway names its auth server with authServerConfigRef, an older field that no release of "
                        "the operator reads.",
                .why = "The API server refuses it. Here it is taken for the block that it names, so that everything "
                       "else can be judged.",
                .cure = "Write the embeddedAuthServer block of the MCPExternalAuthConfig as spec.authServerConfig. "
                        "vmcp-render --emit cr prints the object so.",
                .example = R"(
 %oidc
-  authServerConfigRef: {name: login}
+  authServerConfig:
+    issuer: https://desk.example.com
+    upstreamProviders:
+    - name: corporate
+      type: oidc
+      oidcConfig: {issuerUrl: "https://login.example.com", clientId: desk}
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPExternalAuthConfig
 metadata: {name: login}
 spec:
   type: embeddedAuthServer
   embeddedAuthServer:
     issuer: https://desk.example.com
     upstreamProviders:
     - name: corporate
       type: oidc
       oidcConfig: {issuerUrl: "https://login.example.com", clientId: desk}
 %sign-in
)"},
    Explanation{.code = "wrong-config-type",
                .stages = {Stage::kAdmission},
                .what = "authServerConfigRef names an MCPExternalAuthConfig of a type other than embeddedAuthServer.",
                .why = "It describes how backends are signed in to, not an auth server, so there is none to use.",
                .cure = "Name an MCPExternalAuthConfig of type embeddedAuthServer, or write spec.authServerConfig.",
                .example = R"(
 %oidc
-  authServerConfigRef: {name: login}
+  authServerConfig:
+    issuer: https://desk.example.com
+    upstreamProviders:
+    - name: corporate
+      type: oidc
+      oidcConfig: {issuerUrl: "https://login.example.com", clientId: desk}
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPExternalAuthConfig
 metadata: {name: login}
 spec: {type: unauthenticated}
 %sign-in
)"},
};

}  // namespace vmcp::diag
