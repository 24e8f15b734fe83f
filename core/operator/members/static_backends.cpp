#include "core/operator/members/static_backends.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/go/url.h"
#include "core/model/path_of.h"
#include "core/operator/behaviour.h"
#include "core/operator/lookups.h"
#include "core/operator/members/entry_ca.h"
#include "core/operator/members/member_status.h"
#include "core/operator/outgoing/external_auth.h"
#include "core/operator/references.h"

namespace vmcp::op {
namespace {

using diag::quoted;
using model::field;
using model::path_of;
using model::config::StaticBackendConfig;

constexpr std::int32_t kDefaultProxyPort = 8080;

std::string service_url(std::string_view service, const std::string& name_space, std::int32_t port) {
  return "http://" + std::string(service) + '.' + name_space +
         ".svc.cluster.local:" + std::to_string(port > 0 ? port : kDefaultProxyPort);
}

// as GenerateMCPServerURL: a server behind stdio is reached as its proxy speaks, any other as it speaks itself
std::string url_of(const cluster::Resource<model::McpServerSpec>& server) {
  const model::McpServerSpec& spec = server.spec;
  const std::string base = service_url("mcp-" + server.name() + "-proxy", server.name_space(), spec.proxy_port);
  if (spec.transport == "sse" || (spec.transport == "stdio" && spec.proxy_mode == "sse")) {
    return base + "/sse#" + go::url::path_escape(server.name());
  }
  return base + "/mcp";
}

std::string url_of(const cluster::Resource<model::McpRemoteProxySpec>& proxy) {
  return service_url("mcp-" + proxy.name() + "-remote-proxy", proxy.name_space(), proxy.spec.proxy_port);
}

const std::string& url_of(const cluster::Resource<model::McpServerEntrySpec>& entry) { return entry.spec.remote_url; }

// as buildTransportMap
const std::string& transport_of(const model::McpServerSpec& spec) {
  return spec.proxy_mode.empty() ? spec.transport : spec.proxy_mode;
}
const std::string& transport_of(const model::McpRemoteProxySpec& spec) { return spec.transport; }
const std::string& transport_of(const model::McpServerEntrySpec& spec) { return spec.transport; }

template <class Resource>
void note_transport(const Resource& member, std::map<std::string, std::string>& transports) {
  const std::string& transport = transport_of(member.spec);
  if (!transport.empty()) transports[member.name()] = transport;
}

bool is_kubernetes_annotation(std::string_view key) {
  constexpr std::array<std::string_view, 4> kPrefixes = {"kubectl.kubernetes.io/", "kubernetes.io/",
                                                         "deployment.kubernetes.io/", "k8s.io/"};
  return std::ranges::any_of(kPrefixes, [&](std::string_view prefix) { return key.starts_with(prefix); });
}

// The system's keys, by kind of member.
void add_kind(const model::McpServerSpec&, std::map<std::string, std::string>& metadata) {
  metadata["workload_type"] = "mcp_server";
  metadata["workload_status"] = "Ready";
}
void add_kind(const model::McpRemoteProxySpec& spec, std::map<std::string, std::string>& metadata) {
  metadata["workload_type"] = "remote_proxy";
  metadata["workload_status"] = "Ready";
  metadata["remote_url"] = spec.remote_url;
}
void add_kind(const model::McpServerEntrySpec& spec, std::map<std::string, std::string>& metadata) {
  metadata["workload_type"] = "server_entry";
  metadata["workload_status"] = "Valid";
  metadata["remote_url"] = spec.remote_url;
}

/// The annotations of the member, overridden by what the discoverer says itself.
std::map<std::string, std::string> metadata_of(const Context& context, const Workload& workload) {
  std::map<std::string, std::string> metadata;
  const yaml::Value* meta = workload.object().value.find("metadata");
  const yaml::Value* annotations = meta == nullptr ? nullptr : meta->find("annotations");
  if (annotations != nullptr && annotations->is_mapping()) {
    for (const yaml::Member& member : annotations->members()) {
      if (!member.value.is_string() || is_kubernetes_annotation(member.key)) continue;
      metadata[member.key] = member.value.as_string();
    }
  }
  metadata["tool_type"] = "mcp";
  metadata["namespace"] = context.name_space();
  metadata["group"] = context.spec().group_ref->name;
  std::visit([&](const auto* member) { add_kind(member->spec, metadata); }, workload.resource);
  // A user's annotation of that name goes, too.
  if (!behaviour_of(context.settings.release.set).keeps_workload_status) metadata.erase("workload_status");
  return metadata;
}

void warn_left_out(const Context& context, const Workload& workload, const diag::FieldPath& path,
                   const std::string& reason) {
  context.reporter.warning(workload.object(), "backend-left-out", path,
                           "the gateway " + quoted(context.name()) + " leaves this member out: " + reason);
}

/// Whether the discoverer gets hold of the member's own auth config and of its Secrets, which it reads though their
/// values are not used here. As DiscoverAndResolveAuth.
bool auth_resolves(const Context& context, const Workload& workload) {
  const auto& reference = workload.external_auth_config_ref();
  if (!reference) return true;
  const ExternalAuthConfig* config =
      context.cluster.find<model::McpExternalAuthConfigSpec>(context.name_space(), reference->name);
  if (config == nullptr || !is_convertible(config->spec)) return false;
  for (const ExternalAuthSecret& secret : external_auth_secrets(*config)) {
    expect_secret_key(context, *config->object, secret.path, secret.reference.name, secret.reference.key);
    if (holds_secret_key(context, secret.reference.name, secret.reference.key)) continue;
    warn_left_out(
        context, workload,
        path_of<&model::McpServerSpec::external_auth_config_ref, &model::ExternalAuthConfigRef::name>(),
        "Secret " + quoted(secret.reference.name) + " with key " + quoted(secret.reference.key) + " is not there");
    return false;
  }
  return true;
}

/// Whether the discoverer can read an entry's CA bundle. As fetchCABundleData.
bool ca_bundle_resolves(const Context& context, const Workload& workload) {
  const auto* entry = workload.as<model::McpServerEntrySpec>();
  if (entry == nullptr || entry_ca_path(*entry).empty()) return true;
  const model::ConfigMapKeySelector& reference = *entry->spec.ca_bundle_ref->config_map_ref;
  const std::string key = reference.key.empty() ? "ca.crt" : reference.key;
  if (holds_config_map_key(context, reference.name, key)) return true;
  warn_left_out(context, workload,
                path_of<&model::McpServerEntrySpec::ca_bundle_ref, &model::CaBundleSource::config_map_ref>(),
                "ConfigMap " + quoted(reference.name) + " with key " + quoted(key) + " is not there");
  return false;
}

/// Where an entry's CA bundle is mounted.
struct EntryCa {
  std::string path;
  const cluster::Object* entry = nullptr;
};

/// A backend in the making, the member that it is made of, and the entry that its CA bundle is from.
struct Backend {
  explicit Backend(const cluster::Object* object) : member(object) {}

