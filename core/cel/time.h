#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/cel/value.h"

namespace vmcp::cel {

/// RFC 3339 as Go reads it; nothing for other texts and for years outside 1 to 9999.
std::optional<Timestamp> parse_timestamp(std::string_view text);

/// Whether CEL can hold the moment.
bool is_in_range(const Timestamp& timestamp);

/// RFC 3339 with the fraction and the offset that are there.
std::string format(const Timestamp& timestamp);
/// Seconds with their fraction: `1.5s`.
std::string format(const Duration& duration);

/// A moment taken apart in a time zone.
struct CivilTime {
  std::int64_t year = 0;
  std::int64_t month = 0;        ///< from 0
  std::int64_t day = 0;          ///< of the month, from 0
  std::int64_t day_of_year = 0;  ///< from 0
  std::int64_t day_of_week = 0;  ///< Sunday is 0
  std::int64_t hours = 0;
  std::int64_t minutes = 0;
  std::int64_t seconds = 0;
};
CivilTime civil_time(const Timestamp& timestamp, std::int64_t zone_seconds);

/// The offset of `UTC`, `+01:30` or `1:30`; nothing for names, whose rules are not known here.
std::optional<std::int64_t> parse_zone(std::string_view zone);

}  // namespace vmcp::cel
