#include "core/admission/rule_messages.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace vmcp::admission {
namespace {

constexpr std::pair<std::string_view, std::string_view> kMessages[] = {
    {R"cel(self.type == 'tokenExchange' ? has(self.tokenExchange) : !has(self.tokenExchange))cel",
     "tokenExchange must be set when type is tokenExchange, and only then"},
    {R"cel(self.type == 'headerInjection' ? has(self.headerInjection) : !has(self.headerInjection))cel",
     "headerInjection must be set when type is headerInjection, and only then"},
    {R"cel(self.type == 'bearerToken' ? has(self.bearerToken) : !has(self.bearerToken))cel",
     "bearerToken must be set when type is bearerToken, and only then"},
    {R"cel(self.type == 'embeddedAuthServer' ? has(self.embeddedAuthServer) : !has(self.embeddedAuthServer))cel",
     "embeddedAuthServer must be set when type is embeddedAuthServer, and only then"},
    {R"cel(self.type == 'awsSts' ? has(self.awsSts) : !has(self.awsSts))cel",
     "awsSts must be set when type is awsSts, and only then"},
    {R"cel(self.type == 'upstreamInject' ? has(self.upstreamInject) : !has(self.upstreamInject))cel",
     "upstreamInject must be set when type is upstreamInject, and only then"},
    {R"cel(self.type == 'obo' ? has(self.obo) : !has(self.obo))cel", "obo must be set when type is obo, and only then"},
    {R"cel(self.type == 'xaa' ? has(self.xaa) : !has(self.xaa))cel", "xaa must be set when type is xaa, and only then"},
    {R"cel(self.type == 'unauthenticated' ? (!has(self.tokenExchange) && !has(self.headerInjection) && !has(self.bearerToken) && !has(self.embeddedAuthServer) && !has(self.awsSts) && !has(self.upstreamInject) && !has(self.obo) && !has(self.xaa)) : true)cel",
     "type unauthenticated takes no configuration block"},
    {R"cel(!(has(self.allowConfidentialClientRegistration) && self.allowConfidentialClientRegistration && has(self.insecureAllowHTTP) && self.insecureAllowHTTP))cel",
     "allowConfidentialClientRegistration must not be on together with insecureAllowHTTP: secrets would travel "
     "unencrypted"},
    {R"cel(!has(self.delegateClients) || size(self.delegateClients) == 0 || !self.issuer.startsWith('http://'))cel",
     "delegateClients need an issuer with https: secrets would travel unencrypted"},
    {R"cel((!has(self.forceConfidentialRedirectUris) || size(self.forceConfidentialRedirectUris) == 0) || (has(self.allowConfidentialClientRegistration) && self.allowConfidentialClientRegistration))cel",
     "forceConfidentialRedirectUris needs allowConfidentialClientRegistration to be on"},
    {R"cel(has(self.clientSecretRef) && size(self.clientSecretRef.name) > 0 && size(self.clientSecretRef.key) > 0)cel",
     "clientSecretRef must be set, with a name and a key that are not empty"},
    {R"cel((has(self.addr) && self.addr.size() > 0) != has(self.sentinelConfig))cel",
     "either addr or sentinelConfig must be set, not both"},
    {R"cel(!(has(self.clusterMode) && self.clusterMode) || (has(self.addr) && self.addr.size() > 0))cel",
     "clusterMode needs addr"},
    {R"cel(!has(self.allowedDelegateClients) || !('*' in self.allowedDelegateClients) || size(self.allowedDelegateClients) == 1)cel",
     "allowedDelegateClients must hold the wildcard alone or client ids alone"},
    {R"cel(!(has(self.allowMayAct) && self.allowMayAct && '*' in self.allowedDelegateClients))cel",
     "allowMayAct must be off when allowedDelegateClients has the wildcard"},
    {R"cel(!has(self.actorClaim) || !(self.actorClaim in ['sub', 'iss', 'aud', 'exp', 'iat', 'nbf', 'jti', 'name', 'email', 'scope', 'scp', 'may_act']))cel",
     "actorClaim must not be a reserved claim; client_id, azp, appid and cid are usual ones"},
    {R"cel(!(has(self.allowPrivateIPs) && self.allowPrivateIPs) || (has(self.jwksUrl) && self.jwksUrl != ""))cel",
     "allowPrivateIPs needs jwksUrl"},
    {R"cel((has(self.jwtBearerGrant) && !((has(self.actorClaim) && size(self.actorClaim) > 0) || (has(self.actorMatcher) && size(self.actorMatcher) > 0) || (has(self.allowMayAct) && self.allowMayAct) || (has(self.allowedActors) && size(self.allowedActors) > 0))) || (has(self.expectedAudience) && size(self.expectedAudience) > 0))cel",
     "expectedAudience must be set, unless there is a jwtBearerGrant and no actorClaim, actorMatcher, allowMayAct or "
     "allowedActors"},
    {R"cel(!((has(self.expectedAudience) && size(self.expectedAudience) > 0) || (has(self.actorClaim) && size(self.actorClaim) > 0) || (has(self.actorMatcher) && size(self.actorMatcher) > 0) || (has(self.allowMayAct) && self.allowMayAct)) || (has(self.allowedDelegateClients) && size(self.allowedDelegateClients) > 0))cel",
     "allowedDelegateClients must be set when expectedAudience, actorClaim, actorMatcher or allowMayAct is"},
    {R"cel(duration(self.maxAssertionAge) > duration('0s'))cel", "maxAssertionAge must be longer than zero"},
    {R"cel(self.subjectBindings.all(binding, self.subjectBindings.filter(other, other.subject == binding.subject).size() == 1))cel",
     "every subject may occur once in subjectBindings"},
    {R"cel(self.type == 'oidc' ? (has(self.oidcConfig) && !has(self.oauth2Config)) : self.type == 'oauth2' ? (has(self.oauth2Config) && !has(self.oidcConfig)) : false)cel",
     "type oidc needs oidcConfig and no oauth2Config, type oauth2 needs oauth2Config and no oidcConfig"},
    {R"cel((has(self.clientId) && size(self.clientId) > 0) ? !has(self.dcrConfig) : has(self.dcrConfig))cel",
     "either clientId or dcrConfig must be set, not both"},
    {R"cel(!(has(self.dcrConfig) && has(self.clientSecretRef)))cel",
     "clientSecretRef must not be set with dcrConfig: registration provides the secret"},
    {R"cel(has(self.discoveryUrl) != has(self.registrationEndpoint))cel",
     "either discoveryUrl or registrationEndpoint must be set, not both"},
    {R"cel(self.type == 'kubernetesServiceAccount' ? has(self.kubernetesServiceAccount) : !has(self.kubernetesServiceAccount))cel",
     "kubernetesServiceAccount must be set when type is kubernetesServiceAccount, and only then"},
    {R"cel(self.type == 'inline' ? has(self.inline) : !has(self.inline))cel",
     "inline must be set when type is inline, and only then"},
    {R"cel(!(has(self.authzConfig) && has(self.authzConfigRef)))cel",
     "either authzConfig or authzConfigRef may be set, not both"},
    {R"cel(self.type == 'configMap' ? has(self.configMap) : !has(self.configMap))cel",
     "configMap must be set when type is configMap, and only then"},
    {R"cel(self.provider == 'redis' ? has(self.address) : true)cel", "provider redis needs an address"},
    {R"cel(!has(self.rateLimiting) || (has(self.sessionStorage) && self.sessionStorage.provider == 'redis'))cel",
     "rateLimiting needs a sessionStorage whose provider is redis"},
    {R"cel(!(has(self.rateLimiting) && has(self.rateLimiting.perUser)) || has(self.oidcConfigRef) || has(self.externalAuthConfigRef))cel",
     "rateLimiting.perUser needs oidcConfigRef or externalAuthConfigRef, to tell users apart"},
    {R"cel(!has(self.rateLimiting) || !has(self.rateLimiting.tools) || self.rateLimiting.tools.all(t, !has(t.perUser)) || has(self.oidcConfigRef) || has(self.externalAuthConfigRef))cel",
     "rateLimiting.tools[].perUser needs oidcConfigRef or externalAuthConfigRef, to tell users apart"},
    {R"cel(has(self.shared) || has(self.perUser) || (has(self.tools) && size(self.tools) > 0))cel",
     "shared, perUser or tools must be set"},
    {R"cel(has(self.shared) || has(self.perUser))cel", "shared or perUser must be set"},
    {R"cel(!has(self.headers) || !has(self.sensitiveHeaders) || self.sensitiveHeaders.all(sh, !(sh.name in self.headers)))cel",
     "a header must not be in headers and in sensitiveHeaders"},
    {R"cel((has(self.validating) ? size(self.validating) : 0) + (has(self.mutating) ? size(self.mutating) : 0) > 0)cel",
     "a validating or a mutating webhook must be given"},
    {R"cel(!has(self.config) || !has(self.config.rateLimiting) || (has(self.sessionStorage) && self.sessionStorage.provider == 'redis'))cel",
     "config.rateLimiting needs a sessionStorage whose provider is redis"},
    {R"cel(!(has(self.config) && has(self.config.rateLimiting) && has(self.config.rateLimiting.perUser)) || (has(self.incomingAuth) && self.incomingAuth.type == 'oidc'))cel",
     "config.rateLimiting.perUser needs incomingAuth of type oidc, to tell users apart"},
    {R"cel(!has(self.config) || !has(self.config.rateLimiting) || !has(self.config.rateLimiting.tools) || self.config.rateLimiting.tools.all(t, !has(t.perUser)) || (has(self.incomingAuth) && self.incomingAuth.type == 'oidc'))cel",
     "config.rateLimiting.tools[].perUser needs incomingAuth of type oidc, to tell users apart"},
    {R"cel(!(has(self.embeddingServerRef) && has(self.config) && has(self.config.optimizer) && has(self.config.optimizer.embeddingProvider) && self.config.optimizer.embeddingProvider == 'openai'))cel",
     "embeddingServerRef must not be set when optimizer.embeddingProvider is openai"},
    {R"cel(self == '' || duration(self) >= duration('1s'))cel", "the timeout must be at least 1s"},
    {R"cel(!has(self.embeddingHeaders) || (has(self.embeddingProvider) && self.embeddingProvider == 'openai'))cel",
     "embeddingHeaders need embeddingProvider openai"},
    {R"cel(!has(self.embeddingHeaders) || self.embeddingHeaders.all(k, k.matches('^[!#$%&\\x27*+.^_\\x60|~0-9A-Za-z-]+$') && !(k.lowerAscii() in ['authorization', 'content-type'])))cel",
     "embeddingHeaders must be HTTP header names other than Authorization and Content-Type"},
    {R"cel(self.type == 'oidc' ? has(self.oidcConfigRef) : true)cel", "type oidc needs oidcConfigRef"},
};

}  // namespace

std::string_view rule_message(std::string_view expression) {
  const auto* found = std::ranges::find(kMessages, expression, [](const auto& row) { return row.first; });
  return found == std::end(kMessages) ? std::string_view{} : found->second;
}

}  // namespace vmcp::admission
