#include "core/admission/typed_values.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/cel/time.h"
#include "core/go/base64.h"
#include "core/go/duration.h"
#include "core/text/ascii.h"

namespace vmcp::admission {
namespace {

/// A number with a unit in words, such as `2 days`, which formats of CRDs take beside what Go reads. As ParseDuration
/// of strfmt.
std::optional<std::int64_t> parse_worded_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::string_view begins;
    std::int64_t nanoseconds;
  };
  constexpr std::int64_t kSecond = 1'000'000'000;
  static constexpr Unit kUnits[] = {{"ns", "nano", 1},
                                    {"us", "micro", 1000},
                                    {"ms", "milli", 1'000'000},
                                    {"s", "sec", kSecond},
                                    {"m", "min", 60 * kSecond},
                                    {"hr", "hour", 3600 * kSecond},
                                    {"d", "day", 24 * 3600 * kSecond},
                                    {"w", "week", 7 * 24 * 3600 * kSecond},
                                    {"wk", "week", 7 * 24 * 3600 * kSecond}};
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string word = text::to_lower(text);
  const auto* unit = std::ranges::find_if(
      kUnits, [&](const Unit& candidate) { return word == candidate.name || word.starts_with(candidate.begins); });
  std::int64_t result = 0;
  if (error != std::errc{} || unit == std::end(kUnits)) return std::nullopt;
  if (__builtin_mul_overflow(number, unit->nanoseconds, &result)) return std::nullopt;
  return result;
}

std::optional<cel::Value> typed_text(std::string_view format, const std::string& text, cel::Typing& typing) {
  if (format == "duration") {
    std::optional<std::int64_t> duration = go::parse_duration(text);
    if (!duration) duration = parse_worded_duration(text);
    if (duration) return cel::Value(cel::Duration{*duration});
  } else if (format == "date" || format == "date-time") {
    if (const auto moment = cel::parse_timestamp(format == "date" ? text + "T00:00:00Z" : text)) {
      return cel::Value(*moment);
    }
  } else if (format == "byte") {
    // The API server reads it with another alphabet than it has checked it for.
    if (text.find_first_of("+/") != std::string::npos) return cel::Value(cel::Error{"it is no base64 for URLs"});
    if (std::optional<std::string> bytes = go::decode_base64(text)) {
      return cel::Value(cel::Bytes{typing.texts.emplace_back(*std::move(bytes))});
    }
  }
  return std::nullopt;
}

}  // namespace

void note_type(const yaml::Value& value, const Schema& schema, cel::Typing& typing) {
  std::optional<cel::Value> typed;
  if (value.is_string()) {
    if (!schema.format.empty()) typed = typed_text(schema.format, value.as_string(), typing);
  } else if (value.is_sequence()) {
    if (schema.list_type != Schema::ListType::kAtomic) {
      typed = cel::Value(cel::List(value.items(), &typing, &schema.list_map_keys));
    }
  } else if (value.is_mapping() && schema.additional_properties != nullptr && schema.additional_properties->nullable) {
    typed = cel::Value(cel::Map(value.members(), &typing, true));
  }
  if (typed) typing.values.emplace(&value, *typed);
}

}  // namespace vmcp::admission
