#include "core/go/time.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>

#include "core/text/ascii.h"
#include "core/text/take.h"

namespace vmcp::go {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

using text::is_digit;
using text::take;
using text::take_number;

bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
  static constexpr std::array<std::int64_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March, so that leap days come last.
std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

/// `.5` or `,5`: at most nine digits count. Without a digit it is none, and not taken.
std::int32_t take_fraction(std::string_view& text) {
  if (text.size() < 2 || (text.front() != '.' && text.front() != ',') || !is_digit(text[1])) return 0;
  std::int32_t scale = 100'000'000;
  std::int32_t value = 0;
  text.remove_prefix(1);
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), scale /= 10) {
    value += scale * (text.front() - '0');
  }
  return value;
}

/// `Z` or `+01:30`.
bool take_offset(std::string_view& text, std::int32_t& seconds) {
  if (take(text, 'Z')) return true;
  const bool negative = take(text, '-');
  if (!negative && !take(text, '+')) return false;
  std::int64_t hours = 0;
  std::int64_t minutes = 0;
  if (!take_number(text, 2, hours) || !take(text, ':') || !take_number(text, 2, minutes)) return false;
  if (hours > 24 || minutes > 60) return false;
  seconds = static_cast<std::int32_t>((hours * 3600 + minutes * 60) * (negative ? -1 : 1));
  return true;
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(std::abs(value));
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return value < 0 ? '-' + text : text;
}

std::string offset(std::int64_t seconds) {
  if (seconds == 0) return "Z";
  const std::int64_t minutes = std::abs(seconds) / 60;
  return (seconds < 0 ? '-' : '+') + padded(minutes / 60, 2) + ':' + padded(minutes % 60, 2);
}

}  // namespace

std::optional<Time> parse_time(std::string_view text) {
  std::int64_t year = 0;
  std::int64_t month = 0;
  std::int64_t day = 0;
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  std::int64_t second = 0;
  Time time;
  const bool read = take_number(text, 4, year) && take(text, '-') && take_number(text, 2, month) && take(text, '-') &&
                    take_number(text, 2, day) && take(text, 'T') &&
                    (take_number(text, 2, hour) || take_number(text, 1, hour)) && take(text, ':') &&
                    take_number(text, 2, minute) && take(text, ':') && take_number(text, 2, second);
  if (!read || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  time.nanoseconds = take_fraction(text);
  if (!take_offset(text, time.zone_seconds) || !text.empty()) return std::nullopt;
  time.seconds =
      days_from_civil(year, month, day) * kDaySeconds + hour * 3600 + minute * 60 + second - time.zone_seconds;
  return time;
}

CivilTime civil_time(const Time& time, std::int64_t zone_seconds) {
  const std::int64_t local = time.seconds + zone_seconds;
  const std::int64_t days = local >= 0 ? local / kDaySeconds : (local - kDaySeconds + 1) / kDaySeconds;
  const std::int64_t second_of_day = local - days * kDaySeconds;
  CivilTime civil;
  civil.year = 1970 + days / 366;
  while (days_from_civil(civil.year, 1, 1) > days) --civil.year;
  while (days_from_civil(civil.year + 1, 1, 1) <= days) ++civil.year;
  civil.day_of_year = days - days_from_civil(civil.year, 1, 1);
  civil.day = civil.day_of_year;
  while (civil.day >= days_in_month(civil.year, civil.month + 1)) civil.day -= days_in_month(civil.year, ++civil.month);
  civil.day_of_week = ((days + 4) % 7 + 7) % 7;
  civil.hours = second_of_day / 3600;
  civil.minutes = second_of_day / 60 % 60;
  civil.seconds = second_of_day % 60;
  return civil;
}

std::string fraction(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return {};
  std::string text = '.' + padded(nanoseconds, 9);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

std::string format_time(const Time& time) {
  const CivilTime civil = civil_time(time, time.zone_seconds);
  return padded(civil.year, 4) + '-' + padded(civil.month + 1, 2) + '-' + padded(civil.day + 1, 2) + 'T' +
         padded(civil.hours, 2) + ':' + padded(civil.minutes, 2) + ':' + padded(civil.seconds, 2) +
         fraction(time.nanoseconds) + offset(time.zone_seconds);
}

}  // namespace vmcp::go
