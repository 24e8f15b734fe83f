#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/gitops/kustomization_fields.h"
#include "core/gitops/work.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// What the deliveries of a tree mostly have alike: the namespaces of themselves, the repositories that they take their
/// files from, the projects of Argo CD.
class DeliveryPeers {
 public:
  explicit DeliveryPeers(std::span<const yaml::Document> documents);

  /// Gives a delivery what it was meant to have where it alone has something that is a letter away from what several
  /// others have. Says in `faults` what was misspelt, as long as there is work left.
  void mend(yaml::Value& root, Work& looks, std::vector<FieldFault>& faults) const;

 private:
  /// How many documents have a text, behind the letter of what is compared.
  std::map<std::string, std::size_t, std::less<>> counts_;
};

}  // namespace vmcp::gitops
