#pragma once

#include <string_view>

#include "core/operator/context.h"

namespace vmcp::op {

/// Whether the server's namespace is taken to hold something: the input has it, or lacks it and it may be assumed.
/// Reports nothing.
bool holds_secret(const Context& context, std::string_view name);
bool holds_secret_key(const Context& context, std::string_view name, std::string_view key);
bool holds_config_map(const Context& context, std::string_view name);
/// Text only: `data`, not `binaryData`.
bool holds_config_map_key(const Context& context, std::string_view name, std::string_view key);

/// Whether the input has a service account, or a controller makes it: that of every namespace, and those that the
/// operator gives to ToolHive's objects.
bool has_service_account(const cluster::Cluster& cluster, std::string_view name_space, std::string_view name);

}  // namespace vmcp::op
