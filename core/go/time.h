#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vmcp::go {

/// A moment of a year from 0 to 9999.
struct Time {
  std::int64_t seconds = 0;  ///< since 1970-01-01T00:00:00Z
  std::int32_t nanoseconds = 0;
  std::int32_t zone_seconds = 0;  ///< the offset that it was written with, and prints with
};

/// As time.Parse of time.RFC3339, which is wider than the RFC: an hour may have one digit, a comma may stand before a
/// fraction, and offsets go up to 24:60.
std::optional<Time> parse_time(std::string_view text);

/// `.5` for half a second, nothing for none.
std::string fraction(std::int64_t nanoseconds);

/// RFC 3339 with the fraction and the offset that are there.
std::string format_time(const Time& time);

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
CivilTime civil_time(const Time& time, std::int64_t zone_seconds);

}  // namespace vmcp::go
