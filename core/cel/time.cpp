#include "core/cel/time.h"

#include <algorithm>
#include <cstddef>

#include "core/text/ascii.h"

namespace vmcp::cel {
namespace {

constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z
constexpr std::int64_t kSecondNanoseconds = 1'000'000'000;

using text::is_digit;

/// Reads `count` digits off the text.
bool take_number(std::string_view& text, std::size_t count, std::int64_t& value) {
  if (text.size() < count || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count), is_digit)) {
    return false;
  }
  value = 0;
  for (const char c : text.substr(0, count)) value = value * 10 + (c - '0');
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// `.5` for half a second, nothing for none.
std::string fraction(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return {};
  std::string text = std::to_string(kSecondNanoseconds + nanoseconds);
  text.front() = '.';
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

/// Whether what Go takes for a time is one of RFC 3339. As isStrictRFC3339 of cel-go.
bool is_strict(std::string_view time) {
  constexpr std::size_t kBehindHour = std::string_view("2006-01-02T15").size();
  if (time[kBehindHour] != ':' || time.find(',') != std::string_view::npos) return false;
  const std::string_view offset = time.substr(time.size() - std::string_view("15:04").size());
  return time.ends_with('Z') || (offset.substr(0, 2) < "24" && offset.substr(3) < "60");
}

}  // namespace

bool is_in_range(const Timestamp& timestamp) {
  return timestamp.seconds >= kFirstSecond && timestamp.seconds <= kLastSecond;
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  const std::optional<Timestamp> timestamp = go::parse_time(text);
  return timestamp && is_strict(text) && is_in_range(*timestamp) ? timestamp : std::nullopt;
}

std::optional<std::int64_t> parse_zone(std::string_view zone) {
  if (zone == "UTC" || zone.empty()) return 0;
  const bool negative = take(zone, '-');
  if (!negative) take(zone, '+');
  const std::size_t colon = std::min(zone.find(':'), zone.size());
  std::int64_t hours = 0;
  std::int64_t minutes = 0;
  const bool read = colon > 0 && colon <= 2 && take_number(zone, colon, hours) && take(zone, ':') && !zone.empty() &&
                    zone.size() <= 2 && take_number(zone, zone.size(), minutes);
  if (!read) return std::nullopt;
  return (hours * 3600 + minutes * 60) * (negative ? -1 : 1);
}

std::string format(const Duration& duration) {
  const bool negative = duration.nanoseconds < 0;
  auto magnitude = static_cast<std::uint64_t>(duration.nanoseconds);
  if (negative) magnitude = ~magnitude + 1;
  const auto seconds = static_cast<std::int64_t>(magnitude / kSecondNanoseconds);
  const auto rest = static_cast<std::int64_t>(magnitude % kSecondNanoseconds);
  return (negative ? "-" : "") + std::to_string(seconds) + fraction(rest) + 's';
}

}  // namespace vmcp::cel
