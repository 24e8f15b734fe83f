#include "core/operator/outgoing/external_auth.h"

#include <utility>

#include "core/model/path_of.h"
#include "core/operator/env_name.h"

namespace vmcp::op {
namespace {

using Spec = model::McpExternalAuthConfigSpec;
using model::field;
using model::path_of;
using model::config::BackendAuthStrategy;

constexpr std::int32_t kShortestSession = 900;
constexpr std::int32_t kLongestSession = 43200;

// as MCPExternalAuthConfig.validateAWSSts, less what the schema has refused
std::optional<ExternalAuthFault> aws_sts_fault(const model::AwsStsConfig& config) {
  const diag::FieldPath path = path_of<&Spec::aws_sts>();
  if (config.fallback_role_arn.empty() && config.role_mappings.empty()) {
    return ExternalAuthFault{path, "neither fallbackRoleArn nor roleMappings is set; expected at least one of them"};
  }
  for (std::size_t i = 0; i < config.role_mappings.size(); ++i) {
    const model::RoleMapping& mapping = config.role_mappings[i];
    const diag::FieldPath at = path_of<&Spec::aws_sts, &model::AwsStsConfig::role_mappings>(i);
    if (mapping.role_arn.empty()) {
      return ExternalAuthFault{at / field<&model::RoleMapping::role_arn>(), "a role mapping needs a roleArn"};
    }
    if (mapping.claim.empty() && mapping.matcher.empty()) {
      return ExternalAuthFault{at, "a role mapping needs claim or matcher"};
    }
    if (!mapping.claim.empty() && !mapping.matcher.empty()) {
      return ExternalAuthFault{at, "claim and matcher exclude each other in a role mapping"};
    }
  }
  if (config.session_duration &&
      (*config.session_duration < kShortestSession || *config.session_duration > kLongestSession)) {
    return ExternalAuthFault{
        path / field<&model::AwsStsConfig::session_duration>(),
        "sessionDuration is " + std::to_string(*config.session_duration) + ", expected 900 to 43200 seconds"};
  }
  return std::nullopt;
}

std::string full_token_type(const std::string& type) {
  if (type == "access_token" || type == "id_token" || type == "jwt") return "urn:ietf:params:oauth:token-type:" + type;
  return type;
}

model::config::TokenExchangeConfig convert(const model::TokenExchangeConfig& source) {
  model::config::TokenExchangeConfig result;
  result.token_url = source.token_url;
  result.client_id = source.client_id;
  result.audience = source.audience;
  result.scopes = source.scopes;
  result.subject_token_type = full_token_type(source.subject_token_type);
  result.subject_provider_name = source.subject_provider_name;
  return result;
}

model::config::AwsStsConfig convert(const model::AwsStsConfig& source) {
  model::config::AwsStsConfig result;
  result.region = source.region;
  result.service = source.service;
  result.fallback_role_arn = source.fallback_role_arn;
  for (const model::RoleMapping& mapping : source.role_mappings) {
    result.role_mappings.push_back({mapping.claim, mapping.matcher, mapping.role_arn, mapping.priority});
  }
  result.role_claim = source.role_claim;
  result.session_duration = source.session_duration;
  result.session_name_claim = source.session_name_claim;
  result.subject_provider_name = source.subject_provider_name;
  return result;
}

model::config::XaaConfig convert(const model::XaaSpec& source) {
  model::config::XaaConfig result;
  result.idp_token_url = source.idp_token_url;
  result.idp_client_id = source.idp_client_id;
  result.target_token_url = source.target_token_url;
  result.insecure_target_token_url = source.insecure_target_token_url;
  result.target_client_id = source.target_client_id;
  result.target_audience = source.target_audience;
  result.target_resource = source.target_resource;
  result.scopes = source.scopes;
  result.subject_provider_name = source.subject_provider_name;
  result.subject_token_type = source.subject_token_type;
  return result;
}

std::string variable_name(std::string_view prefix, const ExternalAuthConfig& config) {
  return std::string(prefix) + env_name(config.name());
}

std::string token_exchange_variable(const ExternalAuthConfig& config) {
  return variable_name("TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET_", config);
}
std::string header_injection_variable(const ExternalAuthConfig& config) {
  return variable_name("TOOLHIVE_HEADER_INJECTION_VALUE_", config);
}
std::string xaa_idp_variable(const ExternalAuthConfig& config) {
  return variable_name("TOOLHIVE_XAA_IDP_CLIENT_SECRET_", config);
}
std::string xaa_target_variable(const ExternalAuthConfig& config) {
  return variable_name("TOOLHIVE_XAA_TARGET_CLIENT_SECRET_", config);
}

}  // namespace

std::optional<ExternalAuthFault> external_auth_fault(const Spec& spec) {
  if (spec.type == "obo") {
    return ExternalAuthFault{path_of<&Spec::type>(), "type \"obo\" needs an enterprise build of ToolHive"};
  }
  if (spec.type == "awsSts" && spec.aws_sts) return aws_sts_fault(*spec.aws_sts);
  return std::nullopt;
}

bool is_convertible(const Spec& spec) {
  return spec.type == "unauthenticated" || (spec.type == "tokenExchange" && spec.token_exchange) ||
         (spec.type == "headerInjection" && spec.header_injection) ||
         (spec.type == "upstreamInject" && spec.upstream_inject) || (spec.type == "awsSts" && spec.aws_sts) ||
         (spec.type == "xaa" && spec.xaa);
}

BackendAuthStrategy to_strategy(const ExternalAuthConfig& config) {
  const Spec& spec = config.spec;
  BackendAuthStrategy strategy;
  if (spec.type == "tokenExchange") {
    strategy.type = "token_exchange";
    strategy.token_exchange = convert(*spec.token_exchange);
    if (spec.token_exchange->client_secret_ref) {
      strategy.token_exchange->client_secret_env = token_exchange_variable(config);
    }
  } else if (spec.type == "headerInjection") {
    strategy.type = "header_injection";
    strategy.header_injection.emplace().header_name = spec.header_injection->header_name;
    if (spec.header_injection->value_secret_ref) {
      strategy.header_injection->header_value_env = header_injection_variable(config);
    }
  } else if (spec.type == "upstreamInject") {
    strategy.type = "upstream_inject";
    strategy.upstream_inject.emplace().provider_name = spec.upstream_inject->provider_name;
  } else if (spec.type == "awsSts") {
    strategy.type = "aws_sts";
    strategy.aws_sts = convert(*spec.aws_sts);
  } else if (spec.type == "xaa") {
    strategy.type = "xaa";
    strategy.xaa = convert(*spec.xaa);
  } else {
    strategy.type = "unauthenticated";
  }
  return strategy;
}

BackendAuthStrategy to_inline_strategy(const ExternalAuthConfig& config) {
  BackendAuthStrategy strategy = to_strategy(config);
  if (strategy.xaa) {
    if (config.spec.xaa->idp_client_secret_ref) strategy.xaa->idp_client_secret_env = xaa_idp_variable(config);
    if (config.spec.xaa->target_client_secret_ref) strategy.xaa->target_client_secret_env = xaa_target_variable(config);
  }
  return strategy;
}

std::vector<ExternalAuthSecret> external_auth_secrets(const ExternalAuthConfig& config) {
  const Spec& spec = config.spec;
  std::vector<ExternalAuthSecret> secrets;
  const auto add = [&](diag::FieldPath path, std::string variable,
                       const std::optional<model::SecretKeyRef>& reference) {
    if (reference) secrets.push_back({std::move(path), std::move(variable), *reference});
  };
  if (spec.type == "tokenExchange" && spec.token_exchange) {
    add(path_of<&Spec::token_exchange, &model::TokenExchangeConfig::client_secret_ref>(),
        token_exchange_variable(config), spec.token_exchange->client_secret_ref);
  } else if (spec.type == "headerInjection" && spec.header_injection) {
    add(path_of<&Spec::header_injection, &model::HeaderInjectionConfig::value_secret_ref>(),
        header_injection_variable(config), spec.header_injection->value_secret_ref);
  } else if (spec.type == "xaa" && spec.xaa) {
    add(path_of<&Spec::xaa, &model::XaaSpec::idp_client_secret_ref>(), xaa_idp_variable(config),
        spec.xaa->idp_client_secret_ref);
    add(path_of<&Spec::xaa, &model::XaaSpec::target_client_secret_ref>(), xaa_target_variable(config),
        spec.xaa->target_client_secret_ref);
  }
  return secrets;
}

}  // namespace vmcp::op
