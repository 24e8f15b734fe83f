#include "core/start/config_origin.h"

#include <charconv>
#include <cstddef>
#include <string>

#include "core/operator/workloads.h"
#include "core/start/tool_sites.h"

namespace vmcp::start {
namespace {

/// Splits "name[3].rest" behind `name`: the index, and ".rest" or "".
struct Item {
  std::size_t index = 0;
  std::string_view rest;
};

Item item_of(std::string_view path, std::string_view name) {
  Item item;
  path.remove_prefix(name.size() + 1);
  const auto parsed = std::from_chars(path.data(), path.data() + path.size(), item.index);
  item.rest = path.substr(static_cast<std::size_t>(parsed.ptr - path.data()) + 1);
  return item;
}

diag::FieldPath joined(const diag::FieldPath& path, std::string_view rest) {
  return diag::FieldPath(path.str() + std::string(rest));
}

Origin by_server(const Gateway& gateway, std::string path) {
  return {gateway.context.server.object, diag::FieldPath(std::move(path)), std::nullopt};
}

Origin by_reference(const Gateway& gateway, const cluster::Object& object, diag::FieldPath path,
                    const char* reference) {
  return {&object, std::move(path),
          gateway.context.reporter.related(*gateway.context.server.object, diag::FieldPath(reference),
                                           "referenced from here")};
}

Origin of_composite_tool(const Gateway& gateway, std::string_view path) {
  const Item item = item_of(path, "compositeTools");
  ToolSite site = tool_site(gateway, item.index);
  return {site.object, joined(site.path, item.rest), std::move(site.referenced_from)};
}

// The operator writes what it has found out about the member; only its annotations and entries' URLs are a user's.
Origin of_backend(const Gateway& gateway, std::string_view path) {
  const Item item = item_of(path, "backends");
  if (gateway.config().outgoing_auth->source != "inline") return by_server(gateway, "spec.config." + std::string(path));
  const std::string& name = gateway.config().backends[item.index].name;
  for (const op::Workload& member : op::list_workloads(gateway.context)) {
    if (member.name() != name) continue;
    const bool metadata = item.rest.starts_with(".metadata");
    return {&member.object(), diag::FieldPath(metadata ? "metadata.annotations" : "spec"), std::nullopt};
  }
  return by_server(gateway, "spec.outgoingAuth");
}

Origin of_incoming_auth(const Gateway& gateway, std::string_view path) {
  const op::Context& context = gateway.context;
  const auto& incoming = context.spec().incoming_auth;
  constexpr std::string_view kAuthz = "incomingAuth.authz";
  if (!incoming || !path.starts_with(kAuthz)) return by_server(gateway, "spec.incomingAuth");
  if (incoming->authz_config && incoming->authz_config->config_map) {
    const std::string& name = incoming->authz_config->config_map->name;
    if (const auto* object = context.cluster.find("", "ConfigMap", context.name_space(), name)) {
      return by_reference(gateway, *object, diag::FieldPath("data"), "spec.incomingAuth.authzConfig.configMap.name");
    }
  } else if (incoming->authz_config) {
    return by_server(gateway, "spec.incomingAuth.authzConfig.inline" + std::string(path.substr(kAuthz.size())));
  } else if (incoming->authz_config_ref) {
    const auto* shared =
        context.cluster.find<model::McpAuthzConfigSpec>(context.name_space(), incoming->authz_config_ref->name);
    if (shared != nullptr) {
      return by_reference(gateway, *shared->object, diag::FieldPath("spec.config"),
                          "spec.incomingAuth.authzConfigRef.name");
    }
  }
  return by_server(gateway, "spec.incomingAuth");
}

Origin of_telemetry(const Gateway& gateway) {
  const op::Context& context = gateway.context;
  const auto* config = context.cluster.find<model::McpTelemetryConfigSpec>(context.name_space(),
                                                                           context.spec().telemetry_config_ref->name);
  return by_reference(gateway, *config->object, diag::FieldPath("spec.openTelemetry"), "spec.telemetryConfigRef.name");
}

/// Overrides of a tool may come from an MCPToolConfig.
Origin of_aggregated_tool(const Gateway& gateway, std::string_view path) {
  constexpr std::string_view kTools = "aggregation.tools";
  const Item item = item_of(path, kTools);
  const op::Context& context = gateway.context;
  const auto& stated = context.spec().config.aggregation->tools[item.index];
  const std::string own = "spec.config." + std::string(path);
  if (!stated.tool_config_ref || !item.rest.starts_with(".overrides")) return by_server(gateway, own);
  const auto* config =
      context.cluster.find<model::McpToolConfigSpec>(context.name_space(), stated.tool_config_ref->name);
  for (const auto& [tool, override_] : stated.overrides) {
    if (item.rest.starts_with(".overrides." + tool) || item.rest.starts_with(".overrides[" + tool + ']')) {
      return by_server(gateway, own);
    }
  }
  return by_reference(
      gateway, *config->object,
      joined(diag::FieldPath("spec.toolsOverride"), item.rest.substr(std::string_view(".overrides").size())),
      "spec.config.aggregation.tools");
}

}  // namespace

Origin origin_of_config(const Gateway& gateway, std::string_view path) {
  if (path.starts_with("compositeTools[")) return of_composite_tool(gateway, path);
  if (path.starts_with("backends[")) return of_backend(gateway, path);
  if (path.starts_with("aggregation.tools[")) return of_aggregated_tool(gateway, path);
  if (path.starts_with("incomingAuth")) return of_incoming_auth(gateway, path);
  if (path.starts_with("telemetry")) return of_telemetry(gateway);
  if (path.starts_with("outgoingAuth")) return by_server(gateway, "spec.outgoingAuth");
  const bool moved = path.starts_with("sessionStorage") ||
                     (path.starts_with("passthroughHeaders") && !gateway.context.spec().passthrough_headers.empty());
  return by_server(gateway, (moved ? "spec." : "spec.config.") + std::string(path));
}

Origin origin_of_auth_server(const Gateway& gateway, std::string_view) {
  return by_server(gateway, "spec.authServerConfig");
}

}  // namespace vmcp::start
