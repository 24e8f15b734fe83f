#include "core/diag/quoted.h"

#include <cstddef>

#include "core/diag/secrecy.h"
#include "core/text/utf8.h"

namespace vmcp::diag {

std::string quoted(std::string_view value) {
  // A key of a label with its prefix has 317, and a path of a file more.
  constexpr std::size_t kLongest = 512;
  // Of one that is longer by far, many findings may each quote all.
  constexpr std::size_t kMostRead = 16 * kLongest;
  return '"' + text::shortened(shown_name(value.substr(0, kMostRead)), kLongest) + '"';
}

}  // namespace vmcp::diag
