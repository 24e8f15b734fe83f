#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/text/nearest.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;

constexpr std::string_view kConfigKind = "MCPExternalAuthConfig";

/// The blocks of an MCPExternalAuthConfig that take a token from an upstream, by its type, and the field that names it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kProviders = {
    {{"upstreamInject", "providerName"},
     {"tokenExchange", "subjectProviderName"},
     {"awsSts", "subjectProviderName"},
     {"xaa", "subjectProviderName"},
     {"obo", "subjectTokenProviderName"}}};

/// The upstreams of an auth server.
class Upstreams {
 public:
  explicit Upstreams(const yaml::Value& auth_server) : Upstreams(names_of(auth_server)) {}

  /// Whether it may have one of this name.
  bool may_have(std::string_view name) const { return !are_stated_ || index_.contains(name); }
  std::string_view nearest(std::string_view name) const { return index_.nearest(name); }

 private:
  explicit Upstreams(std::vector<std::string_view> names)
      : are_stated_(std::ranges::all_of(names, is_stated)), index_(std::move(names)) {}

  /// The only one may go without a name.
  static std::vector<std::string_view> names_of(const yaml::Value& auth_server) {
    std::vector<std::string_view> names;
    for (const yaml::Value& upstream : yaml::items_at(auth_server, {"upstreamProviders"})) {
      const std::string_view name = upstream.string_at("name");
      names.push_back(name.empty() ? "default" : name);
    }
    return names;
  }

  bool are_stated_;
  text::NameIndex index_;
};

/// Warns of a name that the upstreams do not have, which are those of `gateway`, or of the object itself.
void check(const Surroundings& all, const cluster::Object& object, const FieldPath& path, std::string_view name,
           const Upstreams& upstreams, const std::string& where, const cluster::Object* gateway = nullptr) {
  if (!is_stated(name) || upstreams.may_have(name) || all.told(object, path)) return;
  diag::Message message = "upstream " + quoted(name) + " is not among those of " + where;
  message.suggest(upstreams.nearest(name));
  if (gateway != nullptr) {
    message.because(all.reporter().related(*gateway, FieldPath("spec.authServerConfig.upstreamProviders"),
                                           "the gateway's upstreams are given here"));
  }
  all.warn(object, "unknown-upstream", path, std::move(message));
}

/// The row of kProviders that an auth config is of; null pointer when it takes no token from an upstream.
const auto* provider_of(const cluster::Object& config) {
  const auto* const row = std::ranges::find(kProviders, yaml::text_at(config.value, {"spec", "type"}),
                                            &decltype(kProviders)::value_type::first);
  return row == kProviders.end() ? nullptr : row;
}

/// The members that take a token from an upstream. Most take none, and there may be as many gateways to a group as
/// there are members.
class MemberConfigs {
 public:
  explicit MemberConfigs(const Surroundings& all) : all_(all) {}

  struct Taking {
    const cluster::Object* member;
    const cluster::Object* config;
  };
  /// Those of a gateway's group. More are not given out than anyone reads of.
  std::span<const Taking> of_group(const cluster::Object& gateway) {
    const auto& members = all_.members_of(gateway);
    const auto [known, is_new] = groups_.try_emplace(&members);
    if (is_new) {
      for (const cluster::Object* member : members) add(*member, known->second);
    }
    const std::span<const Taking> given(known->second.data(), std::min(known->second.size(), left_));
    left_ -= given.size();
    return given;
  }

 private:
  void add(const cluster::Object& member, std::vector<Taking>& group) const {
    const std::string_view name = yaml::text_at(member.value, {"spec", "externalAuthConfigRef", "name"});
    const cluster::Object* config = name.empty() ? nullptr : all_.find(kConfigKind, member.name_space, name);
    if (config != nullptr && provider_of(*config) != nullptr) group.push_back({&member, config});
  }

  const Surroundings& all_;
  std::unordered_map<const void*, std::vector<Taking>> groups_;  ///< by their lists of members
  std::size_t left_ = 300'000;
};

/// A gateway, and the auth configs of its backends.
class Backends {
 public:
  Backends(const Surroundings& all, const cluster::Object& gateway, MemberConfigs& configs)
      : all_(all),
        gateway_(gateway),
        configs_(configs),
        auth_server_(yaml::value_at(gateway.value, {"spec", "authServerConfig"})) {
    if (auth_server_ != nullptr) upstreams_.emplace(*auth_server_);
  }

