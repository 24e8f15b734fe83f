#include "core/admission/typed_values.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/admission/formats.h"
#include "core/go/base64.h"
#include "core/go/time.h"

namespace vmcp::admission {
namespace {

std::optional<cel::Value> typed_text(std::string_view format, const std::string& text, cel::Typing& typing) {
  if (format == "duration") {
    if (const auto duration = parse_duration(text)) return cel::Value(cel::Duration{*duration});
  } else if (format == "date" || format == "date-time") {
    const auto moment = go::parse_time(format == "date" ? text + "T00:00:00Z" : text);
    // The API server reads it in fewer forms than it has checked it for.
    return moment ? cel::Value(*moment) : cel::Value(cel::Error{"it is no date-time of Go's"});
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
