#include "core/operator/incoming/authz.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/incoming/authz_payload.h"
#include "core/operator/references.h"
#include "core/operator/shared_verdicts.h"
#include "core/text/nearest.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::AuthzConfigRef;
using model::field;
using model::path_of;
using model::config::AuthzConfig;

constexpr std::string_view kCedar = "cedarv1";
constexpr std::string_view kDefaultKey = "authz.json";

const FieldPath& authz_path() {
  static const FieldPath kPath =
      path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::authz_config>();
  return kPath;
}

const FieldPath& authz_ref_path() {
  static const FieldPath kPath =
      path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::authz_config_ref>();
  return kPath;
}

const FieldPath kWritten = path_of<&model::config::Config::incoming_auth, &model::config::IncomingAuthConfig::authz>();

/// The upstream that a user has named as the source of claims, and where.
struct PrimaryUpstream {
  std::string_view name;
  FieldPath path;
  bool deprecated = false;
};

/// As ExplicitPrimaryUpstreamProvider: the canonical field hides the deprecated one.
PrimaryUpstream primary_upstream(const model::VirtualMcpServerSpec& spec) {
  if (spec.auth_server_config && !spec.auth_server_config->primary_upstream_provider.empty()) {
    return {spec.auth_server_config->primary_upstream_provider,
            path_of<&model::VirtualMcpServerSpec::auth_server_config,
                    &model::EmbeddedAuthServerConfig::primary_upstream_provider>(),
            false};
  }
  const auto& authz = spec.incoming_auth->authz_config;
  if (authz && authz->inline_ && !authz->inline_->primary_upstream_provider.empty()) {
    return {authz->inline_->primary_upstream_provider,
            authz_path() / field<&AuthzConfigRef::inline_, &model::InlineAuthzConfig::primary_upstream_provider>(),
            true};
  }
  return {};
}

void check_primary_upstream(const Context& context, const PrimaryUpstream& primary) {
  const auto& auth_server = context.spec().auth_server_config;
  if (!auth_server) {
    context.error("auth-server-required", primary.path,
                  "upstream " + quoted(primary.name) + " is named, but there is no spec.authServerConfig to have it");
    return;
  }
  std::vector<std::string_view> names;
  for (const auto& upstream : auth_server->upstream_providers) names.push_back(upstream.name);
  if (std::ranges::find(names, primary.name) != names.end()) return;
  context.error("unknown-upstream", primary.path,
                diag::Message(quoted(primary.name) + " is no upstream of spec.authServerConfig.upstreamProviders")
                    .suggest(text::nearest(primary.name, names)));
}

/// Policies and entities as the operator takes them over; the claim names too, where `options` has them.
model::config::AuthzConfig cedar_config(CedarOptions options) {
  model::config::AuthzConfig result;
  result.type = "cedar";
  result.policies = std::move(options.policies);
  result.entities_json = std::move(options.entities_json);
  result.group_claim_name = std::move(options.group_claim_name);
  result.role_claim_name = std::move(options.role_claim_name);
  result.group_entity_type = std::move(options.group_entity_type);
  return result;
}

/// What is made of a configuration of an authorizer, and what is wrong with it.
struct Reading {
  std::optional<CedarOptions> options = {};
  std::vector<std::string> problems = {};
  std::vector<yaml::UnknownKey> unknown = {};
};

Reading read_payload(const std::string& text) {
  Reading reading;
  reading.options =
      read_authz_payload(text, [&](std::string message) { reading.problems.push_back(std::move(message)); });
  reading.unknown = unknown_authz_keys(text);
  return reading;
}

Reading read_options(const yaml::Value& config) {
  Reading reading;
  reading.options =
      read_cedar_options(config, [&](std::string message) { reading.problems.push_back(std::move(message)); });
  return reading;
}

