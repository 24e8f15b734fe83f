#pragma once

#include <cstddef>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// About how many bytes of memory a value takes, for those who may copy one of any size any number of times.
std::size_t footprint(const Value& value);

}  // namespace vmcp::yaml
