#include "core/yaml/problem.h"

#include "core/diag/secrecy.h"

namespace vmcp::yaml {

void fail_duplicate_key(const std::string& key, Mark first, Mark again) {
  constexpr std::size_t kLongest = 64;
  const std::string shown = key.size() > kLongest     ? "of " + std::to_string(key.size()) + " bytes"
                            : diag::looks_secret(key) ? "that looks like a secret"
                                                      : '"' + key + '"';
  throw Problem{0, "duplicate-key", "key " + shown + " is given twice", again, first};
}

void fail_too_deep(std::size_t offset) { throw Problem{offset, "too-deep", "the document is nested too deeply"}; }

}  // namespace vmcp::yaml
