#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace vmcp::kube {

struct Shape;

/// The Go type of a field or list item, as far as JSON and strategic merge can tell.
struct Type {
  enum class Form : std::uint8_t { kPlain, kPointer, kList, kMap };
  enum class Base : std::uint8_t { kString, kBool, kInt32, kInt64, kQuantity, kIntOrString, kTime, kRaw, kStruct };

  Form form = Form::kPlain;
  Base base = Base::kString;
  const Shape* shape = nullptr;  ///< of kStruct

  /// The type of a list's items or a map's values, or what a pointer points to.
  Type element() const { return {Form::kPlain, base, shape}; }
  bool is_struct() const { return base == Base::kStruct && (form == Form::kPlain || form == Form::kPointer); }
};

struct Field {
  std::string_view name;
  Type type;
  bool omit_empty = true;
  bool omit_zero = false;
  bool merged = false;         ///< a list whose items are merged, not replaced
  std::string_view merge_key;  ///< by which items of a merged list are told apart; empty for scalars
};

/// A struct of the Kubernetes API.
struct Shape {
  std::string_view name;
  std::vector<Field> fields;  ///< those of embedded structs included

  /// The field that Go's JSON decoder would fill: of exactly that name, else of that name in another case.
  const Field* find(std::string_view key) const;
};

/// The struct of that Go name, from Deployment (`PodTemplateSpec`), ConfigMap, Role, RoleBinding, Service and
/// ServiceAccount downwards; the name must exist.
const Shape& shape(std::string_view name);

}  // namespace vmcp::kube
