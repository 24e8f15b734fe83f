#pragma once

#include <optional>
#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Reads a text inside a value (a ConfigMap's entry) as loosely as Go's Unmarshal does, unlike read(): the last of
/// repeated keys wins, only the first document counts, and what is no YAML may still be JSON. Null for an empty text;
/// nothing when it is neither. Marks are those of the text.
std::optional<Value> read_payload(std::string_view text);
/// The same for a text that is JSON alone.
std::optional<Value> read_json_payload(std::string_view text);

}  // namespace vmcp::yaml
