#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/document_reporter.h"
#include "core/gitops/delivery.h"
#include "core/gitops/work.h"
#include "core/source/sources.h"
#include "core/text/nearest.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// Warns of what keeps deliveries from substituting what they state: what their `postBuild` names and the input has
/// under nearly the same name only, or nearer to them under that.
class PostBuilds {
 public:
  /// `documents` stay where they are.
  PostBuilds(const std::vector<yaml::Document>& documents, const source::Sources& sources);

  void report(const Delivery& delivery, const diag::DocumentReporter& reporter, Work& looks) const;

 private:
  std::string_view nearer(const Delivery& delivery, std::string_view kind, std::string_view name, Work& looks) const;

  /// A ConfigMap or Secret.
  struct Stated {
    std::string_view kind;
    std::string_view name;
    std::string file;  ///< normalized
  };

  const source::Sources& sources_;
  std::vector<Stated> stated_;
  std::map<std::string_view, text::NameIndex> names_;  ///< of ConfigMaps and Secrets, by kind
};

}  // namespace vmcp::gitops
