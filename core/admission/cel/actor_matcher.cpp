#include "core/admission/cel/actor_matcher.h"

namespace vmcp::admission::cel {

std::optional<std::string> check_actor_matcher(std::string_view) { return std::nullopt; }

}  // namespace vmcp::admission::cel
