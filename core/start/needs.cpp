#include "core/start/needs.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/kube/pod.h"
#include "core/operator/external_auth.h"
#include "core/operator/names.h"
#include "core/operator/session_storage.h"
#include "core/operator/vmcp_container.h"
#include "core/operator/workloads.h"
#include "core/start/container.h"
#include "core/start/pod.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::config::BackendAuthStrategy;
using yaml::Value;

const FieldPath kOutgoingAuth("spec.outgoingAuth");
const FieldPath kAuthServer("spec.authServerConfig");

/// An external auth config, and how the gateway came to it.
struct Credentials {
  const op::ExternalAuthConfig* config = nullptr;
  FieldPath path;
  bool wired = true;
  std::vector<Reason> reasons;
};

class Collector {
 public:
  Collector(const op::Context& context, const op::Rendered& rendered)
      : context_(context), rendered_(rendered), workloads_(op::list_workloads(context)) {}

  Needs collect() {
    add_outgoing_auth();
    if (rendered_.auth_server) add_auth_server(*rendered_.auth_server);
    add_incoming_auth();
    add_backends();
    add_session_storage();
    add_own_wiring();
    return std::move(needs_);
  }

 private:
  // as YAMLLoader.processOutgoingAuth
  void add_outgoing_auth() {
    const auto& auth = rendered_.config.outgoing_auth;
    if (!auth) return;
    if (auth->default_) add_strategy("the default backend", *auth->default_, default_credentials());
    for (const auto& [name, strategy] : auth->backends) {
      add_strategy("backend " + quoted(name), strategy, backend_credentials(name));
    }
    if (auth->source != "discovered") return;
    // Only a pod of a cluster gets so far: elsewhere there is no API server to watch.
    add_variable({"VMCP_NAMESPACE", Urgency::kLater, "the watcher of the group's members", kOutgoingAuth / "source"});
  }

  Credentials default_credentials() const {
    const auto& spec = context_.spec().outgoing_auth;
    if (!spec || !spec->default_) return {};
    return referenced(kOutgoingAuth / "default", spec->default_->external_auth_config_ref);
  }

  Credentials backend_credentials(const std::string& name) const {
    const auto& spec = context_.spec().outgoing_auth;
    if (!spec) return {};
    if (const auto own = spec->backends.find(name); own != spec->backends.end()) {
      return referenced((kOutgoingAuth / "backends").key(name), own->second.external_auth_config_ref);
    }
    // The operator forgets these: it writes the strategies of the members' own configs, but mounts no Secret of them.
    Credentials result;
    result.path = kOutgoingAuth / "source";
    result.wired = false;
    for (const op::Workload& workload : workloads_) {
      const auto& reference = workload.external_auth_config_ref();
      if (workload.name() != name || !reference) continue;
      result.config = context_.cluster.find<model::McpExternalAuthConfigSpec>(context_.name_space(), reference->name);
      result.reasons = {
          {&workload.object(), FieldPath("spec.externalAuthConfigRef.name"), "the member brings its own credentials"}};
    }
    return result;
  }

  Credentials referenced(const FieldPath& path, const std::optional<model::ExternalAuthConfigRef>& reference) const {
    Credentials result;
    result.path = path;
    if (!reference) return result;
    result.path = path / "externalAuthConfigRef" / "name";
    result.config = context_.cluster.find<model::McpExternalAuthConfigSpec>(context_.name_space(), reference->name);
    return result;
  }

  void add_strategy(std::string reader, const BackendAuthStrategy& strategy, const Credentials& credentials) {
    const auto need = [&](const std::string& variable, Urgency urgency) {
      NeededVariable needed{variable, urgency, reader, credentials.path, credentials.wired, credentials.reasons, {}};
      add_source(needed, credentials.config);
      add_variable(std::move(needed));
    };
    if (const auto& header = strategy.header_injection; header && header->header_value.empty()) {
      need(header->header_value_env, Urgency::kValueAtStart);
    }
    if (const auto& exchange = strategy.token_exchange) need(exchange->client_secret_env, Urgency::kValueAtStart);
    if (const auto& xaa = strategy.xaa) {
      // Read for each request only, as XAAStrategy.
      if (xaa->idp_client_secret.empty()) need(xaa->idp_client_secret_env, Urgency::kLater);
      if (xaa->target_client_secret.empty()) need(xaa->target_client_secret_env, Urgency::kLater);
    }
  }

