#include "core/operator/members/member_auth.h"

#include "core/diag/quoted.h"
#include "core/go/url.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/operator/incoming/authz_payload.h"
#include "core/operator/shared_verdicts.h"
#include "core/operator/url_rules.h"

namespace vmcp::op {
namespace {

using diag::quoted;

/// What remains of a volume's name after its prefix.
constexpr std::size_t kLongestCaBundleName = 48;
constexpr std::int32_t kDefaultProxyPort = 8080;

std::optional<std::string> url_fault(const std::string& text, bool allow_http) {
  if (text.empty()) return std::nullopt;
  const go::url::Parsed url = go::url::parse(text);
  if (const auto problem = http_url_problem(url)) return quoted(text) + ": " + *problem;
  if (url->scheme == "http" && !allow_http) return quoted(text) + " uses http";
  return std::nullopt;
}

/// What tokens for a member are issued for.
std::string resource_of(const cluster::Object& member, const model::McpOidcConfigReference& oidc, std::int32_t port) {
  if (!oidc.resource_url.empty()) return oidc.resource_url;
  return "http://" + member.name + '.' + member.name_space + ".svc.cluster.local:" + std::to_string(port);
}

std::optional<std::string> fault_of(const Context& context, const cluster::Object& member,
                                    const std::optional<model::McpOidcConfigReference>& oidc, std::int32_t stated_port,
                                    const std::optional<model::EmbeddedAuthServerConfig>& config) {
  if (!oidc) return "an auth server needs oidcConfigRef";
  const std::int32_t port = stated_port > 0 ? stated_port : kDefaultProxyPort;
  const std::string resource = resource_of(member, *oidc, port);
  if (oidc->audience != resource) {
    return "an auth server needs oidcConfigRef.audience to equal the resource URL " + quoted(resource) + ", found " +
           quoted(oidc->audience);
  }
  if (!config) return std::nullopt;
  if (config->tls_listener && port == kTlsListenerPort) {
    return "proxyPort " + std::to_string(port) + " is the port of the auth server's TLS listener";
  }
  return auth_server_fault(context, *config, resource, oidc->scopes);
}

/// Reads a configuration of an authorizer; the last of its problems.
template <class Read>
std::optional<std::string> last_problem(const Read& read) {
  std::optional<std::string> last;
  read([&](std::string message) { last = std::move(message); });
  return last;
}

}  // namespace

std::optional<std::string> oidc_fault(const model::McpOidcConfigSpec& spec) {
  if (spec.type != "inline" || !spec.inline_) return std::nullopt;
  const model::InlineOidcSharedConfig& config = *spec.inline_;
  if (auto fault = url_fault(config.issuer, config.insecure_allow_http)) return "issuer " + *fault;
  if (auto fault = url_fault(config.jwks_url, config.insecure_allow_http)) return "jwksUrl " + *fault;
  if (!config.ca_bundle_ref) return std::nullopt;
  const auto& bundle = config.ca_bundle_ref->config_map_ref;
  if (!bundle || bundle->name.empty()) return "caBundleRef names no ConfigMap";
  if (bundle->name.size() > kLongestCaBundleName) {
    return "the name of ConfigMap " + quoted(bundle->name) + " is too long for a volume";
  }
  return std::nullopt;
}

std::optional<std::string> authz_fault(const Context& context,
                                       const cluster::Resource<model::McpAuthzConfigSpec>& config) {
  if (config.spec.type != "cedarv1") return std::nullopt;
  return *shared_verdict(context, *config.object, "spec.config", [&] {
    return last_problem([&](const PayloadProblems& problem) { read_cedar_options(config.spec.config, problem); });
  });
}

std::optional<std::string> authz_fault(const Context& context, const model::ConfigMapAuthzRef& reference,
                                       Authorizer authorizer) {
  const std::string title = "ConfigMap " + quoted(reference.name);
  const auto* config_map = context.cluster.find("", "ConfigMap", context.name_space(), reference.name);
  if (config_map == nullptr) {
    // What a controller or a build fills in is not known here.
    const bool is_made = context.cluster.config_map(context.name_space(), reference.name).has_value();
    return is_made ? std::nullopt : std::optional(title + " is not there");
  }
  const std::string key = reference.key.empty() ? "authz.json" : reference.key;
  const yaml::Value* data = config_map->value.find("data");
  const yaml::Value* text = data == nullptr ? nullptr : data->find(key);
  if (text == nullptr || !text->is_string()) return title + " has no key " + quoted(key);
  const std::string& payload = text->as_string();
  const auto as_cedar = [&] {
    return last_problem([&](const PayloadProblems& problem) { read_authz_payload(payload, problem); });
  };
  const auto as_any = [&] {
    return last_problem([&](const PayloadProblems& problem) { check_authz_payload(payload, problem); });
  };
  const auto problem = authorizer == Authorizer::kCedar ? shared_verdict(context, *config_map, key, as_cedar)
                                                        : shared_verdict(context, *config_map, key, as_any);
  return *problem ? std::optional(title + ": " + **problem) : std::nullopt;
}

std::optional<std::string> embedded_auth_server_fault(const Context& context, const cluster::Object& member,
                                                      const model::McpServerSpec& spec,
                                                      const std::optional<model::EmbeddedAuthServerConfig>& config) {
  return fault_of(context, member, spec.oidc_config_ref, spec.proxy_port, config);
}

std::optional<std::string> embedded_auth_server_fault(const Context& context, const cluster::Object& member,
                                                      const model::McpRemoteProxySpec& spec,
                                                      const std::optional<model::EmbeddedAuthServerConfig>& config) {
  return fault_of(context, member, spec.oidc_config_ref, spec.proxy_port, config);
}

}  // namespace vmcp::op
