#include "core/go/template.h"

namespace vmcp::go {

Template parse_template(std::string_view, std::span<const std::string_view>) { return {}; }

}  // namespace vmcp::go
