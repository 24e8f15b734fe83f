#pragma once

#include <optional>
#include <string_view>

#include "core/cel/value.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// What a CEL expression comes to, where that follows from which fields of `self` are there, how long they are, and
/// which texts they are compared with; nothing where more has to be known, such as
/// what `typing` makes of a text. Most rules are about blocks that few objects have, and compiling
/// them all would cost more than the rest of admission.
std::optional<bool> decided_by_presence(std::string_view expression, const yaml::Value& self,
                                        const cel::Typing& typing);

}  // namespace vmcp::admission
