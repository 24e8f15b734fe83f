#include "core/operator/members/member_status.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/admission/variable.h"
#include "core/cedar/parser.h"
#include "core/diag/quoted.h"
#include "core/kube/pod_shape.h"
#include "core/model/path_of.h"
#include "core/operator/behaviour.h"
#include "core/operator/config/telemetry.h"
#include "core/operator/lookups.h"
#include "core/operator/members/member_auth.h"
#include "core/operator/members/remote_url.h"
#include "core/operator/outgoing/external_auth.h"
#include "core/operator/references.h"
#include "core/operator/target.h"
#include "core/yaml/secret_texts.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
using model::path_of;

constexpr std::string_view kExternalAuthConfig = model::kKind<model::McpExternalAuthConfigSpec>;

/// Whether something of an object is not known before its variables are substituted.
bool has_open_variable(const yaml::Value& object) {
  bool any = false;
  yaml::for_each_scalar(object,
                        [&](const yaml::PlacedScalar& scalar) { any = any || admission::has_variable(scalar.value); });
  return any;
}

/// A member under examination, and what is known against it.
class Member {
 public:
  Member(const Context& context, const cluster::Object& object) : context_(context), object_(object) {}

  const Context& context() const { return context_; }
  const cluster::Object& object() const { return object_; }
  bool ready() const { return ready_; }

  void refuse(const FieldPath& path, diag::Message reason) {
    ready_ = false;
    reason.message.insert(0, "this member will not become ready: ");
    context_.reporter.warning(object_, "member-not-ready", path, std::move(reason));
  }
  /// Refuses for a reason that is reported elsewhere.
  void refuse_silently() { ready_ = false; }

  /// The object that a reference names; a member that lacks it is refused.
  template <class Spec, class Reference>
  const cluster::Resource<Spec>* find(const FieldPath& path, const Reference& reference) {
    const auto* found = context_.cluster.find<Spec>(context_.name_space(), reference.name);
    if (found == nullptr) refuse_absent(path / field<&Reference::name>(), cluster::kKind<Spec>, reference.name);
    return found;
  }

  void refuse_absent(const FieldPath& path, std::string_view kind, const std::string& name) {
    if (is_unusable(context_, admission::kToolhiveGroup, kind, context_.name_space(), name)) return refuse_silently();
    const Target target{admission::kToolhiveGroup, kind, context_.name_space(), name};
    diag::Message message(target.text() + " is not in its namespace");
    add_hint(context_.cluster, context_.reporter, object_, target, message);
    refuse(path, std::move(message));
  }

 private:
  const Context& context_;
  const cluster::Object& object_;
  bool ready_ = true;
};

class MemberDecodeErrors : public model::DecodeErrors {
 public:
  explicit MemberDecodeErrors(Member& member) : member_(member) {}
  void mismatch(std::string_view path, std::string_view seen, std::string_view expected) override {
    member_.refuse(FieldPath(std::string(path)), "found " + std::string(seen) + ", expected " + std::string(expected));
  }

 private:
  Member& member_;
};

// as validateAndUpdatePodTemplateStatus
template <class Spec>
void check_pod_template(Member& member, const Spec& spec) {
  if (!spec.pod_template_spec) return;
  MemberDecodeErrors errors(member);
  kube::round_trip(*spec.pod_template_spec, kube::shape("PodTemplateSpec"), path_of<&Spec::pod_template_spec>(),
                   errors);
}

// as validateToolsFilter and the run config builder's checks of overrides
template <class Spec>
void check_tool_config(Member& member, const Spec& spec) {
  const auto& reference = spec.tool_config_ref;
  if (!reference) return;
  const FieldPath path = path_of<&Spec::tool_config_ref>();
  const auto* config = member.find<model::McpToolConfigSpec>(path, *reference);
  if (config == nullptr) return;
  for (const auto& [tool, override] : config->spec.tools_override) {
    if (!override.name.empty() || !override.description.empty()) continue;
    member.refuse(path / field<&model::ToolConfigRef::name>(), "the override of tool " + quoted(tool) +
                                                                   " in MCPToolConfig " + quoted(reference->name) +
                                                                   " has neither name nor description");
  }
}

