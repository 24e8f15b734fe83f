#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "core/admission/variable.h"
#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/auth_server/parts.h"
#include "core/operator/behaviour.h"
#include "core/operator/url_rules.h"

namespace vmcp::op {
namespace {

using diag::quoted;
using model::field;
namespace out = model::authserver;

/// What the auth server supports when no scopes are named.
constexpr std::array<std::string_view, 4> kDefaultScopes = {"openid", "profile", "email", "offline_access"};

template <class Range>
bool contains(const Range& range, const std::string& value) {
  return std::ranges::find(range, value) != range.end();
}

}  // namespace

std::vector<out::DelegateClientRunConfig> convert_delegate_clients(
    const std::vector<model::DelegateClientConfig>& clients) {
  std::vector<out::DelegateClientRunConfig> result;
  for (const auto& client : clients) {
    std::string variable = delegate_secret_env_name(result.size());
    result.push_back({client.client_id, "", std::move(variable), client.scopes, client.audiences});
  }
  return result;
}

void validate_delegate_clients(const Context& context, const out::RunConfig& config, const Grants& grants) {
  const bool judges_ids = behaviour_of(context.settings.release.set).judges_clients_as_vmcp;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < grants.clients.size(); ++i) {
    const out::DelegateClientRunConfig& client = grants.clients[i];
    const diag::FieldPath path = grants.clients_path[i];
    if (judges_ids && is_client_document_url(client.client_id)) {
      context.error("invalid-value", path / field<&model::DelegateClientConfig::client_id>(),
                    quoted(client.client_id) +
                        " looks like the URL of a client metadata document; a delegate client "
                        "needs an id that is no URL");
    }
    if (!seen.insert(client.client_id).second) {
      context.error("duplicate-list-item", path / field<&model::DelegateClientConfig::client_id>(),
                    "client " + quoted(client.client_id) + " is declared more than once");
    }
    for (std::size_t j = 0; j < client.scopes.size(); ++j) {
      const std::string& scope = client.scopes[j];
      const bool supported =
          config.scopes_supported.empty() ? contains(kDefaultScopes, scope) : contains(config.scopes_supported, scope);
      if (supported) continue;
      context.error(
          "unsupported-scope", (path / field<&model::DelegateClientConfig::scopes>())[j],
          "scope " + quoted(scope) + " is not among the scopes of spec.incomingAuth.oidcConfigRef" +
              (config.scopes_supported.empty() ? ", by default openid, profile, email and offline_access" : ""));
    }
    for (std::size_t j = 0; j < client.audiences.size(); ++j) {
      const auto is_asked_for = [&](const std::string& one) {
        return admission::may_be_same(one, client.audiences[j]);
      };
      if (std::ranges::any_of(config.allowed_audiences, is_asked_for)) continue;
      const std::string& resource = config.allowed_audiences.front();
      context.error("audience-not-allowed", (path / field<&model::DelegateClientConfig::audiences>())[j],
                    diag::Message("audience " + quoted(client.audiences[j]) +
                                  " is not the resource URL of this gateway, " + quoted(resource))
                        .suggest(resource));
    }
  }
}

}  // namespace vmcp::op
