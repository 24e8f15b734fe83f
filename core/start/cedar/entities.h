#pragma once

#include <optional>
#include <string_view>

#include "core/start/cedar/problem.h"

namespace vmcp::start::cedar {

/// Why cedar-go's EntityMap.UnmarshalJSON refuses a document of entities; nothing when it takes it.
std::optional<Problem> entities_problem(std::string_view text);

}  // namespace vmcp::start::cedar
