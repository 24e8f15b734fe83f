#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vmcp::start {

/// Why nobody can dial an address, whatever the network: it must be "host:port", with brackets around an IPv6 address
/// and a port from 0 to 65535 or a service that Go knows. Whether the host exists is not asked. As net.Dial for tcp.
std::optional<std::string> dial_problem(std::string_view address);

}  // namespace vmcp::start
