#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/cel/value.h"

namespace vmcp::cel {

/// What go::parse_time() takes, as far as it is RFC 3339, and CEL can hold it.
std::optional<Timestamp> parse_timestamp(std::string_view text);

/// Whether CEL can hold the moment.
bool is_in_range(const Timestamp& timestamp);

/// Seconds with their fraction: `1.5s`.
std::string format(const Duration& duration);

/// The offset of `UTC`, `+01:30` or `1:30`; nothing for names, whose rules are not known here.
std::optional<std::int64_t> parse_zone(std::string_view zone);

}  // namespace vmcp::cel
