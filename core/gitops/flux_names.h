#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/gitops/kustomization_fields.h"
#include "core/gitops/work.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// What the input calls the objects of Flux to which Kustomizations refer: sources, and Kustomizations that come first.
class FluxNames {
 public:
  explicit FluxNames(std::span<const yaml::Document> documents);

  /// Gives references of a Flux Kustomization the names that they were meant to have, and itself or its source the
  /// namespace, where the input has no object of their kind that is called so, but one that nearly is. Says in `faults`
  /// what was misspelt, as long as there is work left.
  void mend(yaml::Value& root, Work& looks, std::vector<FieldFault>& faults) const;

 private:
  using Namespaces = std::set<std::string, std::less<>>;

  void mend_namespace(yaml::Value& root, std::vector<FieldFault>& faults) const;
  void mend_name(yaml::Value& reference, const std::string& kind, const std::string& path, Work& looks,
                 std::vector<FieldFault>& faults) const;

  std::map<std::string, std::map<std::string, Namespaces, std::less<>>, std::less<>> names_;  ///< by kind
};

}  // namespace vmcp::gitops
