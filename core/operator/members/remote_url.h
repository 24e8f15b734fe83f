#pragma once

#include <optional>
#include <string>

namespace vmcp::op {

/// Why a member may not point to a remote URL: it is no http or https URL with a host, or it leads back to the
/// machine, its network or the cluster. `allow_private` permits private networks and cluster.local. As
/// validation.ValidateRemoteURL.
std::optional<std::string> remote_url_fault(const std::string& text, bool allow_private);

}  // namespace vmcp::op
