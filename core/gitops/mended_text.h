#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/kustomization_fields.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Adds a fault of a text that stands at `path`, and makes it the one that was meant, at its place; as it is where that
/// is not known.
void mend_text(yaml::Value& text, std::string path, std::string message, std::string_view meant,
               std::vector<FieldFault>& faults);

}  // namespace vmcp::gitops
