#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "core/cluster/cluster.h"
#include "core/diag/field_path.h"
#include "core/operator/target.h"

namespace vmcp::op {

/// What it means that an object which a field names is not in the input.
enum class Absence : std::uint8_t {
  kDecides,    ///< its content decides what is made: it must be there
  kAssumed,    ///< a cluster is expected to hold it
  kElsewhere,  ///< others make it: only a near name in the input tells that this one is a mistake
};

/// A field that names an object, and a key of it where it names one.
struct Reference {
  Target target;
  diag::FieldPath path;  ///< of the mapping with the name
  diag::FieldPath name_path;
  std::optional<std::string_view> key;
  diag::FieldPath key_path;
  Absence absence = Absence::kDecides;
  bool optional = false;  ///< whether nothing misses it
};

/// Visits the references of a ToolHive object, in the order in which they are written. They are told by the names of
/// their fields, which the CRDs use alike in all kinds; what is free-form there is not looked into, pod templates only
/// if `pods`. References without a name are left out.
void for_each_reference(const cluster::Object& object, bool pods, const std::function<void(const Reference&)>& visit);

}  // namespace vmcp::op
