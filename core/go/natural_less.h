#pragma once

#include <string_view>

namespace vmcp::go {

/// The order in which Go's yaml.v3 sorts the string keys of a map: letters after other characters, runs of digits
/// by their number, and after a digit letters first (`_p, 9, 10, 010, Access, P1, a1, a01, a001, p9, p10`).
///
/// Not a strict weak order for every set of keys (`1-` < `01.` < `0b` < `1-`; numbers beyond int64), for which Go's
/// result is random. Sort with std::stable_sort, which stays in bounds whatever a comparison answers.
bool natural_less(std::string_view a, std::string_view b);

/// The same order in yaml.v2 (and so in sigs.k8s.io/yaml), where letters stand last after a digit, too.
bool natural_less_v2(std::string_view a, std::string_view b);

}  // namespace vmcp::go
