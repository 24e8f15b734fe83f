#include "core/go/natural_less.h"

namespace vmcp::go {

bool natural_less(std::string_view a, std::string_view b) { return a < b; }

}  // namespace vmcp::go
