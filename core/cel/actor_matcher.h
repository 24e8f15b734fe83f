#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vmcp::cel {

/// Why a trusted issuer's actorMatcher does not compile; nothing when it does, or when it is empty.
/// Its only variable is `claims`, a map(string, dyn); it is CEL's standard library without extensions, at most 10,000
/// bytes, and the result may be of any type (as compileActorMatcher).
std::optional<std::string> check_actor_matcher(std::string_view expression);

}  // namespace vmcp::cel
