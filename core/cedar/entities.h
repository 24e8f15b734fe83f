#pragma once

#include <optional>
#include <string_view>

#include "core/cedar/problem.h"

namespace vmcp::cedar {

/// Why cedar-go's EntityMap.UnmarshalJSON refuses a document of entities; nothing when it takes it.
std::optional<Problem> entities_problem(std::string_view text);

}  // namespace vmcp::cedar
