#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/field_path.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/kustomization_fields.h"
#include "core/gitops/work.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// What the input calls the objects to which those of Flux refer: sources, what comes first, values, what is waited
/// for.
class FluxNames {
 public:
  FluxNames(std::span<const yaml::Document> documents, const Kustomizations& kustomizations);

  /// Gives references of an object of Flux' the names that they were meant to have, and itself or its source the
  /// namespace, where the input has no object of their kind that is called so, but one that nearly is. Says in `faults`
  /// what was misspelt, as long as there is work left.
  void mend(yaml::Value& root, Work& looks, std::vector<FieldFault>& faults) const;

 private:
  using Namespaces = std::set<std::string, std::less<>>;

  void add(const yaml::Value& root);
  /// `target` is the kind that is referred to, or empty where the reference states it.
  void mend_namespace(yaml::Value& reference, std::string_view target, const std::string& path, yaml::Value& root,
                      Work& looks, std::vector<FieldFault>& faults) const;
  void mend_name(yaml::Value& reference, std::string_view target, const std::string& path, Work& looks,
                 std::vector<FieldFault>& faults) const;

  std::map<std::string, std::map<std::string, Namespaces, std::less<>>, std::less<>> names_;  ///< by kind
  std::set<std::string, std::less<>> given_;  ///< the namespaces that kustomizations give
};

}  // namespace vmcp::gitops
