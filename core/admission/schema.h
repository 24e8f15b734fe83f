#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/pattern.h"
#include "core/admission/rule.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

struct Property;
struct Schema;
class SchemaTable;

/// A node of a table; null where there is none. Its schema is read when it is first looked at, and lives as long as the
/// table.
class SchemaRef {
 public:
  SchemaRef() = default;
  SchemaRef(SchemaTable& table, std::size_t node) : table_(&table), node_(node) {}

  const Schema* get() const;
  const Schema& operator*() const { return *get(); }
  const Schema* operator->() const { return get(); }
  bool operator==(std::nullptr_t) const { return table_ == nullptr; }

 private:
  SchemaTable* table_ = nullptr;
  std::size_t node_ = 0;
};

/// A node of a structural schema: what a CRD says about one value. Made once, never changed.
struct Schema {
  enum class Type : std::uint8_t { kAny, kObject, kArray, kString, kInteger, kNumber, kBoolean, kIntOrString };
  enum class ListType : std::uint8_t { kAtomic, kSet, kMap };

  Type type = Type::kAny;
  ListType list_type = ListType::kAtomic;
  bool nullable = false;
  bool preserve_unknown_fields = false;
  bool embedded_resource = false;
  bool unique_items = false;
  bool exclusive_minimum = false;
  bool exclusive_maximum = false;
  std::string format;

  std::vector<Property> properties;       ///< sorted by name
  std::vector<std::size_t> with_default;  ///< indices of the properties that have a default
  std::vector<std::string> required;
  SchemaRef items;
  SchemaRef additional_properties;
  bool any_additional_properties = false;  ///< `additionalProperties: true`
  std::vector<std::string> list_map_keys;

  std::optional<yaml::Value> default_value;
  std::vector<yaml::Value> enumeration;
  std::shared_ptr<const Pattern> pattern;               ///< shared by the schemas of a table that have the same
  std::optional<std::uint64_t> min_length, max_length;  ///< in characters
  std::optional<std::uint64_t> min_items, max_items;
  std::optional<std::uint64_t> min_properties, max_properties;
  std::optional<double> minimum, maximum, multiple_of;

  std::vector<Schema> all_of, any_of, one_of, none_of;  ///< value validations only; `not` has at most one
  std::vector<Rule> rules;

  /// The schema of the field `name`: a property, else what additional properties hold; null pointer if neither.
  const Schema* child(std::string_view name) const;
  /// The property `name` itself; null pointer when there is none.
  const Schema* property(std::string_view name) const;
};

struct Property {
  std::string name;
  SchemaRef schema;
};

/// The name of a type as the API server says it; empty for kAny.
std::string_view type_name(Schema::Type type);

}  // namespace vmcp::admission
