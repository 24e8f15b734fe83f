#include "core/operator/outgoing/outgoing_auth.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/members/member_status.h"
#include "core/operator/members/static_backends.h"
#include "core/operator/outgoing/external_auth.h"
#include "core/operator/references.h"
#include "core/operator/target.h"
#include "core/yaml/copy_budget.h"

namespace vmcp::op {
namespace {

using diag::quoted;
using model::field;
using model::path_of;
using model::config::BackendAuthStrategy;

const diag::FieldPath kOutgoingAuth = path_of<&model::VirtualMcpServerSpec::outgoing_auth>();
const diag::FieldPath kWritten = path_of<&model::config::Config::outgoing_auth>();

/// A backend's auth, or the default: its path in the spec and in config.yaml.
struct Site {
  diag::FieldPath stated;
  diag::FieldPath written;

  static Site default_backend() {
    return {kOutgoingAuth / field<&model::OutgoingAuthConfig::default_>(),
            kWritten / field<&model::config::OutgoingAuthConfig::default_>()};
  }
  static Site backend(std::string_view name) {
    return {path_of<&model::VirtualMcpServerSpec::outgoing_auth, &model::OutgoingAuthConfig::backends>(name),
            path_of<&model::config::Config::outgoing_auth, &model::config::OutgoingAuthConfig::backends>(name)};
  }
  diag::FieldPath reference() const {
    return stated / field<&model::BackendAuthConfig::external_auth_config_ref, &model::ExternalAuthConfigRef::name>();
  }
};

/// Notes that a strategy is made from `config`, to which `reference` of `referrer` refers.
void note_origin(const Context& context, const diag::FieldPath& written, const ExternalAuthConfig& config,
                 const cluster::Object& referrer, const diag::FieldPath& reference) {
  const auto note = [&](const diag::FieldPath& path, const diag::FieldPath& stated) {
    context.notes->config.note(path, {config.object, stated, &referrer, reference});
  };
  note(written, diag::FieldPath("spec"));
  if (config.spec.header_injection) {
    note(written /
             field<&BackendAuthStrategy::header_injection, &model::config::HeaderInjectionConfig::header_value_env>(),
         path_of<&model::McpExternalAuthConfigSpec::header_injection,
                 &model::HeaderInjectionConfig::value_secret_ref>());
  }
}

/// What a gateway takes from external auth configs: any number of backends may refer to one large config, of which each
/// gets a strategy of its own.
class Room {
 public:
  explicit Room(const Context& context) : context_(context) {}

  /// Whether one more may be made, for what stands at `path`; says so where it may not for the first time.
  bool has_one_for(const ExternalAuthConfig& config, const diag::FieldPath& path) {
    const bool had_room = !budget_.is_spent();
    if (budget_.take(config.object->value)) return true;
    if (had_room) {
      context_.error("object-field-too-long", path,
                     "the external auth configs of the backends make the gateway's ConfigMap larger than the API "
                     "server takes");
    }
    return false;
  }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{16} << 20U;

  const Context& context_;
  yaml::CopyBudget budget_{kMostBytes};
};

/// Notes a strategy that no config is needed for.
void note_discovered(const Context& context, const Site& site) {
  context.notes->config.note(
      site.written / field<&BackendAuthStrategy::type>(),
      {context.server.object, site.stated / field<&model::BackendAuthConfig::type>(), nullptr, {}});
}

const ExternalAuthConfig* find_config(const Context& context, const std::string& name) {
  return context.cluster.find<model::McpExternalAuthConfigSpec>(context.name_space(), name);
}

BackendAuthStrategy of_type(std::string type) {
  BackendAuthStrategy strategy;
  strategy.type = std::move(type);
  return strategy;
}

std::string no_strategy(const ExternalAuthConfig& config) {
  return "MCPExternalAuthConfig " + quoted(config.name()) + " has type " + quoted(config.spec.type) +
         ", which a gateway cannot use for a backend; expected tokenExchange, headerInjection, upstreamInject, "
         "awsSts, xaa or unauthenticated";
}

// as Converter.convertBackendAuthConfig
std::optional<BackendAuthStrategy> convert(const Context& context, const Site& site,
                                           const model::BackendAuthConfig& auth, Room& room) {
  if (auth.type == "discovered") {
    note_discovered(context, site);
    return of_type("unauthenticated");
  }
  if (!auth.external_auth_config_ref) {
    context.error("missing-field", site.stated / field<&model::BackendAuthConfig::external_auth_config_ref>(),
                  "type \"externalAuthConfigRef\" needs externalAuthConfigRef");
    return std::nullopt;
  }
  const auto* config = resolve<model::McpExternalAuthConfigSpec>(context, *context.server.object, site.reference(),
                                                                 auth.external_auth_config_ref->name);
  if (config == nullptr) return std::nullopt;
  if (!is_convertible(config->spec)) {
    context.error(
        "unsupported-type", site.reference(),
        diag::Message(no_strategy(*config))
            .because(context.reporter.related(*config->object, path_of<&model::McpExternalAuthConfigSpec::type>(),
                                              "the type is given here")));
    return std::nullopt;
  }
  if (!room.has_one_for(*config, site.reference())) return std::nullopt;
  note_origin(context, site.written, *config, *context.server.object, site.reference());
  return to_strategy(*config);
}

/// The subject provider of a strategy that has one to be filled in; null pointer otherwise.
std::string* empty_subject_provider(BackendAuthStrategy& strategy) {
  std::string* provider = nullptr;
  if (strategy.token_exchange) provider = &strategy.token_exchange->subject_provider_name;
  if (strategy.aws_sts) provider = &strategy.aws_sts->subject_provider_name;
  if (strategy.xaa) provider = &strategy.xaa->subject_provider_name;
  return provider != nullptr && provider->empty() ? provider : nullptr;
}

/// Outgoing auth as spec and members state it together. What cannot be used is left out with a warning; what
/// convert_outgoing_auth has refused, without one. As buildOutgoingAuthConfig.
class MergedAuth {
 public:
  MergedAuth(const Context& context, const std::vector<Workload>& workloads) : context_(context), room_(context) {
    if (!context.spec().outgoing_auth) return;
    const model::OutgoingAuthConfig& spec = *context.spec().outgoing_auth;
    result_.source = spec.source;
    if (spec.default_) result_.default_ = from_spec(Site::default_backend(), *spec.default_);
    for (const Workload& workload : workloads) add_member(workload);
    for (const auto& [name, auth] : spec.backends) add(name, auth);
  }