/// As LoadAuthzConfigFromConfigMap.
std::optional<model::config::AuthzConfig> load_config_map(const Context& context, const model::ConfigMapAuthzRef& ref) {
  const FieldPath path = authz_path() / field<&AuthzConfigRef::config_map>();
  if (ref.name.empty()) {
    context.error("reference-not-found", path / field<&model::ConfigMapAuthzRef::name>(),
                  "the ConfigMap with the policies must have a name");
    return std::nullopt;
  }
  const cluster::Object* config_map =
      resolve_config_map(context, *context.server.object, path / field<&model::ConfigMapAuthzRef::name>(), ref.name);
  if (config_map == nullptr) return std::nullopt;
  const std::string_view key = ref.key.empty() ? kDefaultKey : std::string_view{ref.key};
  const yaml::Value* text = context.cluster.entry(*config_map, "data", key);
  if (text == nullptr || !text->is_string()) {
    context.error("config-map-key-missing", path / field<&model::ConfigMapAuthzRef::key>(),
                  diag::Message("ConfigMap " + quoted(ref.name) + " has no key " + quoted(key))
                      .suggest(context.cluster.config_map(context.name_space(), ref.name)->text.nearest(key)));
    return std::nullopt;
  }
  const auto reading = shared_verdict(context, *config_map, key, [&] { return read_payload(text->as_string()); });
  for (const std::string& problem : reading->problems) {
    context.reporter.error(
        *config_map, "invalid-authz-payload", FieldPath{"data"}.key(key),
        diag::Message("this authorization payload is refused: " + problem)
            .because(context.reporter.related(*context.server.object, path, "referenced from here")));
  }
  for (const yaml::UnknownKey& unknown : reading->unknown) {
    context.reporter.warning(*config_map, "ignored-field", FieldPath{"data"}.key(key),
                             diag::Message("the authorizer does not know " +
                                           quoted((unknown.mapping / unknown.key).str()) + ", which has no effect")
                                 .suggest(unknown.meant));
  }
  if (!reading->options) return std::nullopt;
  context.notes->config.note(kWritten, {config_map, FieldPath{"data"}.key(key), context.server.object, path},
                             Origins::Extent::kWhole);
  return cedar_config(*reading->options);
}

/// As convertAuthzConfig, less the primary upstream.
std::optional<model::config::AuthzConfig> convert_own(const Context& context, const model::AuthzConfigRef& authz) {
  std::optional<model::config::AuthzConfig> result;
  if (authz.config_map) {
    result = load_config_map(context, *authz.config_map);
  } else {
    context.notes->config.note(kWritten,
                               {context.server.object, authz_path() / field<&AuthzConfigRef::inline_>(), nullptr, {}});
    result = cedar_config({});
    if (authz.inline_) {
      result->policies = authz.inline_->policies;
      result->entities_json = authz.inline_->entities_json;
    }
  }
  if (!result) return std::nullopt;
  const auto override_by = [&](std::string_view key, std::string_view stated, const std::string& own,
                               std::string& value) {
    if (own.empty()) return;
    value = own;
    context.notes->config.note(kWritten / key, {context.server.object, authz_path() / stated, nullptr, {}});
  };
  override_by(field<&AuthzConfig::group_claim_name>(), field<&AuthzConfigRef::group_claim_name>(),
              authz.group_claim_name, result->group_claim_name);
  override_by(field<&AuthzConfig::role_claim_name>(), field<&AuthzConfigRef::role_claim_name>(), authz.role_claim_name,
              result->role_claim_name);
  override_by(field<&AuthzConfig::group_entity_type>(), field<&AuthzConfigRef::group_entity_type>(),
              authz.group_entity_type, result->group_entity_type);
  return result;
}