template <class Spec>
void check_telemetry(Member& member, const Spec& spec) {
  const auto& reference = spec.telemetry_config_ref;
  if (!reference) return;
  const FieldPath path = path_of<&Spec::telemetry_config_ref>();
  const auto* config = member.find<model::McpTelemetryConfigSpec>(path, *reference);
  if (config == nullptr || has_open_variable(config->object->value)) return;
  for (const TelemetryFault& fault : telemetry_faults(config->spec)) {
    member.refuse(path / field<&model::McpTelemetryConfigReference::name>(),
                  "MCPTelemetryConfig " + quoted(reference->name) + " is not valid: " + fault.message);
  }
}

bool has_single_upstream(const ExternalAuthConfig& config) {
  return !config.spec.embedded_auth_server || config.spec.embedded_auth_server->upstream_providers.size() <= 1;
}

/// Absence and validity of the config are what process_outgoing_auth warns about.
template <class Spec>
void check_external_auth(Member& member, const Spec& spec) {
  if (!spec.external_auth_config_ref) return;
  const auto* config = member.context().cluster.find<model::McpExternalAuthConfigSpec>(
      member.context().name_space(), spec.external_auth_config_ref->name);
  if (config == nullptr || external_auth_fault(config->spec) || !has_single_upstream(*config)) member.refuse_silently();
}

// as handleAuthServerRef, ValidateAndAddAuthServerRefOptions
template <class Spec>
void check_auth_server(Member& member, const Spec& spec) {
  if (!spec.auth_server_ref) return;
  const FieldPath path = path_of<&Spec::auth_server_ref>();
  if (spec.auth_server_ref->kind != kExternalAuthConfig) {
    member.refuse(
        path / field<&model::AuthServerRef::kind>(),
        "kind " + quoted(spec.auth_server_ref->kind) + " is not supported, expected " + quoted(kExternalAuthConfig));
    return;
  }
  const auto* config = member.find<model::McpExternalAuthConfigSpec>(path, *spec.auth_server_ref);
  if (config == nullptr) return;
  if (config->spec.type != "embeddedAuthServer") {
    member.refuse(path / field<&model::AuthServerRef::name>(), "MCPExternalAuthConfig " + quoted(config->name()) +
                                                                   " has type " + quoted(config->spec.type) +
                                                                   ", expected \"embeddedAuthServer\"");
  } else if (!has_single_upstream(*config)) {
    member.refuse(path / field<&model::AuthServerRef::name>(),
                  "an auth server of a single member can have only one upstream provider");
  }
  const auto fault =
      embedded_auth_server_fault(member.context(), member.object(), spec, config->spec.embedded_auth_server);
  if (fault) member.refuse(path / field<&model::AuthServerRef::name>(), *fault);
}

template <class Spec>
void check_oidc(Member& member, const Spec& spec) {
  if (!spec.oidc_config_ref) return;
  const auto* config = member.find<model::McpOidcConfigSpec>(path_of<&Spec::oidc_config_ref>(), *spec.oidc_config_ref);
  if (config == nullptr || has_open_variable(config->object->value)) return;
  if (const auto fault = oidc_fault(config->spec)) {
    member.refuse(path_of<&Spec::oidc_config_ref, &model::McpOidcConfigReference::name>(),
                  "MCPOIDCConfig " + quoted(config->name()) + " is not valid: " + *fault);
  }
}

template <class Spec>
void check_authz(Member& member, const Spec& spec) {
  if (spec.authz_config_ref) {
    const auto* config =
        member.find<model::McpAuthzConfigSpec>(path_of<&Spec::authz_config_ref>(), *spec.authz_config_ref);
    const auto fault = config == nullptr ? std::nullopt : authz_fault(member.context(), *config);
    if (fault) {
      member.refuse(path_of<&Spec::authz_config_ref, &model::McpAuthzConfigReference::name>(),
                    "MCPAuthzConfig " + quoted(config->name()) + " is not valid: " + *fault);
    }
  }
}

