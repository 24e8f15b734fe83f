#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of the embedded auth server.
inline constexpr std::array kAuthServerExplanations = {
    Explanation{.code = "insecure-secret-transport",
                .stages = {Stage::kOperator},
                .what = "The auth server is allowed to speak plain HTTP and has clients that send it their secrets.",
                .why = "The secrets would travel readable; the operator refuses the gateway.",
                .cure = "Leave out insecureAllowHTTP and serve the auth server over https.",
                .example = R"(
 $ vmcp-render check --toolhive 0.44.0 gateway.yaml
 %auth-server
     delegateClients:
     - clientId: agent
       clientSecretRef: {name: agent, key: secret}
       scopes: [openid]
       audiences: ["https://desk.example.com/mcp"]
-    insecureAllowHTTP: true
 %sign-in
)"},
    Explanation{.code = "unknown-upstream",
                .stages = {Stage::kOperator},
                .what = "An upstream is named that spec.authServerConfig.upstreamProviders does not have.",
                .why = "There is no token to take from it; the operator refuses the gateway.",
                .cure = "Mend the name; the finding has the nearest one.",
                .example = R"(
 %auth-server
-    primaryUpstreamProvider: corporat
+    primaryUpstreamProvider: corporate
 %sign-in
)"},
    Explanation{
        .code = "auto-selected-upstream",
        .stages = {Stage::kOperator},
        .what = "The auth server has several upstreams, policies look at the user's claims, and nothing says whose.",
        .why = "Those of the first upstream are taken. Another order of the list changes who is allowed what.",
        .cure = "Name the upstream in spec.authServerConfig.primaryUpstreamProvider.",
        .example = R"(
 %policies
   authServerConfig:
     issuer: https://desk.example.com
+    primaryUpstreamProvider: corporate
     upstreamProviders:
     - name: corporate
       type: oidc
       oidcConfig: {issuerUrl: "https://login.example.com", clientId: desk}
     - name: partner
       type: oidc
       oidcConfig: {issuerUrl: "https://login.example.org", clientId: desk}
 %sign-in
)"},
    Explanation{
        .code = "ambiguous-subject-provider",
        .stages = {Stage::kOperator, Stage::kStart},
        .what = "A backend's tokens are exchanged for those of a user, the auth server has several upstreams, and "
                "nothing says which one provides the user's token.",
        .why = "The operator leaves the backend out, or vmcp refuses to start: it does not guess whose token is meant.",
        .cure = "Name the upstream in subjectProviderName of the MCPExternalAuthConfig.",
        .example = R"(
 %auth-server
     - name: partner
       type: oidc
       oidcConfig: {issuerUrl: "https://login.example.org", clientId: desk}
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
   type: xaa
   xaa:
     idpTokenUrl: https://login.example.com/token
     idpClientId: desk
     targetTokenUrl: https://api.example.com/token
     targetClientId: desk
     targetAudience: https://api.example.com
+    subjectProviderName: corporate
 %sign-in
)"},
    Explanation{.code = "self-trusted-issuer",
                .stages = {Stage::kOperator},
                .what = "The auth server lists itself among the issuers that it trusts.",
                .why = "It trusts its own tokens anyway; the operator refuses the entry.",
                .cure = "Delete the entry.",
                .example = R"(
 %auth-server
     trustedIssuers:
-    - {name: ci, issuerUrl: "https://desk.example.com"}
+    - {name: ci, issuerUrl: "https://ci.example.com"}
     inboundGrants:
       tokenExchange:
         issuerPolicies:
         - issuerRef: ci
           expectedAudience: https://desk.example.com
           allowedDelegateClients: ["*"]
 %sign-in
)"},
    Explanation{.code = "invalid-actor-matcher",
                .stages = {Stage::kOperator},
                .what = "The expression by which a trusted issuer's actors are told does not compile. It is CEL over "
                        "the token's claims.",
                .why = "Nobody could be told by it; the operator refuses the gateway.",
                .cure = "Mend the expression; it has to give a boolean.",
                .example = R"(
 %auth-server
     trustedIssuers:
     - {name: ci, issuerUrl: "https://ci.example.com"}
     inboundGrants:
       tokenExchange:
         issuerPolicies:
         - issuerRef: ci
           expectedAudience: https://desk.example.com
           allowedDelegateClients: ["*"]
-          actorMatcher: claims.sub ==
+          actorMatcher: claims.sub == "deploy"
 %sign-in
)"},
    Explanation{.code = "reserved-parameter",
                .stages = {Stage::kOperator},
                .what = "A parameter is added to what the auth server sends upstream that it sets itself, such as "
                        "state or grant_type.",
                .why = "The one would overwrite the other and break the sign-in; the operator refuses the gateway.",
                .cure = "Delete the parameter.",
                .example = R"(
 %oidc
   authServerConfig:
     issuer: https://desk.example.com
     upstreamProviders:
     - name: corporate
       type: oidc
       oidcConfig:
         issuerUrl: https://login.example.com
         clientId: desk
-        additionalAuthorizationParams: {state: fixed}
+        additionalAuthorizationParams: {prompt: consent}
 %sign-in
)"},
    Explanation{.code = "unsupported-scope",
                .stages = {Stage::kOperator, Stage::kStart},
                .what = "A delegate client is given a scope that the auth server does not offer.",
                .why = "It could never ask for it; the operator refuses the gateway.",
                .cure = "Add the scope to spec.incomingAuth.oidcConfigRef.scopes, or leave it out here.",
                .example = R"(
 %auth-server
     inboundGrants:
       tokenExchange:
         delegateClients:
         - clientId: agent
           clientSecretRef: {name: agent, key: secret}
-          scopes: [openid, admin]
+          scopes: [openid, profile]
           audiences: ["https://desk.example.com/mcp"]
 %sign-in
)"},
    Explanation{.code = "audience-not-allowed",
                .stages = {Stage::kOperator},
                .what = "A delegate client is given an audience that the auth server does not serve: it serves the "
                        "gateway's resource URL only.",
                .why = "It could never get a token for it; the operator refuses the gateway.",
                .cure = "Write the resource URL of spec.incomingAuth.oidcConfigRef.",
                .example = R"(
 %auth-server
     inboundGrants:
       tokenExchange:
         delegateClients:
         - clientId: agent
           clientSecretRef: {name: agent, key: secret}
           scopes: [openid]
-          audiences: ["https://desk.example.com"]
+          audiences: ["https://desk.example.com/mcp"]
 %sign-in
)"},
    Explanation{
        .code = "synthesized-identity",
        .stages = {Stage::kOperator},
        .what = "An upstream of type oauth2 tells nothing of the user: it has neither userInfo nor identityFromToken.",
        .why = "The user gets a subject that is made from the access token, without name and email: policies cannot "
               "tell users apart for long, and audit logs name nobody.",
        .cure = "Add userInfo (the endpoint that tells who the user is) or identityFromToken.",
        .example = R"(
 %oidc
   authServerConfig:
     issuer: https://desk.example.com
     upstreamProviders:
     - name: chat
       type: oauth2
       oauth2Config:
         authorizationEndpoint: https://chat.example.com/authorize
         tokenEndpoint: https://chat.example.com/token
         clientId: desk
+        userInfo: {endpointUrl: "https://chat.example.com/me"}
 %sign-in
)"},
    Explanation{.code = "storage-incomplete",
                .stages = {Stage::kOperator},
                .what = "The auth server's storage lacks what its kind needs: a redis block, an address, a way to find "
                        "the sentinels.",
                .why = "The auth server could not reach its storage; the operator refuses the gateway.",
                .cure = "Add what the finding names.",
                .example = R"(
 %auth-server
-    storage: {type: redis}
+    storage:
+      type: redis
+      redis:
+        addr: redis:6379
+        aclUserConfig:
+          passwordSecretRef: {name: redis, key: password}
 %sign-in
)"},
    Explanation{.code = "sessions-lost",
                .stages = {Stage::kStart},
                .what = "The auth server forgets who has signed in when its pod restarts: it has no signing key or "
                        "HMAC secret of its own, or keeps its sessions in memory.",
                .why = "Everybody has to sign in again after each restart, and a second replica does not know them.",
                .cure = "Set signingKeySecretRefs and hmacSecretRefs, and storage of type redis.",
                .example = R"(
 %auth-server
+    signingKeySecretRefs: [{name: login, key: signing.pem}]
+    hmacSecretRefs: [{name: login, key: hmac}]
+    storage:
+      type: redis
+      redis:
+        addr: redis:6379
+        aclUserConfig:
+          passwordSecretRef: {name: redis, key: password}
 %sign-in
)"},
    Explanation{.code = "invalid-signing-key",
                .stages = {Stage::kStart},
                .what = "The Secret of the input holds no key that the auth server can sign tokens with: no PEM, an "
                        "encrypted or a public key, a kind of key that it does not know.",
                .why = "vmcp ends as soon as it starts. The finding never shows anything of the value.",
                .cure = "Create one: openssl ecparam -name prime256v1 -genkey -noout, and put it into the Secret under "
                        "the key that is referred to.",
                .example = R"(
 %auth-server
     signingKeySecretRefs: [{name: login, key: signing.pem}]
 %sign-in
 ---
 apiVersion: v1
 kind: Secret
 metadata: {name: login}
 stringData: {signing.pem: to-be-replaced}
)"},
    Explanation{.code = "missing-scope",
                .stages = {Stage::kStart},
                .what = "An upstream has to be asked for a scope that is not among its scopes: openid for OIDC.",
                .why = "Without it the upstream sends no identity token; vmcp refuses its config and does not start.",
                .cure = "Add the scope, or use type oauth2 for an upstream without identity tokens.",
                .example = R"(
 %oidc
   authServerConfig:
     issuer: https://desk.example.com
     upstreamProviders:
     - name: corporate
       type: oidc
       oidcConfig:
         issuerUrl: https://login.example.com
         clientId: desk
-        scopes: [email]
+        scopes: [openid, email]
 %sign-in
)"},
};

}  // namespace vmcp::diag
