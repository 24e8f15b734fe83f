#include "core/compare/comparable.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/admission/object.h"
#include "core/admission/reporter.h"
#include "core/admission/structural.h"
#include "core/compare/config_documents.h"
#include "core/compare/defaults.h"
#include "core/compare/pairing.h"
#include "core/diag/sink.h"
#include "core/kube/amount.h"
#include "core/kube/pod_shape.h"
#include "core/kube/shape.h"
#include "core/source/sources.h"
#include "core/yaml/fields.h"
#include "core/yaml/member_search.h"

namespace vmcp::compare {
namespace {

using kube::Shape;
using kube::Type;
using yaml::Member;
using yaml::Value;
using Base = Type::Base;
using Form = Type::Form;

constexpr std::string_view kConfigMap = "ConfigMap";

/// The kinds that the operator makes: each has the name of its Go type.
struct Kind {
  std::string_view group;
  std::string_view name;
};
constexpr std::array<Kind, 6> kKinds = {{{"apps", "Deployment"},
                                         {"", "Service"},
                                         {"", kConfigMap},
                                         {"", "ServiceAccount"},
                                         {"rbac.authorization.k8s.io", "Role"},
                                         {"rbac.authorization.k8s.io", "RoleBinding"}}};

/// What the API server and the controllers write into the metadata of what is applied.
constexpr std::array<std::string_view, 11> kServerMetadata = {"creationTimestamp",
                                                              "deletionGracePeriodSeconds",
                                                              "deletionTimestamp",
                                                              "finalizers",
                                                              "generateName",
                                                              "generation",
                                                              "managedFields",
                                                              "ownerReferences",
                                                              "resourceVersion",
                                                              "selfLink",
                                                              "uid"};

const Shape* shape_of(const Value& object) {
  const std::string_view kind = object.string_at("kind");
  const std::string_view group = admission::group_of(object.string_at("apiVersion"));
  const bool is_known =
      std::ranges::any_of(kKinds, [&](const Kind& row) { return row.name == kind && row.group == group; });
  return is_known ? &kube::shape(kind) : nullptr;
}

class Mismatches final : public model::DecodeErrors {
 public:
  void mismatch(std::string_view /*path*/, std::string_view /*seen*/, std::string_view /*expected*/) override {
    any_ = true;
  }
  bool any() const { return any_; }

 private:
  bool any_ = false;
};

void drop_nulls(Value& value) {
  if (value.is_sequence()) {
    for (Value& item : value.items()) drop_nulls(item);
  } else if (value.is_mapping()) {
    std::erase_if(value.members(), [](const Member& member) { return member.value.is_null(); });
    for (Member& member : value.members()) drop_nulls(member.value);
  }
}

/// The object as the API server decodes it; as it stands where it cannot.
Value decoded(const Value& object, const Shape& shape) {
  Mismatches mismatches;
  Value result = kube::round_trip(object, shape, {}, mismatches);
  if (mismatches.any()) return object;
  return result;
}

/// A custom resource as the API server stores it, as far as it would take it.
void apply_defaults(Value& object, const admission::Schemas& schemas, admission::Effort& effort) {
  if (!admission::is_toolhive(object)) return;
  const std::string_view api_version = object.string_at("apiVersion");
  const admission::Schema* schema =
      schemas.find(admission::group_version_of(api_version).version, object.string_at("kind"));
  if (schema == nullptr) return;
  diag::Sink unheard;
  const source::Sources no_sources;
  const admission::Reporter reporter(unheard, no_sources, diag::Stage::kAdmission);
  const admission::Object identity{std::string(api_version), std::string(object.string_at("kind")), "", "", {}};
  admission::apply_schema(object, *schema, identity, nullptr, reporter, &effort);
}

Value as_stored(const Value& object, const admission::Schemas& schemas, admission::Effort& effort) {
  const Shape* shape = shape_of(object);
  Value result = shape != nullptr ? decoded(object, *shape) : object;
  result.erase("status");
  if (shape == nullptr) apply_defaults(result, schemas, effort);
  drop_nulls(result);
  return result;
}

/// Takes out of two values of one type what is no difference between them.
class Pruner {
 public:
  void prune(Value& ours, Value& theirs, const Type& type) const {
    if (type.is_struct()) return prune_struct(ours, theirs, *type.shape);
    if (type.form == Form::kList) return prune_list(ours, theirs, type.element());
    if (type.form == Form::kMap) return prune_map(ours, theirs, type.element());
    if (type.base == Base::kQuantity) unify_quantities(ours, theirs);
  }

