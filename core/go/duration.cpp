#include "core/go/duration.h"

#include <array>
#include <cstddef>

#include "core/text/ascii.h"

namespace vmcp::go {
namespace {

constexpr std::uint64_t kMicrosecond = 1'000;
constexpr std::uint64_t kMillisecond = 1'000 * kMicrosecond;
constexpr std::uint64_t kSecond = 1'000 * kMillisecond;
constexpr std::uint64_t kMinute = 60 * kSecond;
constexpr std::uint64_t kHour = 60 * kMinute;
constexpr std::uint64_t kMostNegative = std::uint64_t{1} << 63U;

struct Unit {
  std::string_view name;
  std::uint64_t nanoseconds;
};
constexpr std::array<Unit, 8> kUnits = {{{"ns", 1},
                                         {"us", kMicrosecond},
                                         {"\u00b5s", kMicrosecond},
                                         {"\u03bcs", kMicrosecond},
                                         {"ms", kMillisecond},
                                         {"s", kSecond},
                                         {"m", kMinute},
                                         {"h", kHour}}};

using text::is_digit;

/// Leading digits of `text`, removed from it. False when they pass 2^63 (Go's leadingInt).
bool leading_integer(std::string_view& text, std::uint64_t& value) {
  value = 0;
  while (!text.empty() && is_digit(text.front())) {
    if (value > kMostNegative / 10) return false;
    value = value * 10 + static_cast<std::uint64_t>(text.front() - '0');
    if (value > kMostNegative) return false;
    text.remove_prefix(1);
  }
  return true;
}

/// The digits after the point as value / scale; digits past the precision are dropped (Go's leadingFraction).
void leading_fraction(std::string_view& text, std::uint64_t& value, double& scale) {
  value = 0;
  scale = 1;
  bool overflow = false;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    if (overflow) continue;
    if (value > (kMostNegative - 1) / 10) {
      overflow = true;
      continue;
    }
    const std::uint64_t next = value * 10 + static_cast<std::uint64_t>(text.front() - '0');
    if (next > kMostNegative) {
      overflow = true;
      continue;
    }
    value = next;
    scale *= 10;
  }
}

const Unit* leading_unit(std::string_view& text) {
  const std::size_t length = text.find_first_of(".0123456789");
  const std::string_view name = text.substr(0, length);
  for (const Unit& unit : kUnits) {
    if (unit.name != name) continue;
    text.remove_prefix(name.size());
    return &unit;
  }
  return nullptr;
}

/// `value` with `digits` decimal places, trailing zeros and a bare point left out.
std::string decimal(std::uint64_t value, std::size_t digits) {
  std::string text = std::to_string(value);
  if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
  text.insert(text.size() - digits, 1, '.');
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  std::uint64_t total = 0;
  while (!text.empty()) {
    if (text.front() != '.' && !is_digit(text.front())) return std::nullopt;
    std::uint64_t value = 0;
    const std::size_t before = text.size();
    if (!leading_integer(text, value)) return std::nullopt;
    bool has_digits = text.size() != before;
    std::uint64_t fraction = 0;
    double scale = 1;
    if (!text.empty() && text.front() == '.') {
      text.remove_prefix(1);
      const std::size_t before_fraction = text.size();
      leading_fraction(text, fraction, scale);
      has_digits = has_digits || text.size() != before_fraction;
    }
    if (!has_digits) return std::nullopt;
    const Unit* unit = leading_unit(text);
    if (unit == nullptr || value > kMostNegative / unit->nanoseconds) return std::nullopt;
    value *= unit->nanoseconds;
    if (fraction > 0) {
      value +=
          static_cast<std::uint64_t>(static_cast<double>(fraction) * (static_cast<double>(unit->nanoseconds) / scale));
      if (value > kMostNegative) return std::nullopt;
    }
    total += value;
    if (total > kMostNegative) return std::nullopt;
  }
  if (negative) return static_cast<std::int64_t>(~total + 1);
  if (total > kMostNegative - 1) return std::nullopt;
  return static_cast<std::int64_t>(total);
}

std::string format_duration(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return "0s";
  std::uint64_t rest = static_cast<std::uint64_t>(nanoseconds);
  if (nanoseconds < 0) rest = ~rest + 1;
  std::string text;
  if (rest < kMicrosecond) {
    text = std::to_string(rest) + "ns";
  } else if (rest < kMillisecond) {
    text = decimal(rest, 3) + "\u00b5s";
  } else if (rest < kSecond) {
    text = decimal(rest, 6) + "ms";
  } else {
    const std::uint64_t hours = rest / kHour;
    const std::uint64_t minutes = rest % kHour / kMinute;
    if (hours > 0) text = std::to_string(hours) + "h";
    if (hours > 0 || minutes > 0) text += std::to_string(minutes) + "m";
    text += decimal(rest % kMinute, 9) + "s";
  }
  return nanoseconds < 0 ? "-" + text : text;
}

}  // namespace vmcp::go
