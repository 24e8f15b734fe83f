#include "core/operator/cross_references/reference_fields.h"

#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/admission/schemas.h"

namespace vmcp::op {
namespace {

using admission::Schema;
using diag::FieldPath;
using yaml::Value;

/// A value with all that a schema has, and the paths of what names an object in it: by the name of its field, or by
/// having both a name and a key.
class Instance {
 public:
  Value of(const Schema& schema, const FieldPath& path, std::string_view field) {
    if (schema.type == Schema::Type::kArray && schema.items != nullptr) {
      return Value::sequence().push(of(*schema.items, path[0], field));
    }
    if (schema.type == Schema::Type::kString) {
      if (field == "serviceAccount") paths.insert(path.str());
      return Value(field == "type" ? "configmap" : "x");
    }
    if (schema.type != Schema::Type::kObject) return Value(1);
    const bool has_name = schema.property("name") != nullptr;
    const bool is_reference = field.ends_with("Ref") || field.ends_with("Refs");
    if (has_name && (is_reference || schema.property("key") != nullptr)) paths.insert(path.str());
    Value mapping = Value::mapping();
    for (const admission::Property& property : schema.properties) {
      mapping.set(property.name, of(*property.schema, path / property.name, property.name));
    }
    if (schema.additional_properties != nullptr) mapping.set("k", of(*schema.additional_properties, path.key("k"), {}));
    return mapping;
  }

  std::set<std::string> paths;
};

TEST_CASE("each field of the CRDs that names an object is known to name one") {
  const admission::Schemas& schemas = admission::Schemas::builtin();
  std::size_t count = 0;
  for (const std::string_view kind : schemas.kinds()) {
    CAPTURE(kind);
    const Schema* spec = schemas.find(schemas.versions(kind).back(), kind)->property("spec");
    if (spec == nullptr) continue;
    Instance instance;
    cluster::Object object;
    object.api_version = "toolhive.stacklok.dev/v1beta1";
    object.kind = kind;
    object.value = Value::mapping().set("spec", instance.of(*spec, FieldPath("spec"), {}));
    for_each_reference(object, true, [&](const Reference& reference) {
      instance.paths.erase(reference.path.str());
      // The name of a service account that is one of several fields.
      instance.paths.erase(reference.name_path.str());
      ++count;
    });
    CHECK(instance.paths == std::set<std::string>{});
  }
  CHECK(count > 100);
}

}  // namespace
}  // namespace vmcp::op
