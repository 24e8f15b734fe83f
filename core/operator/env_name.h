#pragma once

#include <string>
#include <string_view>

namespace vmcp::op {

/// The name of a resource or header as a part of a variable's name: upper case, every character outside [A-Z0-9_]
/// an underscore. As wirefmt.NormalizeForEnvVar.
std::string env_name(std::string_view name);

}  // namespace vmcp::op
