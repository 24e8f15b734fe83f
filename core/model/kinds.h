#pragma once

#include <string_view>

namespace vmcp::model {

/// What objects of ToolHive say when they are written anew, and the API group in it, whose kinds the operator reads.
inline constexpr std::string_view kApiVersion = "toolhive.stacklok.dev/v1beta1";
inline constexpr std::string_view kGroup = kApiVersion.substr(0, kApiVersion.find('/'));

/// Whether an apiVersion is one of that group.
constexpr bool is_of_group(std::string_view api_version) {
  return api_version.starts_with(kApiVersion.substr(0, kGroup.size() + 1));
}

struct VirtualMcpServerSpec;
struct McpGroupSpec;
struct McpExternalAuthConfigSpec;
struct McpOidcConfigSpec;
struct McpAuthzConfigSpec;
struct McpTelemetryConfigSpec;
struct McpToolConfigSpec;
struct EmbeddingServerSpec;
struct McpServerSpec;
struct McpRemoteProxySpec;
struct McpServerEntrySpec;
namespace config {
struct CompositeToolConfig;
}  // namespace config

/// The kind whose spec a type is; empty for other types.
template <class Spec>
inline constexpr std::string_view kKind = {};
template <>
inline constexpr std::string_view kKind<VirtualMcpServerSpec> = "VirtualMCPServer";
template <>
inline constexpr std::string_view kKind<McpGroupSpec> = "MCPGroup";
template <>
inline constexpr std::string_view kKind<McpExternalAuthConfigSpec> = "MCPExternalAuthConfig";
template <>
inline constexpr std::string_view kKind<McpOidcConfigSpec> = "MCPOIDCConfig";
template <>
inline constexpr std::string_view kKind<McpAuthzConfigSpec> = "MCPAuthzConfig";
template <>
inline constexpr std::string_view kKind<McpTelemetryConfigSpec> = "MCPTelemetryConfig";
template <>
inline constexpr std::string_view kKind<McpToolConfigSpec> = "MCPToolConfig";
template <>
inline constexpr std::string_view kKind<config::CompositeToolConfig> = "VirtualMCPCompositeToolDefinition";
template <>
inline constexpr std::string_view kKind<EmbeddingServerSpec> = "EmbeddingServer";
template <>
inline constexpr std::string_view kKind<McpServerSpec> = "MCPServer";
template <>
inline constexpr std::string_view kKind<McpRemoteProxySpec> = "MCPRemoteProxy";
template <>
inline constexpr std::string_view kKind<McpServerEntrySpec> = "MCPServerEntry";

/// A kind whose spec is decoded for nothing but what Go cannot hold of it.
inline constexpr std::string_view kWebhookConfig = "MCPWebhookConfig";

/// `Of<Spec...>` for the kinds that are decoded.
template <template <class...> class Of>
using ForKinds = Of<VirtualMcpServerSpec, McpGroupSpec, McpExternalAuthConfigSpec, McpOidcConfigSpec,
                    McpAuthzConfigSpec, McpTelemetryConfigSpec, McpToolConfigSpec, config::CompositeToolConfig,
                    EmbeddingServerSpec, McpServerSpec, McpRemoteProxySpec, McpServerEntrySpec>;

/// `Of<Spec...>` for the kinds that a group has as members.
template <template <class...> class Of>
using ForMemberKinds = Of<McpServerSpec, McpRemoteProxySpec, McpServerEntrySpec>;

}  // namespace vmcp::model
