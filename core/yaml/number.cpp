#include "core/yaml/number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <system_error>

#include "core/go/number.h"
#include "core/text/ascii.h"

namespace vmcp::yaml {

std::optional<Scalar> parse_integer(std::string_view text) {
  const bool negative = text.starts_with('-');
  const bool sign = negative || text.starts_with('+');
  if (sign) text.remove_prefix(1);
  int base = 10;
  if (text.size() > 1 && text[0] == '0') {
    const char letter = text::to_lower(text[1]);
    base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
    text.remove_prefix(letter == 'x' || letter == 'b' || letter == 'o' ? 2 : 1);
  }
  std::uint64_t magnitude = 0;
  const char* end = text.data() + text.size();
  const auto [parsed, error] = std::from_chars(text.data(), end, magnitude, base);
  if (error != std::errc{} || parsed != end) return std::nullopt;
  constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
  if (negative) {
    if (magnitude > kMax + 1) return std::nullopt;
    return Scalar{static_cast<std::int64_t>(~magnitude + 1)};
  }
  if (magnitude <= kMax) return Scalar{static_cast<std::int64_t>(magnitude)};
  if (sign) return std::nullopt;
  return Scalar{magnitude};
}

std::optional<double> parse_float(std::string_view text) {
  std::string_view rest = text;
  const auto skip_digits = [&rest] {
    const std::size_t count = std::min(rest.find_first_not_of("0123456789"), rest.size());
    rest.remove_prefix(count);
    return count;
  };
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  const std::string_view number = rest;
  const std::string_view whole = number.substr(0, skip_digits());
  std::size_t fraction = 0;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    fraction = skip_digits();
  }
  if (whole.empty() && fraction == 0) return std::nullopt;
  bool shrinks = whole.find_first_not_of('0') == std::string_view::npos;
  if (rest.starts_with('e') || rest.starts_with('E')) {
    rest.remove_prefix(1);
    shrinks = rest.starts_with('-');
    if (shrinks || rest.starts_with('+')) rest.remove_prefix(1);
    if (skip_digits() == 0) return std::nullopt;
  }
  if (!rest.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error == std::errc::result_out_of_range) {
    if (!shrinks) return std::nullopt;
    value = 0;
  }
  return negative ? -value : value;
}

std::optional<std::string> format_integral(double value) {
  if (value != std::trunc(value) || std::fabs(value) >= 1e21) return std::nullopt;
  return value == 0 ? "0" : go::json_number(value);
}

std::string format_float_key(double value) {
  if (std::isnan(value)) return ".nan";
  const auto narrow = static_cast<float>(value);
  if (std::isinf(narrow)) return narrow > 0 ? ".inf" : "-.inf";
  return go::format_float(narrow);
}

}  // namespace vmcp::yaml
