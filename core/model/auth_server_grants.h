#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/references.h"
#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model {

struct DelegateClientConfig {
  std::string client_id;
  std::optional<SecretKeyRef> client_secret_ref;
  std::vector<std::string> scopes;
  std::vector<std::string> audiences;

  template <class T = DelegateClientConfig>
  static constexpr auto rows() {
    return std::tuple{always("clientId", &T::client_id), always("clientSecretRef", &T::client_secret_ref),
                      always("scopes", &T::scopes), always("audiences", &T::audiences)};
  }
};

struct JwtBearerSubjectBinding {
  std::string subject;
  std::vector<std::string> allowed_resources;

  template <class T = JwtBearerSubjectBinding>
  static constexpr auto rows() {
    return std::tuple{always("subject", &T::subject), always("allowedResources", &T::allowed_resources)};
  }
};

struct JwtBearerGrantConfig {
  std::optional<MetaDuration> max_assertion_age;
  std::vector<JwtBearerSubjectBinding> subject_bindings;
  std::vector<std::string> accepted_audiences;

  template <class T = JwtBearerGrantConfig>
  static constexpr auto rows() {
    return std::tuple{always("maxAssertionAge", &T::max_assertion_age), always("subjectBindings", &T::subject_bindings),
                      omitempty("acceptedAudiences", &T::accepted_audiences)};
  }
};

struct TokenExchangeIssuerPolicyConfig {
  std::string issuer_ref;
  std::string expected_audience;
  std::string actor_claim;
  std::vector<std::string> allowed_actors;
  std::string actor_matcher;
  std::vector<std::string> allowed_delegate_clients;
  bool allow_may_act = false;

  template <class T = TokenExchangeIssuerPolicyConfig>
  static constexpr auto rows() {
    return std::tuple{
        always("issuerRef", &T::issuer_ref),          always("expectedAudience", &T::expected_audience),
        omitempty("actorClaim", &T::actor_claim),     omitempty("allowedActors", &T::allowed_actors),
        omitempty("actorMatcher", &T::actor_matcher), always("allowedDelegateClients", &T::allowed_delegate_clients),
        omitempty("allowMayAct", &T::allow_may_act)};
  }
};

struct TokenExchangeInboundGrantConfig {
  std::vector<DelegateClientConfig> delegate_clients;
  std::vector<TokenExchangeIssuerPolicyConfig> issuer_policies;

  template <class T = TokenExchangeInboundGrantConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("delegateClients", &T::delegate_clients),
                      omitempty("issuerPolicies", &T::issuer_policies)};
  }
};

struct JwtBearerIssuerPolicyConfig {
  std::string issuer_ref;
  std::optional<MetaDuration> max_assertion_age;
  std::vector<JwtBearerSubjectBinding> subject_bindings;
  std::vector<std::string> accepted_audiences;

  template <class T = JwtBearerIssuerPolicyConfig>
  static constexpr auto rows() {
    return std::tuple{always("issuerRef", &T::issuer_ref), always("maxAssertionAge", &T::max_assertion_age),
                      always("subjectBindings", &T::subject_bindings),
                      omitempty("acceptedAudiences", &T::accepted_audiences)};
  }
};

struct JwtBearerInboundGrantConfig {
  std::vector<JwtBearerIssuerPolicyConfig> issuer_policies;

  template <class T = JwtBearerInboundGrantConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("issuerPolicies", &T::issuer_policies)};
  }
};

struct InboundGrantsConfig {
  std::vector<yaml::Value> spiffe_client_auth;  ///< not looked into: the operator refuses all of SPIFFE
  std::optional<TokenExchangeInboundGrantConfig> token_exchange;
  std::optional<JwtBearerInboundGrantConfig> jwt_bearer;

  template <class T = InboundGrantsConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("spiffeClientAuth", &T::spiffe_client_auth),
                      omitempty("tokenExchange", &T::token_exchange), omitempty("jwtBearer", &T::jwt_bearer)};
  }
};

}  // namespace vmcp::model