template <class Spec>
void check_authz_config_map(Member& member, const Spec& spec, Authorizer authorizer) {
  if (!spec.authz_config || spec.authz_config->type != "configMap" || !spec.authz_config->config_map) return;
  if (const auto fault = authz_fault(member.context(), *spec.authz_config->config_map, authorizer)) {
    member.refuse(path_of<&Spec::authz_config, &model::AuthzConfigRef::config_map>(), *fault);
  }
}

template <class Spec>
void check_references(Member& member, const Spec& spec) {
  check_pod_template(member, spec);
  check_tool_config(member, spec);
  check_telemetry(member, spec);
  check_external_auth(member, spec);
  check_auth_server(member, spec);
  check_oidc(member, spec);
  check_authz(member, spec);
}

// as loadPermissionProfile: the operator looks for any other profile among its own files
void check_permission_profile(Member& member, const std::optional<model::PermissionProfileRef>& profile) {
  if (!profile) return;
  const bool builtin = profile->type == "builtin";
  if (builtin &&
      (profile->name.empty() || profile->name == "none" || profile->name == "network" || profile->name == "stdio")) {
    return;
  }
  member.refuse(path_of<&model::McpServerSpec::permission_profile>(),
                "the operator finds only the builtin profiles \"none\" and \"network\"");
}

// as validateEnvironmentVariables
void check_env(Member& member, const std::vector<model::EnvVar>& env) {
  for (std::size_t i = 0; i < env.size(); ++i) {
    const FieldPath path = path_of<&model::McpServerSpec::env>(i);
    if (env[i].name.empty() || env[i].name.find_first_of("=\n\r") != std::string::npos) {
      member.refuse(path / field<&model::EnvVar::name>(), quoted(env[i].name) + " is no name for a variable");
    }
    if (env[i].value.find_first_of("\n\r") != std::string::npos) {
      member.refuse(path / field<&model::EnvVar::value>(), "a variable's value must be a single line");
    }
  }
}

void check(Member& member, const model::McpServerSpec& spec) {
  check_references(member, spec);
  check_authz_config_map(member, spec, Authorizer::kAny);
  check_permission_profile(member, spec.permission_profile);
  check_env(member, spec.env);
  const Context& context = member.context();
  const auto& webhooks = spec.webhook_config_ref;
  if (webhooks && context.cluster.find(admission::kToolhiveGroup, model::kWebhookConfig, context.name_space(),
                                       webhooks->name) == nullptr) {
    member.refuse_absent(path_of<&model::McpServerSpec::webhook_config_ref, &model::WebhookConfigRef::name>(),
                         model::kWebhookConfig, webhooks->name);
  }
  if (!spec.external_auth_config_ref) return;
  const auto* config =
      context.cluster.find<model::McpExternalAuthConfigSpec>(context.name_space(), spec.external_auth_config_ref->name);
  if (config != nullptr && config->spec.type == "awsSts") {
    member.refuse(path_of<&model::McpServerSpec::external_auth_config_ref, &model::ExternalAuthConfigRef::name>(),
                  "type \"awsSts\" signs requests to remote servers; use an MCPRemoteProxy or an MCPServerEntry");
  }
}

// as validateAuthzPolicySyntax and ValidateCedarPolicies
void check_policies(Member& member, const model::McpRemoteProxySpec& spec) {
  if (!spec.authz_config || spec.authz_config->type != "inline" || !spec.authz_config->inline_) return;
  const std::size_t longest = behaviour_of(member.context().settings.release.set).longest_proxy_policy;
  const std::vector<std::string>& policies = spec.authz_config->inline_->policies;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const FieldPath path = path_of<&model::McpRemoteProxySpec::authz_config, &model::AuthzConfigRef::inline_,
                                   &model::InlineAuthzConfig::policies>(i);
    if (longest != 0 && policies[i].size() > longest) {
      member.refuse(path, "a policy has " + std::to_string(policies[i].size()) + " bytes, expected at most " +
                              std::to_string(longest));
    } else if (const auto problem = cedar::parse_policy(policies[i]).problem) {
      member.refuse(path, "this is no Cedar policy: " + problem->message);
    }
  }
}