/// As handleAuthzConfig and resolveAuthzConfigRef, with what the MCPAuthzConfig's own controller checks.
std::optional<model::config::AuthzConfig> convert_shared(const Context& context,
                                                         const model::McpAuthzConfigReference& ref) {
  const auto* config = resolve<model::McpAuthzConfigSpec>(
      context, *context.server.object, authz_ref_path() / field<&model::McpAuthzConfigReference::name>(), ref.name);
  if (config == nullptr) return std::nullopt;
  const auto refuse = [&](diag::Code code, const FieldPath& path, std::string message) {
    context.reporter.error(
        *config->object, code, path,
        diag::Message(std::move(message))
            .because(context.reporter.related(*context.server.object, authz_ref_path(), "referenced from here")));
  };
  if (config->spec.type != kCedar) {
    refuse("unsupported-type", path_of<&model::McpAuthzConfigSpec::type>(),
           "found " + quoted(config->spec.type) + "; a VirtualMCPServer supports only \"cedarv1\"");
    return std::nullopt;
  }
  const FieldPath stated = path_of<&model::McpAuthzConfigSpec::config>();
  const auto reading =
      shared_verdict(context, *config->object, stated.str(), [&] { return read_options(config->spec.config); });
  for (const std::string& problem : reading->problems) {
    refuse("invalid-authz-payload", stated, "this authorizer configuration is refused: " + problem);
  }
  if (!reading->options) return std::nullopt;
  const auto note = [&](const FieldPath& written, const FieldPath& own) {
    context.notes->config.note(written, {config->object, own, context.server.object, authz_ref_path()});
  };
  note(kWritten, stated);
  note(kWritten / field<&AuthzConfig::entities_json>(), stated / "entities_json");
  note(kWritten / field<&AuthzConfig::group_claim_name>(), stated / "group_claim_name");
  note(kWritten / field<&AuthzConfig::role_claim_name>(), stated / "role_claim_name");
  note(kWritten / field<&AuthzConfig::group_entity_type>(), stated / "group_entity_type");
  return cedar_config(*reading->options);
}

}  // namespace

void validate_authz(const Context& context) {
  const auto& incoming = context.spec().incoming_auth;
  if (!incoming || (!incoming->authz_config && !incoming->authz_config_ref)) return;
  const PrimaryUpstream primary = primary_upstream(context.spec());
  if (primary.deprecated) {
    const std::string successor = path_of<&model::VirtualMcpServerSpec::auth_server_config,
                                          &model::EmbeddedAuthServerConfig::primary_upstream_provider>()
                                      .str();
    diag::Message message = "this field is deprecated; write " + successor + " instead";
    if (context.spec().auth_server_config) message.cured_by({diag::Cure::Kind::kMove, successor, {}});
    context.warning("deprecated-field", primary.path, std::move(message));
  }
  const auto& auth_server = context.spec().auth_server_config;
  if (incoming->authz_config && auth_server && auth_server->upstream_providers.empty()) {
    context.error("missing-field",
                  path_of<&model::VirtualMcpServerSpec::auth_server_config,
                          &model::EmbeddedAuthServerConfig::upstream_providers>(),
                  "policies see the claims of an upstream, and this auth server has none");
    return;
  }
  if (!primary.name.empty()) {
    check_primary_upstream(context, primary);
  } else if (incoming->authz_config && auth_server && auth_server->upstream_providers.size() > 1) {
    context.warning("auto-selected-upstream",
                    path_of<&model::VirtualMcpServerSpec::auth_server_config,
                            &model::EmbeddedAuthServerConfig::upstream_providers>(),
                    "policies see the claims of the first of several upstreams, " +
                        quoted(auth_server->upstream_providers.front().name) +
                        "; name one in spec.authServerConfig.primaryUpstreamProvider");
  }
}

std::optional<model::config::AuthzConfig> convert_authz(const Context& context) {
  const auto& incoming = context.spec().incoming_auth;
  if (!incoming) return std::nullopt;
  std::optional<model::config::AuthzConfig> result;
  if (incoming->authz_config) {
    result = convert_own(context, *incoming->authz_config);
  } else if (incoming->authz_config_ref) {
    result = convert_shared(context, *incoming->authz_config_ref);
  }
  if (!result) return std::nullopt;
  const auto& auth_server = context.spec().auth_server_config;
  if (const PrimaryUpstream primary = primary_upstream(context.spec()); !primary.name.empty()) {
    result->primary_upstream_provider = primary.name;
  } else if (auth_server && !auth_server->upstream_providers.empty()) {
    result->primary_upstream_provider = auth_server->upstream_providers.front().name;
  }
  return result;
}

}  // namespace vmcp::op
