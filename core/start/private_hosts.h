#pragma once

#include <string_view>

namespace vmcp::start {

/// Whether a URL's host is in a private network for certain: an address, or the name of a Service, which the cluster's
/// DNS resolves to one. vmcp's clients do not connect to it unless they are told that they may.
bool is_in_private_network(std::string_view url);

}  // namespace vmcp::start
