#include "core/admission/schema.h"

#include <algorithm>

namespace vmcp::admission {

const Schema* Schema::property(std::string_view name) const {
  const auto found = std::ranges::lower_bound(properties, name, {}, &Property::name);
  return found != properties.end() && found->name == name ? found->schema.get() : nullptr;
}

const Schema* Schema::child(std::string_view name) const {
  const Schema* known = property(name);
  return known != nullptr ? known : additional_properties.get();
}

std::string_view type_name(Schema::Type type) {
  switch (type) {
    case Schema::Type::kAny:
      return "";
    case Schema::Type::kObject:
      return "object";
    case Schema::Type::kArray:
      return "array";
    case Schema::Type::kString:
      return "string";
    case Schema::Type::kInteger:
      return "integer";
    case Schema::Type::kNumber:
      return "number";
    case Schema::Type::kBoolean:
      return "boolean";
    case Schema::Type::kIntOrString:
      return "integer or string";
  }
  return "";
}

}  // namespace vmcp::admission
