#include "core/compare/objects.h"

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <utility>

#include "core/admission/object.h"
#include "core/compare/comparable.h"
#include "core/compare/hidden.h"
#include "core/emit/emit.h"
#include "core/model/kinds.h"
#include "core/operator/config_map.h"
#include "core/operator/names.h"
#include "core/yaml/fields.h"

namespace vmcp::compare {
namespace {

using yaml::Value;

struct Key {
  std::string_view group;
  std::string_view kind;
  std::string_view name_space;
  std::string_view name;

  auto operator<=>(const Key&) const = default;
};

Key key_of(const Value& object) {
  return {admission::group_of(object.string_at("apiVersion")), object.string_at("kind"),
          yaml::text_at(object, {"metadata", "namespace"}), yaml::text_at(object, {"metadata", "name"})};
}

diag::ResourceId id_of(const Value& object, std::string_view name_space) {
  return {std::string(object.string_at("apiVersion")), std::string(object.string_at("kind")), std::string(name_space),
          std::string(yaml::text_at(object, {"metadata", "name"}))};
}

/// Their objects under the keys of ours that they stand for, or else their own.
std::map<Key, const Named*> by_key(std::span<const Named> ours, std::span<const Named> theirs,
                                   const Comparison& comparison) {
  std::map<Key, std::vector<Key>> without_namespace;
  for (const Named& one : ours) {
    const Key key = key_of(one.object);
    without_namespace[{key.group, key.kind, {}, key.name}].push_back(key);
  }
  std::map<Key, const Named*> result;
  for (const Named& one : theirs) {
    Key key = key_of(one.object);
    if (key.name_space.empty()) {
      const auto meant = without_namespace.find(key);
      key.name_space = comparison.default_namespace;
      if (meant != without_namespace.end() && meant->second.size() == 1) key = meant->second.front();
    }
    result.emplace(key, &one);
  }
  return result;
}

std::string text_of(const Value& object) { return object.is_null() ? "" : emit::yaml_kubernetes(object); }

/// One of the two may be a null pointer.
ObjectDifference difference(const Named* ours, const Named* theirs, const Comparison& comparison) {
  const Named& known = ours != nullptr ? *ours : *theirs;
  ObjectDifference result{id_of(known.object, yaml::text_at(known.object, {"metadata", "namespace"}))};
  if (result.id.name_space.empty()) result.id.name_space = comparison.default_namespace;
  const Value none;
  Versions versions = comparable(ours == nullptr ? none : ours->object, theirs == nullptr ? none : theirs->object,
                                 comparison.schemas, comparison.effort, comparison.of_cluster);
  hide_secrets(versions, comparison.keys);
  if (ours != nullptr) result.our_origin = ours->origin;
  if (theirs != nullptr) result.their_origin = theirs->origin;
  if (ours == nullptr || theirs == nullptr) {
    result.verdict = ours == nullptr ? Verdict::kExtra : Verdict::kMissing;
  } else {
    result.fields = differences(versions.ours, versions.theirs);
    result.verdict = result.fields.empty() ? Verdict::kSame : Verdict::kChanged;
  }
  if (result.verdict == Verdict::kSame) return result;
  versions = with_texts(std::move(versions));
  result.ours = text_of(versions.ours);
  result.theirs = text_of(versions.theirs);
  return result;
}

/// What owns an object and controls it; null pointer when nothing does.
const Value* controller_of(const Value& object) {
  const yaml::Sequence& owners = yaml::items_at(object, {"metadata", "ownerReferences"});
  const auto found = std::ranges::find_if(owners, [](const Value& owner) {
    const Value* controls = owner.find("controller");
    return controls != nullptr && *controls == Value(true);
  });
  return found == owners.end() ? nullptr : &*found;
}

/// What a label of the object says, if it has all that are `wanted` with that.
std::string_view named_by(const Value& object, std::string_view label, Value (*wanted)(std::string_view)) {
  const Value* labels = yaml::value_at(object, {"metadata", "labels"});
  const std::string_view name = labels == nullptr ? std::string_view{} : labels->string_at(label);
  if (name.empty()) return {};
  const Value all = wanted(name);
  const bool has_all = std::ranges::all_of(all.members(), [&](const yaml::Member& one) {
    const Value* value = labels->find(one.key);
    return value != nullptr && *value == one.value;
  });
  return has_all ? name : std::string_view{};
}

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSame:
      return "same";
    case Verdict::kChanged:
      return "changed";
    case Verdict::kMissing:
      return "missing";
    case Verdict::kExtra:
      return "extra";
  }
  return "";
}

std::vector<ObjectDifference> compare_objects(std::span<const Named> ours, std::span<const Named> theirs,
                                              const Comparison& comparison) {
  const std::map<Key, const Named*> others = by_key(ours, theirs, comparison);
  std::vector<ObjectDifference> result;
  for (const Named& one : ours) {
    const auto found = others.find(key_of(one.object));
    result.push_back(difference(&one, found == others.end() ? nullptr : found->second, comparison));
  }
  return result;
}

std::vector<ObjectDifference> extras(std::span<const Named> ours, std::span<const Named> theirs,
                                     const std::function<bool(const Value&)>& counts, const Comparison& comparison) {
  std::map<Key, const Named*> left = by_key(ours, theirs, comparison);
  for (const Named& one : ours) left.erase(key_of(one.object));
  std::vector<ObjectDifference> result;
  for (const auto& [key, one] : left) {
    if (counts(one->object)) result.push_back(difference(nullptr, one, comparison));
  }
  return result;
}

std::string_view gateway_of(const Value& object) {
  if (const Value* controller = controller_of(object)) {
    const bool is_gateway = controller->string_at("kind") == model::kKind<model::VirtualMcpServerSpec>;
    return is_gateway ? controller->string_at("name") : std::string_view{};
  }
  const std::string_view name = named_by(object, "toolhive-name", op::gateway_labels);
  return name.empty() ? named_by(object, "toolhive.stacklok.io/virtual-mcp-server", op::config_labels) : name;
}

bool is_same(std::span<const ObjectDifference> objects) {
  return std::ranges::all_of(objects, [](const ObjectDifference& object) { return object.verdict == Verdict::kSame; });
}

}  // namespace vmcp::compare
