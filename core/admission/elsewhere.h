#pragma once

#include <string>
#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::admission {

/// Says, as the end of a message, that `name_space` has what the object `from` refers to and its own has not; with the
/// option that helps, if `from` states no namespace and no further one has it (`is_only`).
std::string elsewhere_text(const yaml::Value& from, std::string_view name_space, bool is_only);

/// Whether an object states no namespace, so that it is where an option, or whoever applies it, puts it.
bool is_homeless(const yaml::Value& object);

}  // namespace vmcp::admission
