#pragma once

#include <vector>

#include "core/diag/document_reporter.h"
#include "core/gitops/delivery.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// Warns of what keeps a delivery from substituting what it states: what its `postBuild` names and `documents` have
/// under nearly the same name only.
void report_post_build(const Delivery& delivery, const std::vector<yaml::Document>& documents,
                       const source::Sources& sources, const diag::DocumentReporter& reporter);

}  // namespace vmcp::gitops
