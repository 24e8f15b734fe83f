#pragma once

#include "core/kube/shape.h"
#include "core/yaml/value.h"

namespace vmcp::compare {

/// Whose value it is: the render's, or that of what it is compared with, which may come from a cluster.
enum class Side { kOurs, kTheirs };

/// A field that one of two objects has and the other lacks.
struct Lone {
  const kube::Shape& shape;  ///< of the struct that has the field
  const kube::Field& field;
  const yaml::Value& value;  ///< without what is no difference in it
  const yaml::Value& owner;  ///< the struct that has it
  const yaml::Value& other;  ///< the struct that lacks it
  Side side;                 ///< of `owner`
};

/// Whether a cluster that is given the struct without the field has it with this value: by a default of the API server,
/// because the cluster alone decides it, or because the operator leaves it to others.
bool comes_by_itself(const Lone& lone);

/// Whether the operator, which shares labels and annotations of its objects with others, takes this key for its own.
bool is_operators_key(std::string_view key);

}  // namespace vmcp::compare
