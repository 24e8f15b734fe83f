#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// What a YAML scalar stands for before it becomes JSON: null, a boolean, a number or text. One with text is moved, not
/// copied: where memory ends, libstdc++ makes a mess of the copy (see Value's copy constructor).
using Scalar = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string>;

/// Resolves a plain scalar without a tag, as go.yaml.in/yaml/v2 does (YAML 1.1 booleans, octal numbers, ...).
Scalar resolve_plain(std::string_view text);

/// Resolves a scalar with an explicit tag, plain or quoted; nothing when the text is no such thing.
std::optional<Scalar> resolve_tagged(std::string_view tag, std::string_view text);

/// The value that the scalar's JSON text reads as: floats without a fraction are integers where they fit.
/// Nothing for infinities and NaN, which JSON cannot say.
std::optional<Value> to_value(Scalar scalar);

/// The JSON key that sigs.k8s.io/yaml makes of a scalar; nothing when it refuses it as a key.
std::optional<std::string> to_key(Scalar scalar);

/// The value of a JSON number literal, as the API server reads it; nothing when it is out of range.
std::optional<Value> read_json_number(std::string_view text);

}  // namespace vmcp::yaml
