#pragma once

#include <string>
#include <vector>

#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// Names of the Secrets with which the gateway's image is pulled: the server's, then the operator's defaults that it
/// does not name, each once (as imagePullSecretsForVMCP).
std::vector<std::string> image_pull_secrets(const Context& context);

/// The names as a list of local object references.
yaml::Value references_to(const std::vector<std::string>& names);

/// The hash of the names, in whatever order, that the Deployment is annotated with (as imagePullSecretsHash).
std::string image_pull_secrets_hash(std::vector<std::string> names);

}  // namespace vmcp::op
