#include "core/kube/time.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <system_error>

namespace vmcp::kube {
namespace {

/// Takes exactly `digits` digits off `rest`; nothing when they are not there.
std::optional<int> take_number(std::string_view& rest, std::size_t digits) {
  int number = 0;
  if (rest.size() < digits || rest.front() == '-') return std::nullopt;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + digits, number);
  if (error != std::errc{} || end != rest.data() + digits) return std::nullopt;
  rest.remove_prefix(digits);
  return number;
}

bool take(std::string_view& rest, char c) {
  if (!rest.starts_with(c)) return false;
  rest.remove_prefix(1);
  return true;
}

/// `YYYY-MM-DDTHH:MM:SS` with a fraction that is dropped.
std::optional<std::chrono::sys_seconds> take_local(std::string_view& rest) {
  const auto year = take_number(rest, 4);
  if (!year || !take(rest, '-')) return std::nullopt;
  const auto month = take_number(rest, 2);
  if (!month || !take(rest, '-')) return std::nullopt;
  const auto day = take_number(rest, 2);
  if (!day || !take(rest, 'T')) return std::nullopt;
  const auto hour = take_number(rest, 2);
  if (!hour || *hour > 23 || !take(rest, ':')) return std::nullopt;
  const auto minute = take_number(rest, 2);
  if (!minute || *minute > 59 || !take(rest, ':')) return std::nullopt;
  const auto second = take_number(rest, 2);
  if (!second || *second > 59) return std::nullopt;
  if (take(rest, '.') || take(rest, ',')) {
    const std::size_t end = rest.find_first_not_of("0123456789");
    if (end == 0 || rest.empty()) return std::nullopt;
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end);
  }
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
         std::chrono::seconds{*second};
}

std::optional<std::chrono::minutes> take_offset(std::string_view& rest) {
  if (take(rest, 'Z')) return std::chrono::minutes{0};
  const bool west = rest.starts_with('-');
  if (!take(rest, '+') && !take(rest, '-')) return std::nullopt;
  const auto hours = take_number(rest, 2);
  if (!hours || *hours > 24 || !take(rest, ':')) return std::nullopt;
  const auto minutes = take_number(rest, 2);
  if (!minutes || *minutes > 60) return std::nullopt;
  const std::chrono::minutes offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
  return west ? -offset : offset;
}

}  // namespace

std::optional<std::string> utc_timestamp(std::string_view text) {
  const auto local = take_local(text);
  if (!local) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const std::chrono::sys_seconds utc = *local - *offset;
  const auto days = std::chrono::floor<std::chrono::days>(utc);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss time{utc - days};
  char buffer[sizeof "-2147483648-12-31T23:59:59Z"];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return buffer;
}

}  // namespace vmcp::kube
