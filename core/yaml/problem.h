#pragma once

#include <cstddef>
#include <string>

#include "core/diag/code.h"
#include "core/yaml/duplicates.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Why a text cannot be read. Thrown inside this room only; read() turns it into a finding.
struct Problem {
  std::size_t offset = 0;
  diag::Code code;
  std::string message;
  /// The place, if its finder knows more than the offset.
  Mark mark = {};
  /// Where a key that is given again was given first.
  Mark first = {};
};

/// Problems that every reader of this room has; each throws.
/// `members` is the mapping that has the key twice. The key is not shown where it may be a secret that was pasted: one
/// of a Secret's own level that is none of its fields, and what is no name.
[[noreturn]] void fail_duplicate_key(const Duplicate& duplicate, const Mapping& members);
[[noreturn]] void fail_too_deep(std::size_t offset);

/// Levels of nesting that a document may have at most; yaml-cpp gives up at half of it.
inline constexpr std::size_t kMaxDepth = 1000;

}  // namespace vmcp::yaml
