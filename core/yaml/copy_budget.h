#pragma once

#include <cstddef>
#include <map>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Bounds what copies of values take together, of which a small input may ask for any number.
class CopyBudget {
 public:
  explicit CopyBudget(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Takes one more copy of a value, which must stay where it is. False where that is too much.
  bool take(const Value& value);
  bool is_spent() const { return taken_ > most_bytes_; }

 private:
  std::size_t most_bytes_;
  std::size_t taken_ = 0;
  std::map<const Value*, std::size_t> sizes_;  ///< in bytes of memory, about
};

}  // namespace vmcp::yaml
