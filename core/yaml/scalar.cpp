#include "core/yaml/scalar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "core/go/base64.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"
#include "core/yaml/number.h"

namespace vmcp::yaml {
namespace {

constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

using text::is_digit;

struct Word {
  std::string_view text;
  enum class Meaning : std::uint8_t { kNull, kTrue, kFalse, kNan, kInfinity, kMinusInfinity } meaning;
};

constexpr std::array kWords = {
    Word{"", Word::Meaning::kNull},
    Word{"~", Word::Meaning::kNull},
    Word{"null", Word::Meaning::kNull},
    Word{"Null", Word::Meaning::kNull},
    Word{"NULL", Word::Meaning::kNull},
    Word{"true", Word::Meaning::kTrue},
    Word{"True", Word::Meaning::kTrue},
    Word{"TRUE", Word::Meaning::kTrue},
    Word{"y", Word::Meaning::kTrue},
    Word{"Y", Word::Meaning::kTrue},
    Word{"yes", Word::Meaning::kTrue},
    Word{"Yes", Word::Meaning::kTrue},
    Word{"YES", Word::Meaning::kTrue},
    Word{"on", Word::Meaning::kTrue},
    Word{"On", Word::Meaning::kTrue},
    Word{"ON", Word::Meaning::kTrue},
    Word{"false", Word::Meaning::kFalse},
    Word{"False", Word::Meaning::kFalse},
    Word{"FALSE", Word::Meaning::kFalse},
    Word{"n", Word::Meaning::kFalse},
    Word{"N", Word::Meaning::kFalse},
    Word{"no", Word::Meaning::kFalse},
    Word{"No", Word::Meaning::kFalse},
    Word{"NO", Word::Meaning::kFalse},
    Word{"off", Word::Meaning::kFalse},
    Word{"Off", Word::Meaning::kFalse},
    Word{"OFF", Word::Meaning::kFalse},
    Word{".nan", Word::Meaning::kNan},
    Word{".NaN", Word::Meaning::kNan},
    Word{".NAN", Word::Meaning::kNan},
    Word{".inf", Word::Meaning::kInfinity},
    Word{".Inf", Word::Meaning::kInfinity},
    Word{".INF", Word::Meaning::kInfinity},
    Word{"+.inf", Word::Meaning::kInfinity},
    Word{"+.Inf", Word::Meaning::kInfinity},
    Word{"+.INF", Word::Meaning::kInfinity},
    Word{"-.inf", Word::Meaning::kMinusInfinity},
    Word{"-.Inf", Word::Meaning::kMinusInfinity},
    Word{"-.INF", Word::Meaning::kMinusInfinity},
};
constexpr std::size_t kLongestWord = 5;

std::optional<Scalar> resolve_word(std::string_view text) {
  if (text.size() > kLongestWord) return std::nullopt;
  const auto* word = std::ranges::find(kWords, text, &Word::text);
  if (word == kWords.end()) return std::nullopt;
  switch (word->meaning) {
    case Word::Meaning::kNull:
      return Scalar{std::monostate{}};
    case Word::Meaning::kTrue:
      return Scalar{true};
    case Word::Meaning::kFalse:
      return Scalar{false};
    case Word::Meaning::kNan:
      return Scalar{std::numeric_limits<double>::quiet_NaN()};
    case Word::Meaning::kInfinity:
      return Scalar{std::numeric_limits<double>::infinity()};
    case Word::Meaning::kMinusInfinity:
      return Scalar{-std::numeric_limits<double>::infinity()};
  }
  return std::nullopt;
}

std::optional<Scalar> resolve_number(std::string_view text) {
  std::string without_underscores;
  if (text.find('_') != std::string_view::npos) {
    without_underscores = text;
    std::erase(without_underscores, '_');
    text = without_underscores;
  }
  if (std::optional<Scalar> integer = parse_integer(text)) return integer;
  if (const std::optional<double> number = parse_float(text)) return Scalar{*number};
  return std::nullopt;
}

Scalar text_scalar(std::string_view text) { return Scalar{std::string(text)}; }

std::optional<Value> value_of(double number) {
  if (!std::isfinite(number)) return std::nullopt;
  if (const std::optional<std::string> digits = format_integral(number)) {
    if (const std::optional<Scalar> integer = parse_integer(*digits)) return to_value(*integer);
  }
  return Value{number};
}

bool is_integer(const Scalar& scalar) {
  return std::holds_alternative<std::int64_t>(scalar) || std::holds_alternative<std::uint64_t>(scalar);
}

}  // namespace

Scalar resolve_plain(std::string_view text) {
  if (text.empty()) return Scalar{};
  switch (text.front()) {
    case 'y':
    case 'Y':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
    case '~':
      if (std::optional<Scalar> word = resolve_word(text)) return std::move(*word);
      return text_scalar(text);
    case '.':
      if (std::optional<Scalar> word = resolve_word(text)) return std::move(*word);
      if (const std::optional<double> number = parse_float(text)) return Scalar{*number};
      return text_scalar(text);
    case '+':
    case '-':
      if (std::optional<Scalar> word = resolve_word(text)) return std::move(*word);
      break;
    default:
      if (!is_digit(text.front())) return text_scalar(text);
  }
  if (std::optional<Scalar> number = resolve_number(text)) return std::move(*number);
  return text_scalar(text);
}

std::optional<Scalar> resolve_tagged(std::string_view tag, std::string_view text) {
  if (!tag.starts_with(kTagPrefix)) return text_scalar(text);
  tag.remove_prefix(kTagPrefix.size());
  if (tag == "binary") {
    const std::optional<std::string> bytes = go::decode_base64(text);
    if (!bytes) return std::nullopt;
    return Scalar{text::to_utf8(*bytes)};
  }
  const bool known = tag == "bool" || tag == "int" || tag == "float" || tag == "null" || tag == "timestamp";
  if (!known) return text_scalar(text);
  Scalar scalar = resolve_plain(text);
  if (tag == "null" && std::holds_alternative<std::monostate>(scalar)) return scalar;
  if (tag == "bool" && std::holds_alternative<bool>(scalar)) return scalar;
  if (tag == "int" && is_integer(scalar)) return scalar;
  if (tag == "float" && std::holds_alternative<double>(scalar)) return scalar;
  if (tag == "float" && std::holds_alternative<std::int64_t>(scalar)) {
    return Scalar{static_cast<double>(std::get<std::int64_t>(scalar))};
  }
  const bool date = text.size() > 4 && text[4] == '-' && std::all_of(text.begin(), text.begin() + 4, is_digit);
  if (tag == "timestamp" && date) return text_scalar(text);
  return std::nullopt;
}

std::optional<Value> to_value(Scalar scalar) {
  switch (scalar.index()) {
    case 0:
      return Value{};
    case 1:
      return Value{std::get<bool>(scalar)};
    case 2:
      return Value{std::get<std::int64_t>(scalar)};
    case 3:
      return Value{std::get<std::uint64_t>(scalar)};
    case 4:
      return value_of(std::get<double>(scalar));
    default:
      return Value{std::get<std::string>(std::move(scalar))};
  }
}

std::optional<std::string> to_key(Scalar scalar) {
  switch (scalar.index()) {
    case 1:
      return std::get<bool>(scalar) ? "true" : "false";
    case 2:
      return std::to_string(std::get<std::int64_t>(scalar));
    case 4:
      return format_float_key(std::get<double>(scalar));
    case 5:
      return std::get<std::string>(std::move(scalar));
    default:
      return std::nullopt;
  }
}

std::optional<Value> read_json_number(std::string_view text) {
  if (text.find_first_of(".eE") == std::string_view::npos) {
    if (const std::optional<Scalar> integer = parse_integer(text)) return to_value(*integer);
  }
  const std::optional<double> number = parse_float(text);
  return number ? value_of(*number) : std::nullopt;
}

}  // namespace vmcp::yaml
