#pragma once

#include <cstddef>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// A hash of several.
std::size_t hash_with(std::size_t hash, std::size_t other);

/// Equal values have equal hashes; marks do not count.
std::size_t hash_of(const Value& value);

}  // namespace vmcp::yaml
