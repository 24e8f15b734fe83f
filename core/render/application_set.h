#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/render/work.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// Whether a text has an expression that Argo CD fills in.
bool is_template(std::string_view text);

/// The templates of an Argo CD ApplicationSet, filled in with the parameters that its generators are known to have:
/// `list` elements and `git` directories, of `directories`, which are all that the input has, in the repository that
/// holds `file`; and the products of a `matrix`. Expressions of what is not known stay. One per set of parameters, as
/// long as there are bytes left for them.
std::vector<yaml::Value> applications_of(const yaml::Value& application_set, std::string_view file,
                                         const std::vector<std::string>& directories, Work& bytes);

/// The values of parameters whose names say that they are secret.
std::vector<std::string> secret_parameters(const yaml::Value& application_set);

/// Those of `directories` that its generators leave out of the others, as long as there is work left for looks.
std::vector<std::string> excluded_directories(const yaml::Value& application_set, std::string_view file,
                                              const std::vector<std::string>& directories, Work& looks);

}  // namespace vmcp::render
