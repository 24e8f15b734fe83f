#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/gitops/former_names.h"
#include "core/gitops/referred.h"
#include "core/gitops/sketch.h"
#include "core/text/nearest.h"

namespace vmcp::gitops {

/// The names of what the documents at hand refer to, and those of which builds make them.
class WantedNames {
 public:
  WantedNames(const Referred& referred, const FormerNames& former);

  /// Whether a text may hold what is wanted, or what was meant by a name that is nearly the same.
  bool may_stand_in(const Sketch& sketch) const;

 private:
  std::set<std::string> names_;
  std::vector<std::string> open_;  ///< those with variables, which become others
  text::NameIndex index_;
  bool any_;
};

}  // namespace vmcp::gitops
