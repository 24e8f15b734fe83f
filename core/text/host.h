#pragma once

#include <string_view>

namespace vmcp::text {

/// The host of a URL, or of an address without a scheme (`git@host:path`, `host/path`), whether or not it is a valid
/// one.
std::string_view host_in(std::string_view address);

}  // namespace vmcp::text
