#include "core/cedar/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "core/go/ip.h"
#include "core/text/ascii.h"

namespace vmcp::cedar {
namespace {

constexpr std::int64_t kMaxLong = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMillisPerSecond = 1000;
constexpr std::int64_t kMillisPerMinute = 60 * kMillisPerSecond;
constexpr std::int64_t kMillisPerHour = 60 * kMillisPerMinute;
constexpr std::int64_t kMillisPerDay = 24 * kMillisPerHour;

using text::is_digit;

std::optional<std::int64_t> parse_long(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_prefix_length(std::string_view text, std::int64_t most) {
  if (text.empty() || !std::ranges::all_of(text, is_digit) || (text.size() > 1 && text.front() == '0')) return false;
  const auto bits = parse_long(text);
  return bits && *bits <= most;
}

/// Takes a text from the left, remembering whether all that was asked for was there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  bool accept(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) { ok_ = accept(c) && ok_; }
  /// A number of so many digits, at most `most`.
  std::int64_t expect_number(std::size_t digits, std::int64_t most) {
    const std::string_view text = rest_.substr(0, digits);
    if (text.size() < digits || !std::ranges::all_of(text, is_digit)) {
      ok_ = false;
      return 0;
    }
    rest_.remove_prefix(digits);
    const std::int64_t value = parse_long(text).value_or(0);
    ok_ = ok_ && value <= most;
    return value;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

bool is_day(std::int64_t year, std::int64_t month, std::int64_t day) {
  constexpr std::array<std::int64_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || day < 1) return false;
  const std::int64_t leap_day = month == 2 && is_leap(year) ? 1 : 0;
  return day <= kDays[static_cast<std::size_t>(month - 1)] + leap_day;
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar.
std::int64_t days_since_epoch(std::int64_t year, std::int64_t month, std::int64_t day) {
  // The calendar repeats every 400 years; std::chrono knows years of 16 bits only.
  constexpr std::int64_t kYears = 400;
  constexpr std::int64_t kDaysInThem = 146097;
  const std::int64_t cycle = (year >= 0 ? year : year - (kYears - 1)) / kYears;
  const std::chrono::year_month_day within{std::chrono::year{static_cast<int>(year - cycle * kYears)},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
  return cycle * kDaysInThem + std::chrono::sys_days{within}.time_since_epoch().count();
}

/// Whether a moment, in days and milliseconds from the epoch, lies between cedar-go's limits: what fits into 64 bits of
/// milliseconds, less the first day.
bool fits_milliseconds(std::int64_t days, std::int64_t millis) {
  days += millis / kMillisPerDay;
  millis %= kMillisPerDay;
  if (millis < 0) {
    --days;
    millis += kMillisPerDay;
  }
  constexpr std::pair<std::int64_t, std::int64_t> kLast{kMaxLong / kMillisPerDay, kMaxLong % kMillisPerDay};
  constexpr std::pair<std::int64_t, std::int64_t> kFirst{-kLast.first, kMillisPerDay - kLast.second - 1};
  const std::pair moment{days, millis};
  return kFirst <= moment && moment <= kLast;
}

}  // namespace

bool is_ip_address(std::string_view text) {
  if (std::ranges::count(text, ':') >= 2 && std::ranges::count(text, '.') >= 2) return false;
  const std::size_t slash = text.rfind('/');
  const std::optional<go::Ip> address = go::parse_addr(text.substr(0, slash));
  if (!address || !address->zone.empty()) return false;
  const bool v6 = text.find(':') != std::string_view::npos;
  return slash == std::string_view::npos || is_prefix_length(text.substr(slash + 1), v6 ? 128 : 32);
}

bool is_decimal(std::string_view text) {
  constexpr std::int64_t kMaxWhole = kMaxLong / 10000;
  constexpr std::int64_t kMaxFraction = kMaxLong % 10000;
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return false;
  std::string_view whole = text.substr(0, point);
  const std::string_view fraction = text.substr(point + 1);
  const bool negative = whole.starts_with('-');
  if (negative || whole.starts_with('+')) whole.remove_prefix(1);
  if (whole.empty() || !std::ranges::all_of(whole, is_digit)) return false;
  if (fraction.empty() || fraction.size() > 4 || !std::ranges::all_of(fraction, is_digit)) return false;
  const auto units = parse_long(whole);
  if (!units) return false;
  std::int64_t parts = *parse_long(fraction);
  for (std::size_t i = fraction.size(); i < 4; ++i) parts *= 10;
  return std::pair{*units, parts} <= std::pair{kMaxWhole, kMaxFraction + (negative ? 1 : 0)};
}

bool is_datetime(std::string_view text) {
  Scanner scanner(text);
  const bool negative = scanner.accept('-');
  const bool has_sign = negative || scanner.accept('+');
  const std::int64_t magnitude = has_sign ? scanner.expect_number(9, 999999999) : scanner.expect_number(4, 9999);
  const std::int64_t year = negative ? -magnitude : magnitude;
  scanner.expect('-');
  const std::int64_t month = scanner.expect_number(2, 12);
  scanner.expect('-');
  const std::int64_t day = scanner.expect_number(2, 31);
  if (!scanner.ok() || !is_day(year, month, day)) return false;
  if (scanner.at_end()) return true;

  scanner.expect('T');
  std::int64_t millis = scanner.expect_number(2, 23) * kMillisPerHour;
  scanner.expect(':');
  millis += scanner.expect_number(2, 59) * kMillisPerMinute;
  scanner.expect(':');
  millis += scanner.expect_number(2, 59) * kMillisPerSecond;
  if (scanner.accept('.')) millis += scanner.expect_number(3, 999);
  if (!scanner.accept('Z')) {
    const std::int64_t direction = scanner.accept('-') ? 1 : -1;
    if (direction < 0) scanner.expect('+');
    millis += direction * scanner.expect_number(2, 23) * kMillisPerHour;
    millis += direction * scanner.expect_number(2, 59) * kMillisPerMinute;
  }
  return scanner.ok() && scanner.at_end() && fits_milliseconds(days_since_epoch(year, month, day), millis);
}

bool is_duration(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kUnits = {
      {{"d", kMillisPerDay}, {"h", kMillisPerHour}, {"m", kMillisPerMinute}, {"s", kMillisPerSecond}, {"ms", 1}}};
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty()) return false;
  std::int64_t total = 0;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto quantity = parse_long(text.substr(0, digits));
    if (!quantity) return false;
    text.remove_prefix(digits);
    const std::string_view unit = text.starts_with("ms") ? text.substr(0, 2) : text.substr(0, 1);
    while (next_unit < kUnits.size() && kUnits[next_unit].first != unit) ++next_unit;
    if (next_unit == kUnits.size()) return false;
    const std::int64_t millis = kUnits[next_unit++].second;
    if (*quantity > kMaxLong / millis || total > kMaxLong - *quantity * millis) return false;
    total += *quantity * millis;
    text.remove_prefix(unit.size());
  }
  return true;
}

}  // namespace vmcp::cedar
