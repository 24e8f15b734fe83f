#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of values that the schema does not admit.
inline constexpr std::array kValuesExplanations = {
    Explanation{
        .code = "not-in-enum",
        .stages = {Stage::kAdmission},
        .what = "The schema lists the values that the field may have, and this is none of them. Capitals count.",
        .why = "The API server refuses the object.",
        .cure = "Write one of the values that the finding lists.",
        .example = R"(
 %gateway
-  incomingAuth: {type: OIDC}
+  incomingAuth: {type: anonymous}
)"},
    Explanation{
        .code = "invalid-format",
        .stages = {Stage::kAdmission, Stage::kStart},
        .what = "The value is not spelt as its kind of text is: base64 in data of a Secret, a date, the name of a "
                "header, a prefix that ends with a colon.",
        .why =
            "The API server refuses the object, or vmcp does not start with it; the stage of the finding says which.",
        .cure = "Write the value in the form that the finding names. A plain text of a Secret stands below stringData.",
        .example = R"(
 %anonymous
 ---
 apiVersion: v1
 kind: Secret
 metadata: {name: login}
-data: {user: team@example.com}
+stringData: {user: team@example.com}
)"},
    Explanation{.code = "pattern-mismatch",
                .stages = {Stage::kAdmission},
                .what = "The schema has a regular expression for the field, and the value does not match it.",
                .why = "The API server refuses the object.",
                .cure = "Write a value that matches. Durations are numbers with units, such as 30s or 1h30m.",
                .example = R"(
 %anonymous
   config:
     operational:
-      timeouts: {default: 5 minutes}
+      timeouts: {default: 5m}
)"},
    Explanation{.code = "too-long",
                .stages = {Stage::kAdmission, Stage::kOperator},
                .what = "The text has more characters than the schema allows.",
                .why = "The API server refuses the object.",
                .cure = "Write a shorter text; the finding says how long it may be.",
                .example = R"(
 %gateway
   incomingAuth:
     type: anonymous
     authzConfig:
       type: inline
       inline: {policies: ["permit(principal, action, resource);"]}
-      groupEntityType: "TheGroupsOfAllTheDepartmentsForResearchAndFor\
-        DevelopmentInAllTheCountries"
+      groupEntityType: Department
)"},
    Explanation{
        .code = "too-short",
        .stages = {Stage::kAdmission, Stage::kStart},
        .what = "The text has fewer characters than are asked for, mostly none, or a Secret's value is shorter than a "
                "key has to be.",
        .why =
            "The API server refuses the object, or vmcp does not start with it; the stage of the finding says which.",
        .cure = "Write a longer value, or leave the field out if it may be absent.",
        .example = R"(
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
 metadata: {name: desk}
 spec:
-  groupRef: {name: ""}
+  groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "too-many",
                .stages = {Stage::kAdmission},
                .what = "A list has more items, or a mapping more members, than the schema allows.",
                .why = "The API server refuses the object.",
                .cure = "Leave some out; the finding says how many may be there.",
                .example = R"(
 %auth-server
     signingKeySecretRefs:
     - {name: login, key: current.pem}
     - {name: login, key: previous.pem}
     - {name: login, key: before-that.pem}
-    - {name: login, key: 2024.pem}
-    - {name: login, key: 2023.pem}
-    - {name: login, key: 2022.pem}
 %sign-in
)"},
    Explanation{.code = "too-few",
                .stages = {Stage::kAdmission, Stage::kStart},
                .what = "A list has fewer items, or a mapping fewer members, than the schema asks for, mostly none.",
                .why = "The API server refuses the object.",
                .cure = "Add items, or leave the field out if it may be absent.",
                .example = R"(
 %gateway
   incomingAuth:
     type: anonymous
     authzConfig:
       type: inline
-      inline: {policies: []}
+      inline: {policies: ["permit(principal, action, resource);"]}
)"},
    Explanation{
        .code = "out-of-range",
        .stages = {Stage::kAdmission, Stage::kStart},
        .what = "A number or a duration is smaller or larger than it may be.",
        .why =
            "The API server refuses the object, or vmcp does not start with it; the stage of the finding says which.",
        .cure = "Write a value within the bounds that the finding names.",
        .example = R"(
 %anonymous
   config:
     audit:
-      maxDelegationDepth: 0
+      maxDelegationDepth: 1
)"},
    Explanation{
        .code = "invalid-name",
        .stages = {Stage::kAdmission},
        .what =
            "A name, a namespace, or the key or value of a label or annotation is not formed as Kubernetes asks for.",
        .why = "The API server refuses the object.",
        .cure = "Use lower-case letters, digits and \"-\" for names; keys of labels may have a DNS name and a slash in "
                "front. Free text belongs in an annotation's value.",
        .example = R"(
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
-metadata: {name: Research_Desk}
+metadata: {name: research-desk}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "duplicate-list-item",
                .stages = {Stage::kAdmission, Stage::kOperator},
                .what = "A list that the schema declares a set, or a map with keys, has an item twice.",
                .why = "The API server refuses the object: with server-side apply nobody could tell the two apart.",
                .cure = "Delete one, or give it another key.",
                .example = R"(
 %auth-server
-    - name: corporate
+    - name: partner
       type: oidc
       oidcConfig: {issuerUrl: "https://login.example.org", clientId: desk}
 %sign-in
)"},
};

}  // namespace vmcp::diag
