#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vmcp::go {

/// The bytes that base64.StdEncoding decodes: line breaks are skipped, padding is required. Nothing when it refuses.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace vmcp::go