 private:
  void prune_struct(Value& ours, Value& theirs, const Shape& shape) const {
    if (!ours.is_mapping() || !theirs.is_mapping()) return;
    for (const kube::Field& field : shape.fields) prune_field(ours, theirs, shape, field);
  }

  void prune_field(Value& ours, Value& theirs, const Shape& shape, const kube::Field& field) const {
    drop_unset(ours, field);
    drop_unset(theirs, field);
    Value* mine = ours.find(field.name);
    Value* other = theirs.find(field.name);
    if (mine != nullptr && other != nullptr) {
      prune(*mine, *other, field.type);
    } else if (mine != nullptr) {
      prune_lone(ours, theirs, shape, field, Side::kOurs);
    } else if (other != nullptr) {
      prune_lone(theirs, ours, shape, field, Side::kTheirs);
    }
    drop_empty(ours, field);
    drop_empty(theirs, field);
  }

  /// Go writes a port that nobody has set as 0, which no port is.
  static void drop_unset(Value& owner, const kube::Field& field) {
    if (field.type.form != Form::kPlain || field.type.base != Base::kIntOrString) return;
    const Value* value = owner.find(field.name);
    if (value != nullptr && (*value == Value(0) || *value == Value(""))) owner.erase(field.name);
  }

  void prune_lone(Value& owner, const Value& other, const Shape& shape, const kube::Field& field, Side side) const {
    Value& value = *owner.find(field.name);
    Value nothing = field.type.form == Form::kList ? Value::sequence() : Value::mapping();
    if (side == Side::kOurs) {
      prune(value, nothing, field.type);
    } else {
      prune(nothing, value, field.type);
    }
    if (comes_by_itself({shape, field, value, owner, other, side})) owner.erase(field.name);
  }

  /// A list, a map and a struct that is no pointer are the same as none where they are empty.
  static void drop_empty(Value& owner, const kube::Field& field) {
    const Value* value = owner.find(field.name);
    if (value == nullptr) return;
    const bool is_container = field.type.form == Form::kList || field.type.form == Form::kMap ||
                              (field.type.form == Form::kPlain && field.type.base == Base::kStruct);
    const bool is_empty =
        (value->is_sequence() && value->items().empty()) || (value->is_mapping() && value->members().empty());
    if (is_container && is_empty) owner.erase(field.name);
  }

  void prune_list(Value& ours, Value& theirs, const Type& element) const {
    prune_pairs(pair_items(&ours, &theirs).pairs, element);
  }

  void prune_map(Value& ours, Value& theirs, const Type& element) const {
    prune_pairs(pair_members(&ours, &theirs), element);
  }

  void prune_pairs(const std::vector<Pair<Value>>& pairs, const Type& element) const {
    for (const Pair<Value>& pair : pairs) {
      Value nothing = Value::mapping();
      prune(pair.ours == nullptr ? nothing : *pair.ours, pair.theirs == nullptr ? nothing : *pair.theirs, element);
    }
  }

