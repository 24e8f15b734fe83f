#pragma once

#include <optional>
#include <string_view>

#include "core/cedar/parse_error.h"

namespace vmcp::cedar {

/// Why cedar-go's EntityMap.UnmarshalJSON refuses a document of entities; nothing when it takes it.
std::optional<ParseError> entities_problem(std::string_view text);

}  // namespace vmcp::cedar
