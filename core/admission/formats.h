#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vmcp::admission {

/// Whether `text` is of a `format` that the API server checks in custom resources. It ignores formats that it does not
/// know (`int32`, ...), and so does this; `bsonobjectid`, `creditcard`, `email`, `hostname`, `isbn*` and `rgbcolor`,
/// which no ToolHive type has, are taken on trust.
bool matches_format(std::string_view format, std::string_view text);

/// The nanoseconds of a text of format `duration`: what Go reads, or numbers with units in words (`2 days`), whose sum
/// wraps around. As ParseDuration of strfmt.
std::optional<std::int64_t> parse_duration(std::string_view text);

}  // namespace vmcp::admission