  void check() const {
    const FieldPath path("spec.outgoingAuth");
    const yaml::Value* backends = yaml::value_at(gateway_.value, {"spec", "outgoingAuth", "backends"});
    check_config(yaml::text_at(gateway_.value, {"spec", "outgoingAuth", "default", "externalAuthConfigRef", "name"}),
                 path / "default");
    for (const yaml::Member& backend : yaml::members_at(gateway_.value, {"spec", "outgoingAuth", "backends"})) {
      check_config(yaml::text_at(backend.value, {"externalAuthConfigRef", "name"}),
                   (path / "backends").key(backend.key));
    }
    for (const auto& [member, config] : configs_.of_group(gateway_)) {
      if (backends != nullptr && backends->find(member->name) != nullptr) continue;
      check_config(*config, (path / "backends").key(member->name));
    }
  }

 private:
  /// `site` is where the operator speaks of the backend, where it looks: inline, and of those that the gateway names.
  void check_config(std::string_view name, const FieldPath& site) const {
    const cluster::Object* config = name.empty() ? nullptr : all_.find(kConfigKind, gateway_.name_space, name);
    if (config != nullptr) check_config(*config, site);
  }

  void check_config(const cluster::Object& config, const FieldPath& site) const {
    const auto* const row = provider_of(config);
    if (row == nullptr || (all_.rules().told && all_.rules().told(gateway_, site))) return;
    const auto& [block, field] = *row;
    const FieldPath path = FieldPath("spec") / block / field;
    if (auth_server_ == nullptr) {
      const std::string_view provider = yaml::text_at(config.value, {"spec", block, field});
      if (block == "upstreamInject" || !provider.empty()) miss_auth_server(config, path, provider);
      return;
    }
    op::check(all_, config, path, yaml::text_at(config.value, {"spec", block, field}), *upstreams_,
              "gateway " + quoted(gateway_.name), &gateway_);
  }

  void miss_auth_server(const cluster::Object& config, const FieldPath& path, std::string_view provider) const {
    // One that could not be lowered has been spoken of.
    if (yaml::value_at(gateway_.value, {"spec", "authServerConfigRef"}) != nullptr) return;
    all_.warn(config, "auth-server-required", path,
              diag::Message("this takes the token of upstream " + quoted(provider.empty() ? "default" : provider) +
                            ", but gateway " + quoted(gateway_.name) + " has no spec.authServerConfig: calls will fail")
                  .because(all_.reporter().related(gateway_, FieldPath("spec"), "the gateway is given here")));
  }

  const Surroundings& all_;
  const cluster::Object& gateway_;
  MemberConfigs& configs_;
  const yaml::Value* auth_server_;
  std::optional<Upstreams> upstreams_;
};

/// The primary upstream, which is read only where policies are: a wrong one waits for them.
void check_primary(const Surroundings& all, const cluster::Object& object, const FieldPath& path) {
  const yaml::Value* auth_server = &object.value;
  for (const std::string_view field :
       {"spec", object.kind == kConfigKind ? "embeddedAuthServer" : "authServerConfig"}) {
    auth_server = auth_server == nullptr ? nullptr : auth_server->find(field);
  }
  if (auth_server == nullptr) return;
  const Upstreams upstreams(*auth_server);
  check(all, object, path / "primaryUpstreamProvider", auth_server->string_at("primaryUpstreamProvider"), upstreams,
        "this auth server");
  check(all, object, FieldPath("spec.incomingAuth.authzConfig.inline.primaryUpstreamProvider"),
        yaml::text_at(object.value, {"spec", "incomingAuth", "authzConfig", "inline", "primaryUpstreamProvider"}),
        upstreams, "the auth server");
}

}  // namespace

void check_upstream_names(const Surroundings& all) {
  MemberConfigs configs(all);
  for (const cluster::Object* gateway : all.of_kind("VirtualMCPServer")) {
    Backends(all, *gateway, configs).check();
    check_primary(all, *gateway, FieldPath("spec.authServerConfig"));
  }
  for (const cluster::Object* config : all.of_kind(kConfigKind)) {
    check_primary(all, *config, FieldPath("spec.embeddedAuthServer"));
  }
}

}  // namespace vmcp::op
