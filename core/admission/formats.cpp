#include "core/admission/formats.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <string>
#include <system_error>

#include "core/admission/pattern.h"
#include "core/go/duration.h"
#include "core/go/ip.h"
#include "core/go/time.h"
#include "core/go/url.h"
#include "core/text/ascii.h"

namespace vmcp::admission {
namespace {

struct Expression {
  std::string_view format;  ///< as the API server compares names, without dashes
  Pattern pattern;
};

/// The expression that decides a format; null pointer when none does.
const Pattern* expression_of(std::string_view format) {
  static const Expression kExpressions[] = {
      {"byte", Pattern(R"(^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$)")},
      // Behind another `t` may stand anything.
      {"datetime", Pattern(R"((?i)^[^t]*t(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[^t\n]\d+)?(?:z|[+-]\d\d:\d\d)(?:t|$))")},
      {"hexcolor", Pattern(R"(^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$)")},
      {"k8slongname", Pattern(R"(^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$)")},
      {"k8sshortname", Pattern(R"(^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$)")},
      {"mac", Pattern(R"((?i)^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5})$)")},
      {"ssn", Pattern(R"(^\d{3}[- ]?\d{2}[- ]?\d{4}$)")},
      {"uuid", Pattern(R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$)")},
      {"uuid3", Pattern(R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$)")},
      {"uuid4", Pattern(R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$)")},
      {"uuid5", Pattern(R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$)")},
  };
  const auto* row = std::ranges::find(kExpressions, format, &Expression::format);
  return row == std::end(kExpressions) ? nullptr : &row->pattern;
}

bool is_date(std::string_view text) { return go::parse_time(std::string(text) + "T00:00:00Z").has_value(); }

/// A unit of durations in words.
struct Unit {
  std::string_view name;
  bool may_go_on;  ///< as `day` in `days`
  std::uint64_t nanoseconds;
};
constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kHour = 3600 * kSecond;
constexpr Unit kUnits[] = {{"ns", false, 1},
                           {"nano", true, 1},
                           {"us", false, 1000},
                           {"\u00b5s", false, 1000},
                           {"micro", true, 1000},
                           {"ms", false, 1'000'000},
                           {"milli", true, 1'000'000},
                           {"s", false, kSecond},
                           {"sec", true, kSecond},
                           {"m", false, 60 * kSecond},
                           {"min", true, 60 * kSecond},
                           {"h", false, kHour},
                           {"hr", false, kHour},
                           {"hour", true, kHour},
                           {"d", false, 24 * kHour},
                           {"day", true, 24 * kHour},
                           {"w", false, 7 * 24 * kHour},
                           {"wk", false, 7 * 24 * kHour},
                           {"week", true, 7 * 24 * kHour}};

std::string_view take_while(std::string_view& text, std::string_view characters) {
  const std::string_view taken = text.substr(0, text.find_first_not_of(characters));
  text.remove_prefix(taken.size());
  return taken;
}

/// Takes letters, which are in lower case, and signs for micro.
std::string_view take_word(std::string_view& text) {
  constexpr std::string_view kMicro = "\u00b5";
  std::size_t end = 0;
  while (end < text.size()) {
    if (text::is_lower(text[end])) {
      ++end;
    } else if (text.substr(end).starts_with(kMicro)) {
      end += kMicro.size();
    } else {
      break;
    }
  }
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
  if (const auto duration = go::parse_duration(text)) return duration;
  const std::string lower = text::to_lower(text);
  bool has_unit = false;
  std::uint64_t total = 0;  // which wraps around, as Go's does
  for (std::string_view rest = lower; !rest.empty();) {
    constexpr std::string_view kDigits = "0123456789";
    rest.remove_prefix(std::min(rest.find_first_of(kDigits), rest.size()));
    const std::string_view digits = take_while(rest, kDigits);
    take_while(rest, "\t\n\f\r ");
    const std::string_view word = take_word(rest);
    if (word.empty()) continue;
    std::int64_t number = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec != std::errc{}) return std::nullopt;
    const auto* unit = std::ranges::find_if(kUnits, [&](const Unit& candidate) {
      return candidate.may_go_on ? word.starts_with(candidate.name) : word == candidate.name;
    });
    if (unit == std::end(kUnits)) continue;
    has_unit = true;
    total += static_cast<std::uint64_t>(number) * unit->nanoseconds;
  }
  return has_unit ? std::optional(static_cast<std::int64_t>(total)) : std::nullopt;
}

bool matches_format(std::string_view format, std::string_view text) {
  std::string name(format);
  std::erase(name, '-');
  if (name == "uri") return static_cast<bool>(go::url::parse_request_uri(text));
  if (name == "ipv4") return go::parse_ip(text) && text.find(':') == std::string_view::npos;
  if (name == "ipv6") return go::parse_ip(text) && text.find(':') != std::string_view::npos;
  if (name == "cidr") return go::parse_cidr(text).has_value();
  if (name == "duration") return parse_duration(text).has_value();
  if (name == "date") return is_date(text);
  const Pattern* pattern = expression_of(name);
  if (pattern == nullptr) return true;
  return pattern->found_in(text) && (name != "datetime" || is_date(text.substr(0, text.find_first_of("tT"))));
}

}  // namespace vmcp::admission
