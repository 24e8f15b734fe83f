#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of how clients sign in and what they may do.
inline constexpr std::array kIncomingAuthExplanations = {
    Explanation{
        .code = "oidc-required",
        .stages = {Stage::kOperator},
        .what = "The gateway has something that needs clients to sign in over OIDC, such as an auth server, and "
                "spec.incomingAuth is of another type.",
        .why = "Tokens that the auth server issues would be checked by nobody; the operator refuses the gateway.",
        .cure = "Set incomingAuth.type oidc with an oidcConfigRef.",
        .example = R"(
-%anonymous
+%oidc
   authServerConfig:
     issuer: https://desk.example.com
     upstreamProviders:
     - name: corporate
       type: oidc
       oidcConfig: {issuerUrl: "https://login.example.com", clientId: desk}
+%sign-in
)"},
    Explanation{
        .code = "auth-server-required",
        .stages = {Stage::kOperator},
        .what =
            "A field has a meaning only with an embedded auth server, and the gateway has no spec.authServerConfig.",
        .why = "There are no upstreams whose tokens could be used; the operator refuses the gateway.",
        .cure = "Add spec.authServerConfig, or delete the field.",
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
-  type: upstreamInject
-  upstreamInject: {providerName: corporate}
+  type: unauthenticated
)"},
    Explanation{.code = "audience-mismatch",
                .stages = {Stage::kOperator},
                .what = "The gateway checks tokens for an audience that its auth server does not issue them for: "
                        "audience and resourceUrl of spec.incomingAuth.oidcConfigRef differ.",
                .why = "Every token of the auth server would be refused; the operator refuses the gateway.",
                .cure = "Write the same URL as audience and as resourceUrl.",
                .example = R"(
 %gateway
   incomingAuth:
     type: oidc
     oidcConfigRef:
       name: sign-in
-      audience: desk
+      audience: https://desk.example.com/mcp
       resourceUrl: https://desk.example.com/mcp
   authServerConfig:
     issuer: https://desk.example.com
     upstreamProviders:
     - name: corporate
       type: oidc
       oidcConfig: {issuerUrl: "https://login.example.com", clientId: desk}
 %sign-in
)"},
    Explanation{
        .code = "trailing-slash",
        .stages = {Stage::kOperator},
        .what = "The audience and the resource URL are the same but for a slash at the end.",
        .why = "They are compared letter by letter: tokens that clients ask for by the one are not taken as the other.",
        .cure = "Write both in the same way, mostly without the slash.",
        .example = R"(
 %gateway
   incomingAuth:
     type: oidc
     oidcConfigRef:
       name: sign-in
       audience: https://desk.example.com/mcp
-      resourceUrl: https://desk.example.com/mcp/
+      resourceUrl: https://desk.example.com/mcp
 %sign-in
)"},
    Explanation{.code = "misspelt-word",
                .stages = {Stage::kParse, Stage::kOperator},
                .what = "The field takes any text, and what it has is a letter away from one that many have there: a "
                        "scope, the name of a header, a claim, a label or an annotation, the host of an identity "
                        "provider. Or a Namespace has nearly the name of the one that objects are in.",
                .why = "Nothing refuses it: the scope is not granted, the header is not read, the host is not found.",
                .cure = "Write the word that the finding names; suppress the finding where the other is meant.",
                .example = R"(
 %gateway
   incomingAuth:
     type: oidc
     oidcConfigRef:
       name: sign-in
       audience: https://desk.example.com/mcp
-      scopes: [openid, offline_acess]
+      scopes: [openid, offline_access]
 %sign-in
)"},
    Explanation{
        .code = "issuer-mismatch",
        .stages = {Stage::kOperator},
        .what = "The auth server issues tokens under one name, and the gateway accepts those of another issuer only.",
        .why = "Every token of the auth server would be refused; the operator refuses the gateway.",
        .cure = "Write the same issuer in spec.authServerConfig and in the MCPOIDCConfig.",
        .example = R"(
 %auth-server
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPOIDCConfig
 metadata: {name: sign-in}
 spec:
   type: inline
-  inline: {issuer: "https://login.example.com"}
+  inline: {issuer: "https://desk.example.com"}
)"},
    Explanation{.code = "invalid-authz-payload",
                .stages = {Stage::kOperator},
                .what = "The authorization configuration that a ConfigMap or an MCPAuthzConfig holds cannot be read: "
                        "no JSON or YAML, another type than cedarv1, no policies.",
                .why = "The operator refuses the gateway.",
                .cure = "Write it in the form {\"version\": \"1.0\", \"type\": \"cedarv1\", \"cedar\": {\"policies\": "
                        "[...], \"entities_json\": \"[]\"}}.",
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
   authz.json: |
-    {"version": "1.0", "type": "cedarv2",
+    {"version": "1.0", "type": "cedarv1",
      "cedar": {"policies": ["permit(principal, action, resource);"],
                "entities_json": "[]"}}
)"},
    Explanation{
        .code = "no-certificate",
        .stages = {Stage::kOperator, Stage::kStart},
        .what = "A CA bundle that a ConfigMap of the input holds has no certificate in it, or something that is none.",
        .why = "TLS to the server that it is for fails: the operator refuses it, or vmcp does not start.",
        .cure = "Write certificates in PEM form into the key, one \"-----BEGIN CERTIFICATE-----\" block for each, and "
                "no keys.",
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
-    caBundleRef: {configMapRef: {name: company-ca, key: ca.crt}}
 ---
 apiVersion: v1
 kind: ConfigMap
 metadata: {name: company-ca}
 data: {ca.crt: to be filled in}
)"},
    Explanation{
        .code = "invalid-policy",
        .stages = {Stage::kStart},
        .what =
            "A policy is not written as Cedar asks for. Only its syntax is judged: Cedar itself decides what it means.",
        .why = "vmcp refuses its config and does not start.",
        .cure = "Mend the policy at the line and column that the finding names. Each ends with a semicolon.",
        .example = R"(
 %gateway
   incomingAuth:
     type: anonymous
     authzConfig:
       type: inline
       inline:
-        policies: ["permit everyone;"]
+        policies: ["permit(principal, action, resource);"]
)"},
    Explanation{.code = "invalid-entities",
                .stages = {Stage::kStart},
                .what = "entitiesJson is no list of Cedar entities: no JSON, no uid, a number that is no integer.",
                .why = "vmcp refuses its config and does not start.",
                .cure = "Mend it at the place that the finding names. Decimals and addresses are written with __extn.",
                .example = R"(
 %gateway
   incomingAuth:
     type: anonymous
     authzConfig:
       type: inline
       inline:
         policies: ["permit(principal, action, resource);"]
         entitiesJson: >-
           [{"uid": {"type": "Team", "id": "a"},
-            "attrs": {"share": 1.5}, "parents": []}]
+            "attrs": {"share": 15}, "parents": []}]
)"},
    Explanation{.code = "private-address",
                .stages = {Stage::kStart},
                .what = "A URL leads to a private, local or link-local address, which vmcp does not connect to from "
                        "where it stands.",
                .why = "Requests to it could be used to reach into the cluster (SSRF); vmcp refuses them, and clients "
                       "cannot sign in.",
                .cure = "Use a public name, or the field that the finding names, which permits private addresses.",
                .example = R"(
 %oidc
 ---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPOIDCConfig
 metadata: {name: sign-in}
 spec:
   type: inline
   inline:
     issuer: https://keycloak.auth.svc/realms/corp
+    jwksAllowPrivateIP: true
)"},
};

}  // namespace vmcp::diag
