#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "core/diag/document_reporter.h"
#include "core/gitops/delivery.h"
#include "core/source/sources.h"
#include "core/text/nearest.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// Warns of what keeps deliveries from substituting what they state: what their `postBuild` names and the input has
/// under nearly the same name only.
class PostBuilds {
 public:
  /// `documents` stay where they are.
  explicit PostBuilds(const std::vector<yaml::Document>& documents);

  void report(const Delivery& delivery, const source::Sources& sources, const diag::DocumentReporter& reporter) const;

 private:
  std::map<std::string_view, text::NameIndex> names_;  ///< of ConfigMaps and Secrets, by kind
};

}  // namespace vmcp::gitops