  const model::config::OutgoingAuthConfig& result() const { return result_; }

  /// The backends that have an auth config but no strategy: served without it, they would get the default's identity.
  /// As backendsWithFailedAuth.
  std::set<std::string> failed() const {
    std::set<std::string> names;
    std::ranges::copy_if(failures_, std::inserter(names, names.end()),
                         [&](const std::string& name) { return !result_.backends.contains(name); });
    return names;
  }
  /// Whether a backend has no strategy because of an error that is told elsewhere: without that it would be served.
  bool is_excused(const std::string& backend) const {
    return excused_.contains(backend) && !result_.backends.contains(backend);
  }

 private:
  void add(const std::string& name, std::optional<BackendAuthStrategy> strategy) {
    if (strategy) {
      result_.backends[name] = std::move(*strategy);
    } else {
      failures_.insert(name);
    }
  }
  void add(const std::string& name, const model::BackendAuthConfig& stated) {
    if (is_refused(stated)) excused_.insert(name);
    add(name, from_spec(Site::backend(name), stated));
  }

  /// Whether convert_outgoing_auth refuses it.
  bool is_refused(const model::BackendAuthConfig& auth) const {
    if (auth.type == "discovered") return false;
    const ExternalAuthConfig* config =
        auth.external_auth_config_ref ? find_config(context_, auth.external_auth_config_ref->name) : nullptr;
    return config == nullptr || !is_convertible(config->spec);
  }

  // as discoverExternalAuthConfigs
  void add_member(const Workload& workload) {
    const auto& reference = workload.external_auth_config_ref();
    if (!reference || reference->name.empty()) return;
    const diag::FieldPath path =
        path_of<&model::McpServerSpec::external_auth_config_ref, &model::ExternalAuthConfigRef::name>();
    const ExternalAuthConfig* config = find_config(context_, reference->name);
    if (config == nullptr) {
      if (!warn_absent(workload.object(), path, reference->name)) excused_.insert(workload.name());
      failures_.insert(workload.name());
      return;
    }
    if (!is_convertible(config->spec)) {
      warn(workload.object(), "unsupported-type", path, no_strategy(*config), *config,
           path_of<&model::McpExternalAuthConfigSpec::type>());
      failures_.insert(workload.name());
      return;
    }
    if (!is_valid(workload.object(), path, *config)) {
      failures_.insert(workload.name());
      return;
    }
    if (!context_.spec().outgoing_auth->backends.contains(workload.name())) {
      add(workload.name(), with_subject_provider(Site::backend(workload.name()), workload.object(), path, *config));
    }
  }

  // as VirtualMCPServerReconciler.convertBackendAuthConfigToVMCP
  std::optional<BackendAuthStrategy> from_spec(const Site& site, const model::BackendAuthConfig& auth) {
    if (auth.type == "discovered") {
      note_discovered(context_, site);
      return of_type(auth.type);
    }
    if (is_refused(auth)) return std::nullopt;
    const ExternalAuthConfig& config = *find_config(context_, auth.external_auth_config_ref->name);
    const cluster::Object& server = *context_.server.object;
    if (!is_valid(server, site.reference(), config)) return std::nullopt;
    return with_subject_provider(site, server, site.reference(), config);
  }

