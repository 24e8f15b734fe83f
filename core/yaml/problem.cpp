#include "core/yaml/problem.h"

namespace vmcp::yaml {

void fail_duplicate_key(const std::string& key, Mark first, Mark again) {
  constexpr std::size_t kLongest = 64;
  const std::string shown = key.size() <= kLongest ? '"' + key + '"' : "of " + std::to_string(key.size()) + " bytes";
  throw Problem{0, "duplicate-key", "key " + shown + " is given twice", again, first};
}

void fail_too_deep(std::size_t offset) { throw Problem{offset, "too-deep", "the document is nested too deeply"}; }

}  // namespace vmcp::yaml
