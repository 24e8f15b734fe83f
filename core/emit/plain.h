#pragma once

#include <string_view>

#include "core/emit/dialect.h"

namespace vmcp::emit {

/// Whether go-yaml would read the plain scalar `text` as a string, and YAML 1.1 as no boolean or base-60 number either.
/// Both writers double-quote a string for which this is false: "", `yes`, `~`, `0x1F`, `1_000`, `2001-01-01`, `1:30`.
bool reads_as_string(std::string_view text, const Dialect& dialect);

}  // namespace vmcp::emit
