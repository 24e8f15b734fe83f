#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"
#include "core/start/config/header_rules.h"

namespace vmcp::start {
namespace {

using diag::quoted;
using model::field;
using model::path_of;
using model::config::OptimizerConfig;

const diag::FieldPath kPath = path_of<&model::config::Config::optimizer>();
constexpr std::string_view kOpenAi = "openai";

/// Whether a number that the schema has let pass (digits and a point) lies between 0 and `most`.
bool within(std::string_view text, double most) {
  double number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  // Too small for a double is still within.
  if (parsed.ec == std::errc::result_out_of_range) return text.find_first_of("123456789") > text.find('.');
  return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size() && number >= 0 && number <= most;
}

void check_number(const Gateway& gateway, std::string_view key, const std::string& text, int most) {
  if (text.empty() || within(text, most)) return;
  gateway.refuse_written("out-of-range", kPath / key,
                         "found " + quoted(text) + ", expected a number from 0 to " + std::to_string(most));
}

// as validateEmbeddingHeaders
void check_headers(const Gateway& gateway, const OptimizerConfig& optimizer) {
  for (const auto& [name, value] : optimizer.embedding_headers) {
    const diag::FieldPath path = (kPath / field<&OptimizerConfig::embedding_headers>()).key(name);
    if (const auto problem = header_name_problem(name)) {
      gateway.refuse_written("invalid-format", path, quoted(name) + " is no name of an HTTP header: " + *problem);
    }
    if (const auto problem = header_value_problem(value)) {
      gateway.refuse_written("invalid-format", path, "this is no value of an HTTP header: " + *problem);
    }
  }
}

// as resolveEmbeddingProvider
void check_provider(const Gateway& gateway, const OptimizerConfig& optimizer) {
  if (optimizer.embedding_provider != kOpenAi) return;
  if (optimizer.embedding_model.empty()) {
    gateway.refuse_written("missing-field", kPath / field<&OptimizerConfig::embedding_model>(),
                           "embeddingProvider \"openai\" needs the name of a model");
  }
  check_headers(gateway, optimizer);
}

// as server.New: nobody would ask the policies about the optimizer's own tools
void check_authorization(const Gateway& gateway) {
  const auto& incoming = gateway.config().incoming_auth;
  if (!incoming || !incoming->authz || incoming->authz->policies.empty()) return;
  const op::Context& context = gateway.context;
  const bool own = context.spec().config.optimizer.has_value();
  const bool inline_authz = context.spec().incoming_auth->authz_config.has_value();
  gateway.refuse(
      "conflicting-fields",
      own ? path_of<&model::VirtualMcpServerSpec::config, &model::config::Config::optimizer>()
          : path_of<&model::VirtualMcpServerSpec::embedding_server_ref>(),
      diag::Message("vmcp does not authorize calls through an optimizer: leave out either this or the policies of "
                    "spec.incomingAuth")
          .because(context.reporter.related(*context.server.object,
                                            path_of<&model::VirtualMcpServerSpec::incoming_auth>() /
                                                (inline_authz ? field<&model::IncomingAuthConfig::authz_config>()
                                                              : field<&model::IncomingAuthConfig::authz_config_ref>()),
                                            "the policies are given here")));
}

}  // namespace

void check_optimizer(const Gateway& gateway) {
  const auto& optimizer = gateway.config().optimizer;
  if (!optimizer) return;
  check_provider(gateway, *optimizer);
  check_number(gateway, field<&OptimizerConfig::hybrid_search_semantic_ratio>(),
               optimizer->hybrid_search_semantic_ratio, 1);
  check_number(gateway, field<&OptimizerConfig::semantic_distance_threshold>(), optimizer->semantic_distance_threshold,
               2);
  check_authorization(gateway);
}

}  // namespace vmcp::start