  static void add_source(NeededVariable& needed, const op::ExternalAuthConfig* config) {
    if (config == nullptr) return;
    for (const op::ExternalAuthSecret& secret : op::external_auth_secrets(*config)) {
      if (secret.variable != needed.name) continue;
      needed.reasons.push_back({config->object, secret.path, "the Secret is named here"});
      needed.source =
          kube::to_value(kube::EnvVar::from_secret(secret.variable, secret.reference.name, secret.reference.key));
    }
  }

  // as NewEmbeddedAuthServer
  void add_auth_server(const model::authserver::RunConfig& config) {
    if (config.storage && config.storage->type == "redis" && config.storage->redis_config) {
      add_redis(*config.storage->redis_config);
    }
    for (std::size_t i = 0; i < config.delegate_clients.size(); ++i) {
      add_variable({config.delegate_clients[i].client_secret_env_var, Urgency::kValueAtStart,
                    "delegate client " + quoted(config.delegate_clients[i].client_id),
                    (kAuthServer / "delegateClients")[i] / "clientSecretRef"});
    }
    if (const auto& keys = config.signing_key_config; keys && !keys->signing_key_file.empty()) {
      add_signing_key(*keys, keys->signing_key_file, 0);
      for (std::size_t i = 0; i < keys->fallback_key_files.size(); ++i) {
        add_signing_key(*keys, keys->fallback_key_files[i], i + 1);
      }
    }
    for (std::size_t i = 0; i < config.hmac_secret_files.size(); ++i) {
      add_file({config.hmac_secret_files[i], Urgency::kAtStart, "the auth server's HMAC secret",
                (kAuthServer / "hmacSecretRefs")[i]});
    }
    for (std::size_t i = 0; i < config.upstreams.size(); ++i) {
      add_upstream(config.upstreams[i], (kAuthServer / "upstreamProviders")[i]);
    }
  }

  void add_signing_key(const model::authserver::SigningKeyRunConfig& keys, const std::string& file, std::size_t index) {
    add_file({keys.key_dir + '/' + file, Urgency::kAtStart, "the auth server's signing key",
              (kAuthServer / "signingKeySecretRefs")[index]});
  }

  void add_redis(const model::authserver::RedisRunConfig& redis) {
    const FieldPath path = kAuthServer / "storage" / "redis";
    const std::string reader = "the auth server's redis storage";
    if (const auto& user = redis.acl_user_config) {
      add_variable({user->username_env_var, Urgency::kAtStart, reader, path / "aclUserConfig" / "usernameSecretRef"});
      add_variable({user->password_env_var, Urgency::kAtStart, reader, path / "aclUserConfig" / "passwordSecretRef"});
    }
    if (redis.tls) add_file({redis.tls->ca_cert_file, Urgency::kAtStart, reader, path / "tls" / "caCertSecretRef"});
    if (redis.sentinel_tls && redis.sentinel_config) {
      add_file({redis.sentinel_tls->ca_cert_file, Urgency::kAtStart, reader, path / "sentinelTls" / "caCertSecretRef"});
    }
  }

  // as buildUpstreamConfigs
  void add_upstream(const model::authserver::UpstreamRunConfig& upstream, const FieldPath& path) {
    const std::string reader = "upstream " + quoted(upstream.name);
    if (upstream.type == "oidc" && upstream.oidc_config) {
      add_variable({upstream.oidc_config->client_secret_env_var, Urgency::kValueAtStart, reader,
                    path / "oidcConfig" / "clientSecretRef"});
    } else if (upstream.type == "oauth2" && upstream.oauth2_config) {
      const auto& config = *upstream.oauth2_config;
      if (config.client_id.empty() && config.dcr_config) {
        add_variable({config.dcr_config->initial_access_token_env_var, Urgency::kValueAtStart, reader,
                      path / "oauth2Config" / "dcrConfig" / "initialAccessTokenRef"});
      }
      add_variable(
          {config.client_secret_env_var, Urgency::kValueAtStart, reader, path / "oauth2Config" / "clientSecretRef"});
    }
  }

  // as newOIDCAuthMiddleware, which does not read the client secret's variable
  void add_incoming_auth() {
    const auto& incoming = rendered_.config.incoming_auth;
    if (!incoming || !incoming->oidc) return;
    const FieldPath path("spec.incomingAuth.oidcConfigRef.name");
    const std::string reader = "the check of incoming tokens";
    if (incoming->type == "oidc") add_file({incoming->oidc->ca_bundle_path, Urgency::kAtStart, reader, path});
    add_variable({incoming->oidc->client_secret_env, Urgency::kLater, reader, path});
  }

