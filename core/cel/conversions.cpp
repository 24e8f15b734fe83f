#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "core/cel/implementations.h"
#include "core/cel/time.h"
#include "core/go/duration.h"
#include "core/go/literal.h"
#include "core/go/number.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::cel {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;
constexpr double kTwoTo64 = 2 * kTwoTo63;

Value not_convertible(Evaluation& evaluation, std::string_view text, std::string_view type) {
  return evaluation.error("\"" + std::string(text) + "\" is no " + std::string(type));
}

/// The whole text as a decimal number, maybe signed.
template <typename T>
bool parse_decimal(std::string_view text, T& value) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
}

/// As strconv.ParseFloat, which also knows infinities and NaN, in any case.
std::optional<double> parse_double(std::string_view text) {
  std::string lower = text::to_lower(text);
  const bool negative = lower.starts_with('-');
  if (negative || lower.starts_with('+')) lower.erase(0, 1);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (lower == "inf" || lower == "infinity") return negative ? -kInfinity : kInfinity;
  if (lower == "nan" && lower.size() == text.size()) return std::numeric_limits<double>::quiet_NaN();
  return go::parse_float(text);
}

}  // namespace

Value to_bool(Evaluation& evaluation, Arguments arguments) {
  if (arguments[0].get<bool>()) return arguments[0];
  const Text* text = arguments[0].get<Text>();
  if (text == nullptr) return evaluation.no_such_overload();
  static constexpr std::array<std::string_view, 6> kTrue = {"1", "t", "T", "true", "TRUE", "True"};
  static constexpr std::array<std::string_view, 6> kFalse = {"0", "f", "F", "false", "FALSE", "False"};
  if (std::find(kTrue.begin(), kTrue.end(), text->text) != kTrue.end()) return Value(true);
  if (std::find(kFalse.begin(), kFalse.end(), text->text) != kFalse.end()) return Value(false);
  return not_convertible(evaluation, text->text, "bool");
}

Value to_bytes(Evaluation& evaluation, Arguments arguments) {
  if (arguments[0].get<Bytes>()) return arguments[0];
  const Text* text = arguments[0].get<Text>();
  return text == nullptr ? evaluation.no_such_overload() : Value(Bytes{text->text});
}

Value to_double(Evaluation& evaluation, Arguments arguments) {
  if (arguments[0].get<double>()) return arguments[0];
  if (const auto* number = arguments[0].get<std::int64_t>()) return Value(static_cast<double>(*number));
  if (const auto* number = arguments[0].get<std::uint64_t>()) return Value(static_cast<double>(*number));
  const Text* text = arguments[0].get<Text>();
  if (text == nullptr) return evaluation.no_such_overload();
  const std::optional<double> number = parse_double(text->text);
  return number ? Value(*number) : not_convertible(evaluation, text->text, "double");
}

Value to_duration(Evaluation& evaluation, Arguments arguments) {
  if (arguments[0].get<Duration>()) return arguments[0];
  const Text* text = arguments[0].get<Text>();
  if (text == nullptr) return evaluation.no_such_overload();
  const std::optional<std::int64_t> nanoseconds = go::parse_duration(text->text);
  return nanoseconds ? Value(Duration{*nanoseconds}) : not_convertible(evaluation, text->text, "duration");
}

Value to_dyn(Evaluation&, Arguments arguments) { return arguments[0]; }

Value to_int(Evaluation& evaluation, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.get<std::int64_t>()) return value;
  if (const auto* number = value.get<double>()) {
    if (!(*number > -kTwoTo63 && *number < kTwoTo63)) return Value(Error{"integer overflow"});
    return Value(static_cast<std::int64_t>(*number));
  }
  if (const auto* number = value.get<std::uint64_t>()) {
    if (*number > std::numeric_limits<std::int64_t>::max()) return Value(Error{"integer overflow"});
    return Value(static_cast<std::int64_t>(*number));
  }
  if (const auto* timestamp = value.get<Timestamp>()) return Value(timestamp->seconds);
  if (const auto* duration = value.get<Duration>()) return Value(duration->nanoseconds);
  const Text* text = value.get<Text>();
  if (text == nullptr) return evaluation.no_such_overload();
  std::int64_t number = 0;
  return parse_decimal(text->text, number) ? Value(number) : not_convertible(evaluation, text->text, "int");
}

Value to_uint(Evaluation& evaluation, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.get<std::uint64_t>()) return value;
  if (const auto* number = value.get<double>()) {
    if (!(*number >= 0 && *number < kTwoTo64)) return Value(Error{"unsigned integer overflow"});
    return Value(static_cast<std::uint64_t>(*number));
  }
  if (const auto* number = value.get<std::int64_t>()) {
    if (*number < 0) return Value(Error{"unsigned integer overflow"});
    return Value(static_cast<std::uint64_t>(*number));
  }
  const Text* text = value.get<Text>();
  if (text == nullptr) return evaluation.no_such_overload();
  std::uint64_t number = 0;
  const bool digit = !text->text.empty() && text->text.front() != '+';
  return digit && parse_decimal(text->text, number) ? Value(number) : not_convertible(evaluation, text->text, "uint");
}

Value to_text(Evaluation& evaluation, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.get<Text>()) return value;
  if (const auto* flag = value.get<bool>()) return Value(Text{*flag ? "true" : "false"});
  if (const auto* number = value.get<std::int64_t>()) return evaluation.text(std::to_string(*number));
  if (const auto* number = value.get<std::uint64_t>()) return evaluation.text(std::to_string(*number));
  if (const auto* number = value.get<double>()) return evaluation.text(go::format_float(*number));
  if (const auto* duration = value.get<Duration>()) return evaluation.text(format(*duration));
  if (const auto* timestamp = value.get<Timestamp>()) return evaluation.text(go::format_time(*timestamp));
  const Bytes* bytes = value.get<Bytes>();
  if (bytes == nullptr) return evaluation.no_such_overload();
  return text::is_utf8(bytes->bytes) ? Value(Text{bytes->bytes}) : Value(Error{"invalid UTF-8 in bytes"});
}

Value to_timestamp(Evaluation& evaluation, Arguments arguments) {
  if (arguments[0].get<Timestamp>()) return arguments[0];
  if (const auto* seconds = arguments[0].get<std::int64_t>()) {
    const Timestamp timestamp{*seconds, 0, 0};
    return is_in_range(timestamp) ? Value(timestamp) : Value(Error{"timestamp overflow"});
  }
  const Text* text = arguments[0].get<Text>();
  if (text == nullptr) return evaluation.no_such_overload();
  const std::optional<Timestamp> timestamp = parse_timestamp(text->text);
  return timestamp ? Value(*timestamp) : not_convertible(evaluation, text->text, "timestamp");
}

Value to_type(Evaluation&, Arguments arguments) { return Value(TypeName{arguments[0].type_name()}); }

}  // namespace vmcp::cel
