#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>

#include "core/render/options.h"
#include "core/yaml/read.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// The VirtualMCPServers as they were written (lowered, not defaulted), by namespace and name.
using WrittenResources = std::map<std::pair<std::string, std::string>, yaml::Value>;

/// Those among the documents, in the version that is stored, if --emit asks for them.
WrittenResources written_resources(std::span<const yaml::Document> documents, const Options& options);

}  // namespace vmcp::render
