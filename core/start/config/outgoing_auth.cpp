#include <string>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using model::field;
using model::path_of;
using model::config::BackendAuthStrategy;

constexpr std::string_view kIdToken = "urn:ietf:params:oauth:token-type:id_token";

/// Every strategy of config.yaml with its path there: the default first, then the backends by name.
template <class Visit>
void for_each_strategy(const Gateway& gateway, Visit visit) {
  const FieldPath path = path_of<&model::config::Config::outgoing_auth>();
  const model::config::OutgoingAuthConfig& auth = *gateway.config().outgoing_auth;
  if (auth.default_) visit(path / field<&model::config::OutgoingAuthConfig::default_>(), *auth.default_);
  for (const auto& [name, strategy] : auth.backends) {
    visit((path / field<&model::config::OutgoingAuthConfig::backends>()).key(name), strategy);
  }
}

void require(const Gateway& gateway, const std::string& value, const FieldPath& path) {
  if (value.empty()) gateway.refuse_written("missing-field", path, "vmcp asks for a value here");
}

void check_header_injection(const Gateway& gateway, const FieldPath& path,
                            const model::config::HeaderInjectionConfig& config) {
  require(gateway, config.header_name, path / field<&model::config::HeaderInjectionConfig::header_name>());
  if (config.header_value_env.empty()) {
    gateway.refuse_written("missing-field", path / field<&model::config::HeaderInjectionConfig::header_value_env>(),
                           "vmcp asks for the header's value");
  }
}

void check_xaa(const Gateway& gateway, const FieldPath& path, const model::config::XaaConfig& config) {
  require(gateway, config.idp_token_url, path / field<&model::config::XaaConfig::idp_token_url>());
  require(gateway, config.target_token_url, path / field<&model::config::XaaConfig::target_token_url>());
  require(gateway, config.target_audience, path / field<&model::config::XaaConfig::target_audience>());
  if (!config.subject_token_type.empty() && config.subject_token_type != kIdToken) {
    gateway.refuse_written("invalid-value", path / field<&model::config::XaaConfig::subject_token_type>(),
                           "found " + diag::quoted(config.subject_token_type) + ", expected " + diag::quoted(kIdToken));
  }
}

void check_strategy(const Gateway& gateway, const FieldPath& path, const BackendAuthStrategy& strategy) {
  if (strategy.type == "discovered") {
    gateway.refuse_written("unsupported-type", path / field<&BackendAuthStrategy::type>(),
                           "with source \"inline\" the operator writes \"discovered\" into the config, a strategy that "
                           "vmcp does not know; name an MCPExternalAuthConfig, or leave this out");
  }
  if (strategy.token_exchange) {
    require(gateway, strategy.token_exchange->token_url,
            path / field<&BackendAuthStrategy::token_exchange, &model::config::TokenExchangeConfig::token_url>());
  }
  if (strategy.aws_sts) {
    require(gateway, strategy.aws_sts->region,
            path / field<&BackendAuthStrategy::aws_sts, &model::config::AwsStsConfig::region>());
  }
  if (strategy.header_injection) {
    check_header_injection(gateway, path / field<&BackendAuthStrategy::header_injection>(), *strategy.header_injection);
  }
  if (strategy.xaa) check_xaa(gateway, path / field<&BackendAuthStrategy::xaa>(), *strategy.xaa);
}

}  // namespace

void check_outgoing_auth(const Gateway& gateway) {
  for_each_strategy(gateway, [&](const FieldPath& path, const BackendAuthStrategy& strategy) {
    check_strategy(gateway, path, strategy);
  });
}

void check_subject_providers(const Gateway& gateway) {
  const auto& auth_server = gateway.rendered.auth_server;
  if (!auth_server || auth_server->upstreams.size() < 2) return;
  for_each_strategy(gateway, [&](const FieldPath& path, const BackendAuthStrategy& strategy) {
    if (!strategy.xaa || !strategy.xaa->subject_provider_name.empty()) return;
    gateway.refuse_written("ambiguous-subject-provider", path / field<&BackendAuthStrategy::xaa>(),
                           "no subjectProviderName is given, but the auth server has " +
                               std::to_string(auth_server->upstreams.size()) + " upstream providers");
  });
}

}  // namespace vmcp::start
