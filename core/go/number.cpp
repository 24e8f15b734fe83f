#include "core/go/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace vmcp::go {
namespace {

/// A finite number as d.ddd * 10^exponent, with as few digits as tell it from its neighbours.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

Decimal to_decimal(double value) {
  std::array<char, 32> buffer{};
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t e = text.find('e');
  Decimal decimal{std::signbit(value), std::string(text.substr(0, e)), 0};
  if (decimal.digits.size() > 1) decimal.digits.erase(1, 1);
  const std::size_t exponent = e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(text.data() + exponent, text.data() + text.size(), decimal.exponent);
  return decimal;
}

std::string fixed(const Decimal& decimal) {
  std::string text = decimal.negative ? "-" : "";
  if (decimal.exponent < 0) {
    text += "0.";
    text.append(static_cast<std::size_t>(-decimal.exponent - 1), '0');
    return text + decimal.digits;
  }
  const std::size_t whole = static_cast<std::size_t>(decimal.exponent) + 1;
  text.append(decimal.digits, 0, whole);
  if (decimal.digits.size() <= whole) return text.append(whole - decimal.digits.size(), '0');
  return text.append(".").append(decimal.digits, whole);
}

std::string scientific(const Decimal& decimal, std::size_t exponent_digits) {
  std::string text = decimal.negative ? "-" : "";
  text += decimal.digits.front();
  if (decimal.digits.size() > 1) text.append(".").append(decimal.digits, 1);
  text += decimal.exponent < 0 ? "e-" : "e+";
  const std::string exponent = std::to_string(std::abs(decimal.exponent));
  if (exponent.size() < exponent_digits) text.append(exponent_digits - exponent.size(), '0');
  return text + exponent;
}

}  // namespace

std::string format_float(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  const Decimal decimal = to_decimal(value);
  constexpr int kSmallest = -4;
  constexpr int kLargest = 5;
  return decimal.exponent < kSmallest || decimal.exponent > kLargest ? scientific(decimal, 2) : fixed(decimal);
}

std::string json_number(double value) {
  const Decimal decimal = to_decimal(value);
  constexpr double kSmallest = 1e-6;
  constexpr double kLargest = 1e21;
  const double magnitude = std::abs(value);
  const bool is_fixed = magnitude == 0 || (magnitude >= kSmallest && magnitude < kLargest);
  return is_fixed ? fixed(decimal) : scientific(decimal, 1);
}

}  // namespace vmcp::go
