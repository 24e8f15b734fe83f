#pragma once

#include <cstdint>
#include <string>

#include "core/krm/resource_list.h"
#include "core/source/sources.h"

namespace vmcp::krm {

/// What a function answers its host.
struct Answer {
  bool refused = false;  ///< then the items are as they came
  std::string out;       ///< the ResourceList, one document
  std::string err;
};

/// The tool as a KRM function: renders the VirtualMCPServers among the items and puts the objects in their place
/// (those that are there already) or behind the items. With `validate` it judges the items, and gives none back,
/// since kustomize takes that from its validators only.
Answer run_function(const ResourceList& list, const source::Sources& sources);

}  // namespace vmcp::krm
