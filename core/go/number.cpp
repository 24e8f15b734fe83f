#include "core/go/number.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

namespace vmcp::go {
namespace {

/// A finite number as d.ddd * 10^exponent, with as few digits as tell it from its neighbours.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

double read(const char* text, double) { return std::strtod(text, nullptr); }
float read(const char* text, float) { return std::strtof(text, nullptr); }

/// Raises the last digit of `d.ddde+dd` by one.
void round_up(std::string& text) {
  for (std::size_t i = text.find('e'); i-- > 0;) {
    if (text[i] == '.') continue;
    if (text[i] != '9') {
      ++text[i];
      return;
    }
    text[i] = '0';
  }
}

/// The shortest text `d.ddde+dd` that is read as this number, and of those the nearest. It is looked for with printf:
/// the tables by which std::to_chars knows it would be a fiftieth of the program.
template <typename Float>
std::string shortest_text(Float magnitude) {
  using Limits = std::numeric_limits<Float>;
  const auto is_read = [&](const std::string& text) { return read(text.c_str(), Float{}) == magnitude; };
  int exponent = 0;
  const bool is_power_of_two = std::frexp(magnitude, &exponent) == Float{0.5};
  // So many digits tell apart all numbers that have all their bits.
  for (int digits = magnitude < Limits::min() ? 1 : Limits::digits10;; ++digits) {
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*e", digits - 1, static_cast<double>(magnitude));
    std::string text = buffer.data();
    if (is_read(text) || digits == Limits::max_digits10) return text;
    // The next number below is only half as far as the one above: what is rounded down may be read as that one.
    if (is_power_of_two) round_up(text);
    if (is_power_of_two && is_read(text)) return text;
  }
}

template <typename Float>
Decimal to_decimal(Float value) {
  const std::string text = shortest_text(std::abs(value));
  const std::size_t e = text.find('e');
  Decimal decimal{std::signbit(value), text.substr(0, e),
                  static_cast<int>(std::strtol(text.c_str() + e + 1, nullptr, 10))};
  if (decimal.digits.size() > 1) decimal.digits.erase(1, 1);
  decimal.digits.erase(std::max<std::size_t>(decimal.digits.find_last_not_of('0') + 1, 1));
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

/// What strconv prints of what is no number, in any format.
template <typename Float>
std::optional<std::string> no_number(Float value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return std::nullopt;
}

template <typename Float>
std::string general(Float value) {
  if (auto word = no_number(value)) return *std::move(word);
  const Decimal decimal = to_decimal(value);
  constexpr int kSmallest = -4;
  constexpr int kLargest = 5;
  return decimal.exponent < kSmallest || decimal.exponent > kLargest ? scientific(decimal, 2) : fixed(decimal);
}

}  // namespace

std::string format_float(double value) { return general(value); }

std::string format_float(float value) { return general(value); }

std::string format_fixed(double value) {
  if (auto word = no_number(value)) return *std::move(word);
  return fixed(to_decimal(value));
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
