#pragma once

#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::start {

/// The value that a Deployment writes out for a variable of its vmcp container; empty when there is none, or it comes
/// from somewhere else.
std::string_view container_env(const yaml::Value& deployment, std::string_view name);

/// Whether vmcp is told by its environment to take URLs of any kind (INSECURE_DISABLE_URL_VALIDATION).
bool takes_any_url(const yaml::Value& deployment);

}  // namespace vmcp::start
