#pragma once

#include <string>

namespace vmcp::go {

/// As strconv.FormatFloat(value, 'g', -1, 64): the shortest digits that read back as `value`, with an exponent
/// below 1e-4 and from 1e+06 on: `0.5`, `1e+06`, `1.5e-07`; or `NaN`, `+Inf`, `-Inf`.
std::string format_float(double value);
/// The same with bit size 32.
std::string format_float(float value);

/// As strconv.FormatFloat(value, 'f', -1, 64): never an exponent.
std::string format_fixed(double value);

/// A finite float64 as Go's JSON encoder prints it: `1000000`, `1e+21`, `1.5e-7`, `-0`.
std::string json_number(double value);

}  // namespace vmcp::go
