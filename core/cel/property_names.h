#pragma once

#include <string>
#include <string_view>

namespace vmcp::cel {

/// The name of a property that a rule speaks of under another, since CEL's grammar does not have it: `__dot__` in it
/// stands for a dot, and `__if__` for a word that CEL reserves. As Unescape of k8s.io/apiserver's schema/cel/model.
std::string property_name(std::string_view escaped);

}  // namespace vmcp::cel
