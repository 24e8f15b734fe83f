#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/field_path.h"
#include "core/model/row.h"
#include "core/yaml/unknown_key.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// What a Cedar authorizer is configured with. Claims of several values and the primary upstream are read, because a
/// wrong type there is refused too, but never used.
struct CedarOptions {
  std::vector<std::string> policies;
  std::string entities_json;
  std::string primary_upstream_provider;
  std::string group_claim_name;
  std::string role_claim_name;
  std::string group_entity_type;
  std::vector<std::string> multi_valued_claims;

  static constexpr auto rows() {
    return std::tuple{model::always("policies", &CedarOptions::policies),
                      model::always("entities_json", &CedarOptions::entities_json),
                      model::always("primary_upstream_provider", &CedarOptions::primary_upstream_provider),
                      model::always("group_claim_name", &CedarOptions::group_claim_name),
                      model::always("role_claim_name", &CedarOptions::role_claim_name),
                      model::always("group_entity_type", &CedarOptions::group_entity_type),
                      model::always("multi_valued_claims", &CedarOptions::multi_valued_claims)};
  }
};

/// The keys of a payload that no authorizer reads, an object or the text of one; of the options of one authorizer alone
/// where `type` names it, as an MCPAuthzConfig has them. Keys match without regard to case.
std::vector<yaml::UnknownKey> unknown_authz_keys(std::string_view text);
std::vector<yaml::UnknownKey> unknown_authz_keys(const yaml::Value& options, std::string_view type,
                                                 const diag::FieldPath& path);

/// Receives what is wrong with a payload, in words that follow its name.
using PayloadProblems = std::function<void(std::string message)>;

/// Reads the authorizer configuration that a ConfigMap holds as YAML or JSON text, as loosely as
/// LoadAuthzConfigFromConfigMap does: keys match without regard to case, repeated keys and further documents pass.
/// Nothing when it is refused; then `problem` was called.
std::optional<CedarOptions> read_authz_payload(std::string_view text, const PayloadProblems& problem);

/// Whether a payload is in order for the authorizer that it names, Cedar or another, as LoadAuthzConfigFromConfigMap
/// asks; else `problem` was called.
bool check_authz_payload(std::string_view text, const PayloadProblems& problem);

/// Reads the `cedar` part of an authorizer configuration by itself, as an MCPAuthzConfig holds it.
/// Nothing when it is refused; then `problem` was called.
std::optional<CedarOptions> read_cedar_options(const yaml::Value& value, const PayloadProblems& problem);

}  // namespace vmcp::op
