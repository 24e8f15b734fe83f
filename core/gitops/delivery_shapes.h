#pragma once

#include <string_view>
#include <vector>

namespace vmcp::gitops {

/// A field of a delivery. Its type says what it takes, where a mistake in that can keep a cluster from taking the
/// object, or change what is delivered: the name of a shape, or `*` and the type of each in a list, `=` and all texts
/// that are taken, `~` and those that are, of which a later release may have more, `@` and those that ToolHive is known
/// by, of many others, or a letter: a boolean, a duration,
/// a mapping of texts, a number, another object, a text.
struct DeliveryField {
  std::string_view name;
  std::string_view type;  ///< empty: of no concern
};

/// The fields of what a shape is the name of: a kind of delivery, or something in one.
std::vector<DeliveryField> delivery_fields_of(std::string_view shape);

}  // namespace vmcp::gitops
