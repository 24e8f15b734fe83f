#include "core/diag/quoted.h"

#include <cstddef>

#include "core/diag/secrecy.h"
#include "core/text/utf8.h"

namespace vmcp::diag {

std::string quoted(std::string_view value) {
  // A key of a label with its prefix has 317, and a path of a file more.
  constexpr std::size_t kLongest = 512;
  return '"' + text::shortened(redacted(value), kLongest) + '"';
}

}  // namespace vmcp::diag