  bool is_valid(const cluster::Object& from, const diag::FieldPath& path, const ExternalAuthConfig& config) {
    const std::optional<ExternalAuthFault> fault = external_auth_fault(config.spec);
    if (!fault) return true;
    warn(from, "invalid-reference", path,
         "MCPExternalAuthConfig " + quoted(config.name()) + " is not valid: " + fault->message, config, fault->path);
    return false;
  }

  // as injectSubjectProviderIfNeeded
  std::optional<BackendAuthStrategy> with_subject_provider(const Site& site, const cluster::Object& from,
                                                           const diag::FieldPath& path,
                                                           const ExternalAuthConfig& config) {
    if (!room_.has_one_for(config, site.reference())) return std::nullopt;
    note_origin(context_, site.written, config, from, path);
    BackendAuthStrategy strategy = to_inline_strategy(config);
    const auto& auth_server = context_.spec().auth_server_config;
    std::string* provider = empty_subject_provider(strategy);
    if (!auth_server || provider == nullptr) return strategy;
    const auto& upstreams = auth_server->upstream_providers;
    if (upstreams.empty()) return strategy;
    if (strategy.xaa && upstreams.size() > 1) {
      warn(from, "ambiguous-subject-provider", path,
           "MCPExternalAuthConfig " + quoted(config.name()) +
               " names no subjectProviderName, but the auth server has " + std::to_string(upstreams.size()) +
               " upstream providers",
           config, path_of<&model::McpExternalAuthConfigSpec::xaa>());
      return std::nullopt;
    }
    *provider = upstreams.front().name.empty() ? "default" : upstreams.front().name;
    return strategy;
  }

  /// False where it may be there all the same, and what keeps it away is told elsewhere.
  bool warn_absent(const cluster::Object& from, const diag::FieldPath& path, const std::string& name) {
    const Target target{admission::kToolhiveGroup, cluster::kKind<model::McpExternalAuthConfigSpec>,
                        context_.name_space(), name};
    if (is_unusable(context_, target.group, target.kind, target.name_space, name)) return false;
    diag::Message message(target.absent_text());
    add_hint(context_.cluster, context_.reporter, from, target, message);
    context_.reporter.warning(from, "reference-not-found", path, std::move(message));
    const bool is_known = context_.cluster.unbuilt(target.name_space).empty();
    if (!is_known) context_.notes->incomplete = true;
    return is_known;
  }

  void warn(const cluster::Object& from, diag::Code code, const diag::FieldPath& path, std::string message,
            const ExternalAuthConfig& config, const diag::FieldPath& cause) {
    context_.reporter.warning(
        from, code, path,
        diag::Message(std::move(message)).because(context_.reporter.related(*config.object, cause, "because of this")));
  }

  const Context& context_;
  Room room_;
  model::config::OutgoingAuthConfig result_;
  std::set<std::string> failures_;
  std::set<std::string> excused_;  ///< those of them that follow from errors
};

}  // namespace

model::config::OutgoingAuthConfig convert_outgoing_auth(const Context& context) {
  context.notes->config.note(kWritten, {context.server.object, kOutgoingAuth, nullptr, {}}, Origins::Extent::kWhole);
  model::config::OutgoingAuthConfig result;
  result.source = "discovered";
  if (!context.spec().outgoing_auth) return result;
  const model::OutgoingAuthConfig& spec = *context.spec().outgoing_auth;
  result.source = spec.source;
  Room room(context);
  if (spec.default_) result.default_ = convert(context, Site::default_backend(), *spec.default_, room);
  for (const auto& [name, auth] : spec.backends) {
    if (auto strategy = convert(context, Site::backend(name), auth, room)) {
      result.backends[name] = std::move(*strategy);
    }
  }
  return result;
}

void process_outgoing_auth(const Context& context, const std::vector<Workload>& workloads,
                           model::config::Config& config) {
  const MergedAuth auth(context, workloads);
  if (auth.result().source != "inline") {
    // The gateway finds the members when it runs; those that never come up are worth a warning already now.
    warn_of_unready(context, workloads);
    return;
  }
  config.outgoing_auth = auth.result();
  const bool was_incomplete = std::exchange(context.notes->incomplete, false);
  config.backends = static_backends(context, workloads, auth.failed());
  const bool follows = std::exchange(context.notes->incomplete, was_incomplete || context.notes->incomplete) ||
                       std::ranges::any_of(workloads, [&](const Workload& one) { return auth.is_excused(one.name()); });
  if (!config.backends.empty() || follows || has_refused_members(context) ||
      context.cluster.has_open_members(context.name_space())) {
    return;
  }
  const std::string group = "MCPGroup " + quoted(context.spec().group_ref ? context.spec().group_ref->name : "");
  context.error("no-backend", kOutgoingAuth / field<&model::OutgoingAuthConfig::source>(),
                "source \"inline\" needs a member of the group that can be served, but " +
                    (workloads.empty() ? "none of the members of " + group + " is in the input"
                                       : group + " has none: see the warnings about its members"));
}

}  // namespace vmcp::op
