#include "core/cel/time.h"

#include <algorithm>
#include <cstddef>

#include "core/text/take.h"

namespace vmcp::cel {
namespace {

constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z
constexpr std::int64_t kSecondNanoseconds = 1'000'000'000;

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
  const bool negative = text::take(zone, '-');
  if (!negative) text::take(zone, '+');
  const std::size_t colon = std::min(zone.find(':'), zone.size());
  std::int64_t hours = 0;
  std::int64_t minutes = 0;
  const bool read = colon > 0 && colon <= 2 && text::take_number(zone, colon, hours) && text::take(zone, ':') &&
                    !zone.empty() && zone.size() <= 2 && text::take_number(zone, zone.size(), minutes);
  if (!read) return std::nullopt;
  return (hours * 3600 + minutes * 60) * (negative ? -1 : 1);
}

std::string format(const Duration& duration) {
  const bool negative = duration.nanoseconds < 0;
  auto magnitude = static_cast<std::uint64_t>(duration.nanoseconds);
  if (negative) magnitude = ~magnitude + 1;
  const auto seconds = static_cast<std::int64_t>(magnitude / kSecondNanoseconds);
  const auto rest = static_cast<std::int64_t>(magnitude % kSecondNanoseconds);
  return (negative ? "-" : "") + std::to_string(seconds) + go::fraction(rest) + 's';
}

}  // namespace vmcp::cel
