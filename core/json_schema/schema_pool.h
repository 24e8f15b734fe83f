#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/go/url.h"
#include "core/yaml/value.h"

namespace vmcp::json_schema {

/// What a `$ref` leads to.
struct ReferenceTarget {
  const yaml::Value* schema = nullptr;  ///< null for a metaschema, or when there is an error
  std::string error;                    ///< empty when there is none
};

/// The documents that the references of one JSON schema can lead to, as gojsonschema's schemaPool: the schema itself
/// and what it names with `id` or `$id`. Keeps pointers into the schema.
class SchemaPool {
 public:
  explicit SchemaPool(const yaml::Value& root);

  /// Follows the `$ref` of `schema`, which must be a mapping that has one.
  ReferenceTarget follow(const yaml::Value& schema);

 private:
  void collect(const yaml::Value& node, const go::url::Url& scope);
  void collect_members(const yaml::Value& node, const go::url::Url& scope);

  const yaml::Value* follow_pointer(const yaml::Value& document, std::string_view pointer);
  const yaml::Value* member_at(const yaml::Value& mapping, std::string_view key);

  std::map<std::string, const yaml::Value*, std::less<>> documents_;  // by absolute URI
  std::map<const yaml::Value*, std::string> absolute_;                // the `$ref` of a schema, resolved
  // Members by key of the mappings that pointers went through: a `$defs` may be large, and a reference lead to each.
  std::map<const yaml::Value*, std::unordered_map<std::string_view, const yaml::Value*>> members_;
};

}  // namespace vmcp::json_schema
