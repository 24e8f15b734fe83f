#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
  /// Looks into `documents` without changing them.
  explicit DeliveryPeers(std::span<yaml::Document> documents);

  /// Gives a delivery what it was meant to have where it alone has something that is a letter away from what several
  /// others have. Says in `faults` what was misspelt, as long as there is work left.
  void mend(yaml::Value& root, Work& looks, std::vector<FieldFault>& faults) const;

 private:
  enum class Trait : std::uint8_t { kFluxNamespace, kArgoNamespace, kRepository, kProject };
  using Visit = std::function<void(Trait, yaml::Value& text, const std::string& path)>;

  static void visit(yaml::Value& root, const Visit& visit);

  /// Of documents that have a text, by traits.
  std::array<std::map<std::string, std::size_t>, 4> counts_;
};

}  // namespace vmcp::gitops
