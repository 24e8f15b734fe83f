#include <string>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/start/config_checks.h"
#include "core/start/outgoing_strategies.h"

namespace vmcp::start {
namespace {

constexpr std::string_view kIdToken = "urn:ietf:params:oauth:token-type:id_token";

void require(const Gateway& gateway, const StatedStrategy& stated, const std::string& value, const char* field) {
  if (!value.empty()) return;
  stated.refuse(gateway, "missing-field", field, "vmcp asks for a value here");
}

void check_header_injection(const Gateway& gateway, const StatedStrategy& stated) {
  const model::config::HeaderInjectionConfig& config = *stated.strategy.header_injection;
  require(gateway, stated, config.header_name, "spec.headerInjection.headerName");
  if (config.header_value_env.empty()) {
    stated.refuse(gateway, "missing-field", "spec.headerInjection.valueSecretRef", "vmcp asks for the header's value");
  }
}

void check_xaa(const Gateway& gateway, const StatedStrategy& stated) {
  const model::config::XaaConfig& config = *stated.strategy.xaa;
  require(gateway, stated, config.idp_token_url, "spec.xaa.idpTokenUrl");
  require(gateway, stated, config.target_token_url, "spec.xaa.targetTokenUrl");
  require(gateway, stated, config.target_audience, "spec.xaa.targetAudience");
  if (!config.subject_token_type.empty() && config.subject_token_type != kIdToken) {
    stated.refuse(gateway, "invalid-value", "spec.xaa.subjectTokenType",
                  "found " + diag::quoted(config.subject_token_type) + ", expected " + diag::quoted(kIdToken));
  }
}

void check_strategy(const Gateway& gateway, const StatedStrategy& stated) {
  if (stated.strategy.type == "discovered") {
    gateway.refuse(*stated.object, "unsupported-type", stated.path,
                   "with source \"inline\" the operator writes \"discovered\" into the config, a strategy that vmcp "
                   "does not know; name an MCPExternalAuthConfig, or leave this out");
  }
  if (stated.config == nullptr) return;
  if (stated.strategy.token_exchange) {
    require(gateway, stated, stated.strategy.token_exchange->token_url, "spec.tokenExchange.tokenUrl");
  }
  if (stated.strategy.aws_sts) require(gateway, stated, stated.strategy.aws_sts->region, "spec.awsSts.region");
  if (stated.strategy.header_injection) check_header_injection(gateway, stated);
  if (stated.strategy.xaa) check_xaa(gateway, stated);
}

}  // namespace

void check_outgoing_auth(const Gateway& gateway) {
  for (const StatedStrategy& stated : stated_strategies(gateway)) check_strategy(gateway, stated);
}

void check_subject_providers(const Gateway& gateway) {
  const auto& auth_server = gateway.rendered.auth_server;
  if (!auth_server || auth_server->upstreams.size() < 2) return;
  for (const StatedStrategy& stated : stated_strategies(gateway)) {
    if (stated.config == nullptr || !stated.strategy.xaa || !stated.strategy.xaa->subject_provider_name.empty()) {
      continue;
    }
    stated.refuse(gateway, "ambiguous-subject-provider", "spec.xaa",
                  "no subjectProviderName is given, but the auth server has " +
                      std::to_string(auth_server->upstreams.size()) + " upstream providers");
  }
}

}  // namespace vmcp::start
