#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model::authserver {

struct JwtBearerSubjectBinding {
  std::string subject;
  std::vector<std::string> allowed_resources;

  template <class T = JwtBearerSubjectBinding>
  static constexpr auto rows() {
    return std::tuple{always("subject", &T::subject), always("allowed_resources", &T::allowed_resources)};
  }
};

struct JwtBearerGrantPolicy {
  std::string max_assertion_age;
  std::vector<JwtBearerSubjectBinding> subject_bindings;
  std::vector<std::string> accepted_audiences;

  template <class T = JwtBearerGrantPolicy>
  static constexpr auto rows() {
    return std::tuple{always("max_assertion_age", &T::max_assertion_age),
                      always("subject_bindings", &T::subject_bindings),
                      omitempty("accepted_audiences", &T::accepted_audiences)};
  }
};

struct DelegateClientRunConfig {
  std::string client_id;
  std::string client_secret_file;
  std::string client_secret_env_var;
  std::vector<std::string> scopes;
  std::vector<std::string> audiences;

  template <class T = DelegateClientRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("client_id", &T::client_id), omitempty("client_secret_file", &T::client_secret_file),
                      omitempty("client_secret_env_var", &T::client_secret_env_var), always("scopes", &T::scopes),
                      always("audiences", &T::audiences)};
  }
};

struct TokenExchangeIssuerPolicyRunConfig {
  std::string issuer_ref;
  std::string expected_audience;
  std::string actor_claim;
  std::vector<std::string> allowed_actors;
  std::string actor_matcher;
  std::vector<std::string> allowed_delegate_clients;
  bool allow_may_act = false;

  template <class T = TokenExchangeIssuerPolicyRunConfig>
  static constexpr auto rows() {
    return std::tuple{
        always("issuer_ref", &T::issuer_ref),          always("expected_audience", &T::expected_audience),
        omitempty("actor_claim", &T::actor_claim),     omitempty("allowed_actors", &T::allowed_actors),
        omitempty("actor_matcher", &T::actor_matcher), always("allowed_delegate_clients", &T::allowed_delegate_clients),
        omitempty("allow_may_act", &T::allow_may_act)};
  }
};

struct TokenExchangeInboundGrantRunConfig {
  std::vector<DelegateClientRunConfig> delegate_clients;
  std::vector<TokenExchangeIssuerPolicyRunConfig> issuer_policies;

  template <class T = TokenExchangeInboundGrantRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("delegate_clients", &T::delegate_clients),
                      omitempty("issuer_policies", &T::issuer_policies)};
  }
};

struct JwtBearerIssuerPolicyRunConfig {
  std::string issuer_ref;
  std::string max_assertion_age;
  std::vector<JwtBearerSubjectBinding> subject_bindings;
  std::vector<std::string> accepted_audiences;

  template <class T = JwtBearerIssuerPolicyRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("issuer_ref", &T::issuer_ref), always("max_assertion_age", &T::max_assertion_age),
                      always("subject_bindings", &T::subject_bindings),
                      omitempty("accepted_audiences", &T::accepted_audiences)};
  }
};

struct JwtBearerInboundGrantRunConfig {
  std::vector<JwtBearerIssuerPolicyRunConfig> issuer_policies;

  template <class T = JwtBearerInboundGrantRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("issuer_policies", &T::issuer_policies)};
  }
};

struct InboundGrantsRunConfig {
  std::optional<TokenExchangeInboundGrantRunConfig> token_exchange;
  std::optional<JwtBearerInboundGrantRunConfig> jwt_bearer;

  template <class T = InboundGrantsRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("token_exchange", &T::token_exchange), omitempty("jwt_bearer", &T::jwt_bearer)};
  }
};

}  // namespace vmcp::model::authserver
