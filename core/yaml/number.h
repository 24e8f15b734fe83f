#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/yaml/scalar.h"

namespace vmcp::yaml {

/// An integer as Go's strconv.ParseInt and then ParseUint read it with base 0, but for underscores: int64 where it
/// fits, otherwise uint64, otherwise nothing.
std::optional<Scalar> parse_integer(std::string_view text);

/// A decimal number as Go's strconv.ParseFloat reads it; nothing when it overflows or is none.
std::optional<double> parse_float(std::string_view text);

/// A float as Go's encoding/json writes it, if it writes an integer: no fraction and below 1e21.
std::optional<std::string> format_integral(double value);

/// As Go's strconv.FormatFloat(value, 'g', -1, 32), by which sigs.k8s.io/yaml makes keys of floats.
std::string format_float_key(double value);

}  // namespace vmcp::yaml