  // as newBackendTransport
  void add_backends() {
    for (const auto& backend : rendered_.config.backends) {
      NeededFile needed{backend.ca_bundle_path, Urgency::kLater, "backend " + quoted(backend.name),
                        FieldPath("spec.groupRef.name")};
      const auto* entry = context_.cluster.find<model::McpServerEntrySpec>(context_.name_space(), backend.name);
      if (entry != nullptr) {
        needed.reasons.push_back({entry->object, FieldPath("spec.caBundleRef"), "the bundle is named here"});
      }
      add_file(std::move(needed));
    }
  }

  // as buildSessionDataStorage: no password is a password, too
  void add_session_storage() {
    const auto& storage = rendered_.config.session_storage;
    if (!storage || storage->provider != "redis") return;
    const std::optional<kube::EnvVar> password = op::session_password(context_);
    if (!password) return;
    // The operator forgets the password of its default redis where the spec asks for memory.
    const auto& spec = context_.spec().session_storage;
    const bool wired = !spec || spec->provider == "redis";
    add_variable({password->name,
                  Urgency::kLater,
                  "the session storage",
                  FieldPath("spec.sessionStorage"),
                  wired,
                  {},
                  kube::to_value(*password)});
  }

  /// What the operator's container has besides: a user's own Deployment is held against it.
  void add_own_wiring() {
    const Value* container = gateway_container(rendered_.deployment);
    for (const Value& item : items_of(container, "env")) {
      const std::string name(item.string_at("name"));
      if (item.find("valueFrom") == nullptr && !name.starts_with("TOOLHIVE_HEADER_FORWARD_")) continue;
      add_variable({name, Urgency::kLater, "vmcp, as the operator runs it,", FieldPath("metadata.name")});
    }
    for (const Value& mount : items_of(container, "volumeMounts")) {
      for (std::string& file : files_of(rendered_.deployment, mount)) {
        add_file({std::move(file), Urgency::kLater, "vmcp, as the operator runs it,", FieldPath("metadata.name")});
      }
    }
  }

  void add_variable(NeededVariable needed) {
    if (needed.name.empty() || !variables_.insert(needed.name).second) return;
    if (!needed.source) needed.source = rendered_variable(needed.name);
    needs_.variables.push_back(std::move(needed));
  }
  void add_file(NeededFile needed) {
    if (needed.file.empty() || !files_.insert(needed.file).second) return;
    needs_.files.push_back(std::move(needed));
  }

  std::optional<Value> rendered_variable(std::string_view name) const {
    const Value* item = find_named(items_of(gateway_container(rendered_.deployment), "env"), name);
    return item == nullptr ? std::nullopt : std::optional(*item);
  }

  const op::Context& context_;
  const op::Rendered& rendered_;
  std::vector<op::Workload> workloads_;
  Needs needs_;
  std::set<std::string> variables_;
  std::set<std::string> files_;
};

/// Adds the mount, and its volume, that put a file into the operator's container.
void add_mount(const op::Rendered& rendered, const std::string& file, Value& mounts, Value& volumes) {
  for (const Value& mount : items_of(gateway_container(rendered.deployment), "volumeMounts")) {
    const std::vector<std::string> files = files_of(rendered.deployment, mount);
    if (std::ranges::find(files, file) == files.end()) continue;
    const std::string_view name = mount.string_at("name");
    const Value* volume = find_named(items_of(pod_spec(rendered.deployment), "volumes"), name);
    mounts.push(mount);
    if (volume != nullptr && find_named(volumes.items(), name) == nullptr) volumes.push(*volume);
    return;
  }
}

}  // namespace

bool is_missing(const NeededVariable& needed, const Pod& pod) {
  const Pod::Presence presence = pod.variable(needed.name).presence;
  return needed.urgency == Urgency::kValueAtStart ? presence != Pod::Presence::kSet
                                                  : presence == Pod::Presence::kAbsent;
}

Value missing_wiring(const Needs& needs, const op::Rendered& rendered, const Pod& pod) {
  Value env = Value::sequence();
  Value mounts = Value::sequence();
  Value volumes = Value::sequence();
  for (const NeededVariable& needed : needs.variables) {
    if (needed.source && is_missing(needed, pod)) env.push(*needed.source);
  }
  for (const NeededFile& needed : needs.files) {
    if (pod.missing_file(needed.file)) add_mount(rendered, needed.file, mounts, volumes);
  }
  if (env.items().empty() && mounts.items().empty()) return Value::mapping();
  return Value::mapping().set("spec", op::pod_wiring(std::move(env), std::move(mounts), std::move(volumes)));
}

Needs needs_of(const op::Context& context, const op::Rendered& rendered) {
  return Collector(context, rendered).collect();
}

}  // namespace vmcp::start
