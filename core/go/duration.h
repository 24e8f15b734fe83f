#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vmcp::go {

/// As time.ParseDuration: "1h15m30.5s", "300ms", "-1.5h", "2us" with u, U+00B5 or U+03BC. Nothing when Go refuses
/// it, an overflow of int64 nanoseconds included.
std::optional<std::int64_t> parse_duration(std::string_view text);

/// As time.Duration.String: "1h0m0s", "1.5s", "100ms", "0s".
std::string format_duration(std::int64_t nanoseconds);

}  // namespace vmcp::go
