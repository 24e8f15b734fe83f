#pragma once

#include "core/admission/reporter.h"
#include "core/krm/items.h"
#include "core/krm/resource_list.h"
#include "core/yaml/value.h"

namespace vmcp::krm {

/// Puts rendered objects where the objects of the same identity stand, or behind the items.
class Placing {
 public:
  /// `patches`: a Deployment that is written is a patch of one among the items. All outlive this object.
  Placing(const ResourceList& list, const Items& items, bool patches, const admission::Reporter& reporter)
      : list_(list), items_(items), patches_(patches), reporter_(reporter) {}

  /// An object that replaces an item keeps what the host noted there. One that is the item again changes nothing.
  void place(yaml::Value object);

  Changes take() { return std::move(changes_); }

 private:
  void patch(const yaml::Value& patch);
  void replace(std::size_t index, yaml::Value object);

  const ResourceList& list_;
  const Items& items_;
  bool patches_;
  const admission::Reporter& reporter_;
  Changes changes_;
};

}  // namespace vmcp::krm
