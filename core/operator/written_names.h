#pragma once

#include <string_view>

namespace vmcp::op {

/// Whether only the operator gives a variable this name: one that it does not write any more is a leftover. Variables
/// that ToolHive's programs read and the operator leaves to the user (TOOLHIVE_OIDC_CLIENT_SECRET) are not among them.
bool is_operator_variable(std::string_view name);

/// Whether the operator names volumes like this: those of the auth server, of CA bundles of redis, OIDC, telemetry and
/// entries.
bool is_operator_volume(std::string_view name);

/// Whether only the operator mounts a volume of this name there. The names of entries' and telemetry's volumes are so
/// common that the directory has to be the operator's, too.
bool is_operator_mount(std::string_view volume, std::string_view mount_path);

}  // namespace vmcp::op
