#pragma once

#include <string_view>

namespace vmcp::model {

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

/// `Of<Spec...>` for the kinds that are decoded.
template <template <class...> class Of>
using ForKinds = Of<VirtualMcpServerSpec, McpGroupSpec, McpExternalAuthConfigSpec, McpOidcConfigSpec,
                    McpAuthzConfigSpec, McpTelemetryConfigSpec, McpToolConfigSpec, config::CompositeToolConfig,
                    EmbeddingServerSpec, McpServerSpec, McpRemoteProxySpec, McpServerEntrySpec>;

/// `Of<Spec...>` for the kinds that a group has as members.
template <template <class...> class Of>
using ForMemberKinds = Of<McpServerSpec, McpRemoteProxySpec, McpServerEntrySpec>;

}  // namespace vmcp::model