void check(Member& member, const model::McpRemoteProxySpec& spec) {
  check_references(member, spec);
  check_policies(member, spec);
  check_authz_config_map(member, spec, Authorizer::kCedar);
  if (const auto fault = remote_url_fault(spec.remote_url, spec.allow_private_endpoint)) {
    member.refuse(path_of<&model::McpRemoteProxySpec::remote_url>(), *fault);
  }
  if (!spec.header_forward) return;
  const auto& headers = spec.header_forward->add_headers_from_secret;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (!headers[i].value_secret_ref || holds_secret(member.context(), headers[i].value_secret_ref->name)) continue;
    member.refuse(
        path_of<&model::McpRemoteProxySpec::header_forward, &model::HeaderForwardConfig::add_headers_from_secret,
                &model::HeaderFromSecret::value_secret_ref, &model::SecretKeyRef::name>(i),
        "Secret " + quoted(headers[i].value_secret_ref->name) + " is not there");
  }
}

void check(Member& member, const model::McpServerEntrySpec& spec) {
  const Context& context = member.context();
  if (const auto fault = remote_url_fault(spec.remote_url, spec.allow_private_endpoint)) {
    member.refuse(path_of<&model::McpServerEntrySpec::remote_url>(), *fault);
  }
  if (spec.external_auth_config_ref && context.cluster.find<model::McpExternalAuthConfigSpec>(
                                           context.name_space(), spec.external_auth_config_ref->name) == nullptr) {
    member.refuse_silently();
  }
  if (spec.ca_bundle_ref && spec.ca_bundle_ref->config_map_ref &&
      !holds_config_map(context, spec.ca_bundle_ref->config_map_ref->name)) {
    member.refuse(path_of<&model::McpServerEntrySpec::ca_bundle_ref, &model::CaBundleSource::config_map_ref,
                          &model::ConfigMapKeySelector::name>(),
                  "ConfigMap " + quoted(spec.ca_bundle_ref->config_map_ref->name) + " is not there");
  }
  if (!spec.header_forward) return;
  const auto& headers = spec.header_forward->add_headers_from_secret;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (!headers[i].value_secret_ref) continue;
    const model::SecretKeyRef& secret = *headers[i].value_secret_ref;
    // It is told of the gateway's pod, which gets the value, or else of the reference.
    if (!holds_secret_key(context, secret.name, secret.key)) member.refuse_silently();
  }
}

bool judge(const Context& context, const Workload& workload) {
  Member member(context, workload.object());
  std::visit([&](const auto* resource) { check(member, resource->spec); }, workload.resource);
  return member.ready();
}

}  // namespace

std::optional<bool> MemberStandings::ready(const cluster::Object& member) const {
  const std::lock_guard lock(mutex_);
  const auto found = ready_.find(&member);
  return found == ready_.end() ? std::nullopt : std::optional(found->second);
}

void MemberStandings::note(const cluster::Object& member, bool ready) {
  const std::lock_guard lock(mutex_);
  ready_.emplace(&member, ready);
}

bool MemberStandings::is_settled(const cluster::Object& first) const {
  const std::lock_guard lock(mutex_);
  return settled_.contains(&first);
}

void MemberStandings::settle(const cluster::Object& first) {
  const std::lock_guard lock(mutex_);
  settled_.insert(&first);
}

bool becomes_ready(const Context& context, const Workload& workload) {
  if (context.members == nullptr) return judge(context, workload);
  if (const std::optional<bool> known = context.members->ready(workload.object())) return *known;
  const bool was_incomplete = std::exchange(context.notes->incomplete, false);
  const bool ready = judge(context, workload);
  // What is told is that a member is not ready, and why.
  const bool is_told = context.members->told() && !ready;
  // What cannot be used is noted of each gateway.
  if (!context.notes->incomplete && !is_told) context.members->note(workload.object(), ready);
  context.notes->incomplete = context.notes->incomplete || was_incomplete;
  return ready;
}

void warn_of_unready(const Context& context, const std::vector<Workload>& group) {
  MemberStandings* const known = context.members;
  if (group.empty() || (known != nullptr && known->is_settled(group.front().object()))) return;
  for (const Workload& member : group) becomes_ready(context, member);
  const auto is_known = [&](const Workload& member) { return known->ready(member.object()).has_value(); };
  if (known != nullptr && std::ranges::all_of(group, is_known)) known->settle(group.front().object());
}

}  // namespace vmcp::op