  /// Quantities that amount to the same are written in our way. As SetDefaults_ResourceList the API server rounds them.
  static void unify_quantities(const Value& ours, Value& theirs) {
    if (!ours.is_string() || !theirs.is_string()) return;
    const auto mine = kube::Amount::parse(ours.as_string());
    const auto other = kube::Amount::parse(theirs.as_string());
    if (mine && other && mine->rounded_to_milli() == other->rounded_to_milli()) theirs = ours;
  }
};

Value* member_of(Value* owner, std::string_view key) { return owner == nullptr ? nullptr : owner->find(key); }

/// Takes out what only others than the operator have written. As podTemplateMetadataNeedsUpdate, serviceNeedsUpdate and
/// mergeDeploymentAnnotations: keys that are not the operator's are not drift (revision, restartedAt, last-applied,
/// ...).
void drop_keys_of_others(Value* ours, Value* theirs, std::string_view field) {
  Value* others = member_of(theirs, field);
  if (others == nullptr || !others->is_mapping()) return;
  const Value* mine = member_of(ours, field);
  yaml::MemberSearch search;
  std::erase_if(others->members(), [&](const Member& member) {
    return (mine == nullptr || search.find(*mine, member.key) == nullptr) && !is_operators_key(member.key);
  });
  if (others->members().empty()) theirs->erase(field);
}

void prune_metadata(Value* ours, Value* theirs, bool of_cluster) {
  for (Value* metadata : {ours, theirs}) {
    if (metadata == nullptr) continue;
    for (const std::string_view key : kServerMetadata) metadata->erase(key);
  }
  if (of_cluster && ours != nullptr) {
    drop_keys_of_others(ours, theirs, "labels");
    drop_keys_of_others(ours, theirs, "annotations");
  }
  // Who applies an object without a namespace names one to kubectl.
  if (ours == nullptr || theirs == nullptr) return;
  if (const Value* name_space = ours->find("namespace");
      theirs->find("namespace") == nullptr && name_space != nullptr) {
    theirs->set("namespace", *name_space);
  }
}

Value* pod_template_of(Value& object) { return member_of(object.find("spec"), "template"); }

/// The Secrets with credentials of OpenShift's registry, which its controller adds to every account.
void drop_registry_secrets(Value& account) {
  Value* secrets = account.find("imagePullSecrets");
  if (secrets == nullptr || !secrets->is_sequence()) return;
  const std::string prefix = std::string(yaml::text_at(account, {"metadata", "name"})) + "-dockercfg-";
  std::erase_if(secrets->items(), [&](const Value& item) { return item.string_at("name").starts_with(prefix); });
}

}  // namespace

Versions comparable(const Value& one, const Value& other, const admission::Schemas& schemas, admission::Effort& effort,
                    bool of_cluster) {
  // There is nothing that it could be the same as.
  if (other.is_null()) {
    Versions versions{one, other};
    if (one.string_at("kind") == kConfigMap) parse_documents(versions);
    return versions;
  }
  Versions versions{as_stored(one, schemas, effort), as_stored(other, schemas, effort)};
  Value& ours = versions.ours;
  Value& theirs = versions.theirs;
  const Shape* shape = shape_of(ours.is_null() ? theirs : ours);
  // While the labels are those that the checksum was made with.
  if (shape != nullptr && shape->name == kConfigMap) parse_documents(versions);
  prune_metadata(ours.find("metadata"), theirs.find("metadata"), of_cluster);
  if (shape == nullptr) return versions;
  if (shape->name == "Deployment") {
    prune_metadata(member_of(pod_template_of(ours), "metadata"), member_of(pod_template_of(theirs), "metadata"),
                   of_cluster);
  }
  if (shape->name == "ServiceAccount") drop_registry_secrets(theirs);
  Value nothing = Value::mapping();
  Pruner().prune(ours.is_null() ? nothing : ours, theirs.is_null() ? nothing : theirs,
                 {Form::kPlain, Base::kStruct, shape});
  return versions;
}

Versions with_texts(Versions versions) {
  if (versions.ours.string_at("kind") == kConfigMap) print_documents(versions);
  return versions;
}

}  // namespace vmcp::compare