  const cluster::Object* member;
  const cluster::Object* ca_entry = nullptr;
  StaticBackendConfig config;
};

/// The operator writes what it has found out about the member; only its annotations and entries' URLs are a user's.
void note_origins(const Context& context, const Backend& backend, std::size_t index) {
  const diag::FieldPath written = path_of<&model::config::Config::backends>(index);
  const auto note = [&](const diag::FieldPath& path, const cluster::Object* object, const diag::FieldPath& stated) {
    context.notes->config.note(path, {object, stated, nullptr, {}}, Origins::Extent::kWhole);
  };
  note(written, backend.member, diag::FieldPath("spec"));
  note(written / field<&StaticBackendConfig::metadata>(), backend.member, diag::FieldPath("metadata.annotations"));
  if (backend.ca_entry != nullptr) {
    note(written / field<&StaticBackendConfig::ca_bundle_path>(), backend.ca_entry,
         path_of<&model::McpServerEntrySpec::ca_bundle_ref>());
  }
}

}  // namespace

std::vector<StaticBackendConfig> static_backends(const Context& context, const std::vector<Workload>& workloads,
                                                 const std::set<std::string>& excluded) {
  // Found by name alone: an entry's transport and CA bundle are also those of a server or proxy of its name.
  std::map<std::string, std::string> transports;
  std::map<std::string, EntryCa> ca_bundles;
  for (const Workload& workload : workloads) {
    std::visit([&](const auto* member) { note_transport(*member, transports); }, workload.resource);
    if (const auto* entry = workload.as<model::McpServerEntrySpec>()) {
      if (std::string path = entry_ca_path(*entry); !path.empty()) {
        ca_bundles[entry->name()] = {std::move(path), entry->object};
      }
    }
  }

  std::vector<Backend> backends;
  for (const Workload& workload : workloads) {
    // Each of them warns about the member, so none may hide another.
    const bool ready = becomes_ready(context, workload);
    const bool resolves = auth_resolves(context, workload) && ca_bundle_resolves(context, workload);
    if (!ready || !resolves || excluded.contains(workload.name()) || !transports.contains(workload.name())) continue;
    Backend& made = backends.emplace_back(&workload.object());
    StaticBackendConfig& backend = made.config;
    backend.name = workload.name();
    backend.url = std::visit([](const auto* member) -> std::string { return url_of(*member); }, workload.resource);
    backend.transport = transports[workload.name()];
    if (const auto ca = ca_bundles.find(workload.name()); ca != ca_bundles.end()) {
      backend.ca_bundle_path = ca->second.path;
      made.ca_entry = ca->second.entry;
    }
    backend.metadata = metadata_of(context, workload);
  }
  std::ranges::stable_sort(backends, {},
                           [](const Backend& backend) -> const std::string& { return backend.config.name; });
  std::vector<StaticBackendConfig> result;
  for (Backend& backend : backends) {
    note_origins(context, backend, result.size());
    result.push_back(std::move(backend.config));
  }
  return result;
}

}  // namespace vmcp::op
