#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/text/nearest.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
using model::path_of;

/// As validateProviderList: the first upstream is for everybody.
void check_upstreams(const Context& context, const FieldPath& path, const std::vector<std::string>& chosen,
                     const std::vector<std::string_view>& names) {
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i] == names.front()) {
      context.error("invalid-value", path[i],
                    "upstream " + quoted(chosen[i]) +
                        " is the first one, which every user has; a filter chooses among "
                        "the others");
    } else if (std::ranges::find(names, chosen[i]) == names.end()) {
      context.error("unknown-upstream", path[i],
                    diag::Message(quoted(chosen[i]) + " is no upstream of spec.authServerConfig.upstreamProviders")
                        .suggest(text::nearest(chosen[i], names)));
    }
  }
}

}  // namespace

void validate_upstream_filter(const Context& context) {
  const auto& filter = context.spec().auth_server_upstream_filter;
  const auto& auth_server = context.spec().auth_server_config;
  // Admission wants an auth server with two upstreams.
  if (!filter || !auth_server || auth_server->upstream_providers.empty()) return;
  std::vector<std::string_view> names;
  for (const auto& upstream : auth_server->upstream_providers) names.push_back(upstream.name);
  const FieldPath path = path_of<&model::VirtualMcpServerSpec::auth_server_upstream_filter>();
  for (std::size_t i = 0; i < filter->rules.size(); ++i) {
    const FieldPath rule = (path / field<&model::AuthServerUpstreamFilterConfig::rules>())[i];
    const std::vector<std::string>& groups = filter->rules[i].groups;
    if (const auto empty = std::ranges::find(groups, ""); empty != groups.end()) {
      context.error(
          "invalid-value",
          (rule / field<&model::UpstreamFilterGroupRule::groups>())[static_cast<std::size_t>(empty - groups.begin())],
          "the name of a group must not be empty");
    }
    check_upstreams(context, rule / field<&model::UpstreamFilterGroupRule::upstream_providers>(),
                    filter->rules[i].upstream_providers, names);
  }
  check_upstreams(context, path / field<&model::AuthServerUpstreamFilterConfig::default_upstreams>(),
                  filter->default_upstreams, names);
}

}  // namespace vmcp::op
