#pragma once

#include <string_view>

namespace vmcp::go {

/// The order in which Go's YAML writers (yaml.v2 and yaml.v3) sort the string keys of a map: letters after other
/// characters, runs of digits by their number (`_p, 9, 10, 010, Access, P1, p9, p10, a1, a01, a001`).
bool natural_less(std::string_view a, std::string_view b);

}  // namespace vmcp::go
