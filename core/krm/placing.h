#pragma once

#include "core/admission/reporter.h"
#include "core/krm/items.h"
#include "core/krm/resource_list.h"
#include "core/yaml/value.h"

namespace vmcp::krm {

/// Puts rendered objects where the objects of the same identity stand.
class Placing {
 public:
  /// `patches`: a Deployment that is written is a patch of one among the items. All outlive this object.
  Placing(const ResourceList& list, const Items& items, bool patches, const admission::Reporter& reporter)
      : list_(list), items_(items), patches_(patches), reporter_(reporter) {}

  /// Whether an object belongs among the items that came.
  bool has_place(const yaml::Value& object) const;

  /// Of one that has a place. An object that replaces an item keeps what the host noted there. One that is the item
  /// again changes nothing.
  void place(yaml::Value object);

  Replaced take() { return std::move(replaced_); }

 private:
  bool is_patch(const yaml::Value& object) const;
  void patch(const yaml::Value& patch);
  void replace(std::size_t index, yaml::Value object);

  const ResourceList& list_;
  const Items& items_;
  bool patches_;
  const admission::Reporter& reporter_;
  Replaced replaced_;
};

}  // namespace vmcp::krm
