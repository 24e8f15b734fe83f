#include "core/kube/strategic_merge.h"

#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/kube/list_order.h"

namespace vmcp::kube {
namespace {

using diag::FieldPath;
using yaml::Member;
using yaml::Value;

constexpr std::string_view kDirective = "$patch";
constexpr std::string_view kRetainKeys = "$retainKeys";
constexpr std::string_view kSetOrder = "$setElementOrder";
constexpr std::string_view kDeleteFromList = "$deleteFromPrimitiveList";

/// Ends the merge; it never leaves this file.
struct Refused {
  MergeFault fault;
};

[[noreturn]] void refuse(const FieldPath& path, std::string message) { throw Refused{{path, std::move(message)}}; }

/// Whether Go holds both in the same type; a number above int64 is a float there.
bool same_go_type(const Value& a, const Value& b) {
  const auto kind = [](const Value& value) {
    return value.kind() == Value::Kind::kUint ? Value::Kind::kFloat : value.kind();
  };
  return kind(a) == kind(b);
}

enum class Nulls { kKeep, kDrop };

/// What a patch value is where nothing is to be merged with it: without nulls in objects, and without the objects
/// that carry a directive. Nothing when it is such an object itself.
std::optional<Value> without_directives(const Value& patch, Nulls nulls) {
  if (patch.is_sequence()) {
    Value result = Value::sequence();
    for (const Value& item : patch.items()) {
      if (auto kept = without_directives(item, nulls)) result.push(*std::move(kept));
    }
    return result;
  }
  if (!patch.is_mapping()) return patch;
  const auto dropped = [nulls](const Value& value) { return nulls == Nulls::kDrop && value.is_null(); };
  if (const Value* directive = patch.find(kDirective); directive != nullptr && !dropped(*directive)) {
    return std::nullopt;
  }
  Value result = Value::mapping();
  for (const Member& member : patch.members()) {
    if (dropped(member.value)) continue;
    if (auto kept = without_directives(member.value, nulls)) {
      result.members().push_back({member.key, *std::move(kept), member.key_mark});
    }
  }
  return result;
}

/// An object while it is merged: found by key in no time, however many members it has.
using Object = std::map<std::string, Value, std::less<>>;

Object take_members(Value value) {
  Object object;
  for (Member& member : value.members()) object.emplace(std::move(member.key), std::move(member.value));
  return object;
}

Value to_value(Object object) {
  Value value = Value::mapping();
  value.members().reserve(object.size());
  for (auto& [key, member] : object) value.members().push_back({key, std::move(member), {}});
  return value;
}

const Value* find(const Object& object, std::string_view key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &found->second;
}

void erase(Object& object, std::string_view key) {
  if (const auto found = object.find(key); found != object.end()) object.erase(found);
}

/// The name of the list that a parallel list such as `$setElementOrder/containers` is about.
std::string_view parallel_list_target(const FieldPath& path, std::string_view key, std::string_view prefix) {
  if (key.size() <= prefix.size() || key[prefix.size()] != '/') {
    refuse(path, "\"" + std::string(key) + "\" names no list; expected \"" + std::string(prefix) + "/NAME\"");
  }
  return key.substr(prefix.size() + 1);
}

const Field& field_of(const Type& type, std::string_view key, const FieldPath& path) {
  if (!type.is_struct()) refuse(path, "cannot merge an object into a value that has no fields");
  const Field* field = type.shape->find(key);
  if (field == nullptr) {
    refuse(path, std::string(type.shape->name) + " has no field \"" + std::string(key) + "\" to merge with");
  }
  return *field;
}

void expect_list(const Value& value, const FieldPath& path) {
  if (!value.is_sequence()) refuse(path, "expected a list");
}

/// As sliceElementType: the items of both lists are of one kind, and that is no list.
Value::Kind expect_uniform(const Value& original, const Value& patch, const FieldPath& path) {
  const Value* first = nullptr;
  for (const Value* list : {&original, &patch}) {
    for (const Value& item : list->items()) {
      if (first == nullptr) first = &item;
      if (!same_go_type(*first, item)) refuse(path, "the items of the list are not all of one kind");
    }
  }
  if (first == nullptr) refuse(path, "the list has no items");
  if (first->is_sequence()) refuse(path, "lists of lists cannot be merged");
  if (first->is_null()) refuse(path, "a list of nulls cannot be merged");
  return first->kind();
}

std::string identity_of(const Value& item, std::string_view merge_key, const FieldPath& path) {
  std::optional<std::string> identity = item_identity(item, merge_key);
  if (identity) return *std::move(identity);
  if (merge_key.empty()) refuse(path, "expected a scalar");
  refuse(path, item.find(merge_key) == nullptr ? "an item lacks its merge key \"" + std::string(merge_key) + "\""
                                               : "the merge key \"" + std::string(merge_key) + "\" is no scalar");
}

void expect_identities(const Value& list, std::string_view merge_key, const FieldPath& path) {
  for (std::size_t i = 0; i < list.items().size(); ++i) identity_of(list.items()[i], merge_key, path[i]);
}

const Field& list_field_of(const Type& type, std::string_view key, const FieldPath& path) {
  const Field& field = field_of(type, key, path);
  if (field.type.form != Type::Form::kList && field.type.form != Type::Form::kPointer) {
    refuse(path, "\"" + std::string(key) + "\" is no list");
  }
  return field;
}

class Merger {
 public:
  /// As mergeMap of k8s.io/apimachinery.
  Value merge_object(Value original, const Value& patch, const Type& type, const FieldPath& path) {
    if (const Value* directive = patch.find(kDirective)) return obey_directive(*directive, patch, path);
    Object merged = take_members(std::move(original));
    retain_keys(merged, patch, path);
    std::set<std::string_view> done = {kRetainKeys};
    for (const Member& member : patch.members()) {
      if (member.key.starts_with(kSetOrder)) set_element_order(merged, patch, member, type, path, done);
    }
    for (const Member& member : patch.members()) {
      if (!done.contains(member.key)) merge_member(merged, member, type, path);
    }
    return to_value(std::move(merged));
  }

 private:
  static Value obey_directive(const Value& directive, const Value& patch, const FieldPath& path) {
    if (directive == Value("delete")) return Value::mapping();
    if (directive != Value("replace")) refuse_directive(path);
    Value replacement = patch;
    replacement.erase(kDirective);
    return replacement;
  }

  [[noreturn]] static void refuse_directive(const FieldPath& path) {
    refuse(path / kDirective, "unknown patch directive; expected \"replace\" or \"delete\"");
  }

  /// As applyRetainKeysDirective.
  static void retain_keys(Object& original, const Value& patch, const FieldPath& path) {
    const Value* directive = patch.find(kRetainKeys);
    if (directive == nullptr) return;
    if (!directive->is_sequence()) refuse(path / kRetainKeys, "expected a list of the keys to retain");
    std::set<std::string_view> retained;
    for (const Value& key : directive->items()) {
      if (key.is_string()) retained.insert(key.as_string());
      if (key.is_sequence() || key.is_mapping()) refuse(path / kRetainKeys, "expected a list of the keys to retain");
    }
    for (const Member& member : patch.members()) {
      if (member.key == kRetainKeys || member.value.is_null() || member.key.starts_with(kDeleteFromList) ||
          member.key.starts_with(kSetOrder)) {
        continue;
      }
      if (!retained.contains(member.key)) {
        refuse(path / member.key, "\"" + member.key + "\" is set but not listed in \"$retainKeys\"");
      }
    }
    std::erase_if(original, [&](const auto& member) { return !retained.contains(member.first); });
  }

  /// As mergePatchIntoOriginal: merges the list that a `$setElementOrder` is about, then orders it.
  void set_element_order(Object& original, const Value& patch, const Member& directive, const Type& type,
                         const FieldPath& path, std::set<std::string_view>& done) {
    const FieldPath order_path = path / directive.key;
    const std::string_view key = parallel_list_target(order_path, directive.key, kSetOrder);
    const FieldPath list_path = path / key;
    const Value* existing = find(original, key);
    const Value* patched = patch.find(key);
    expect_list(directive.value, order_path);
    if (existing != nullptr) expect_list(*existing, list_path);
    if (patched != nullptr) expect_list(*patched, list_path);
    done.insert(directive.key);

    const Field& field = list_field_of(type, key, order_path);
    if (patched != nullptr) check_order(*patched, directive.value, field.merge_key, list_path);
    if (existing == nullptr && patched == nullptr) return;
    done.insert(key);

    const Value before = existing == nullptr ? Value::sequence() : *existing;
    Value merged = before;
    ListOrder before_order(before, field.merge_key);
    if (existing == nullptr) {
      merged = *without_directives(*patched, Nulls::kKeep);
    } else if (patched != nullptr) {
      merged = merge_list(before, *patched, field, false, list_path, before_order);
    }
    expect_uniform(before, patched == nullptr ? Value::sequence() : *patched, list_path);
    expect_identities(before, field.merge_key, list_path);
    expect_identities(merged, field.merge_key, list_path);
    expect_identities(directive.value, field.merge_key, order_path);
    original.insert_or_assign(std::string(key),
                              in_order(std::move(merged), ListOrder(directive.value, field.merge_key), before_order));
  }

  /// As validatePatchWithSetOrderList: what the patch adds or changes stands in the order list, in the same order.
  static void check_order(const Value& patch, const Value& order, std::string_view merge_key, const FieldPath& path) {
    if (patch.items().empty() || order.items().empty()) return;
    const auto has_directive = [](const Value& item, const Value* wanted) {
      const Value* directive = item.find(kDirective);
      return directive != nullptr && (wanted == nullptr || *directive == *wanted);
    };
    const Value deletion("delete");
    std::vector<const Value*> wanted;
    for (const Value& item : patch.items()) {
      if (merge_key.empty() || !has_directive(item, &deletion)) wanted.push_back(&item);
    }
    auto item = wanted.begin();
    auto place = order.items().begin();
    while (item != wanted.end() && place != order.items().end()) {
      if (has_directive(**item, nullptr)) {
        ++item;
      } else {
        if (identity_of(**item, merge_key, path) == identity_of(*place, merge_key, path)) ++item;
        ++place;
      }
    }
    if (item != wanted.end()) refuse(path, "the items are not in the order that \"$setElementOrder\" states");
  }

  /// As mergeSliceHandler and mergeSlice. `original_order` is changed as Go changes the original list while it
  /// merges: added items take the places of deleted ones.
  Value merge_list(Value original, const Value& patch, const Field& field, bool deletes, const FieldPath& path,
                   ListOrder& original_order) {
    if (!field.merged && !deletes) return patch;
    if (original.items().empty() && patch.items().empty()) return original;
    if (expect_uniform(original, patch, path) == Value::Kind::kMapping) {
      return merge_objects(std::move(original), patch, field, path, original_order);
    }
    expect_identities(patch, {}, path);
    if (!deletes && !field.merge_key.empty()) refuse(path, "expected a list of objects");
    return deletes ? without_scalars(std::move(original), patch) : merge_scalars(original, patch);
  }

  static Value without_scalars(Value original, const Value& patch) {
    const ListOrder deleted(patch, {});
    std::erase_if(original.items(), [&](const Value& item) { return deleted.place(item).has_value(); });
    return original;
  }

  static Value merge_scalars(const Value& original, const Value& patch) {
    Value merged = Value::sequence();
    std::set<std::string> seen;
    for (const Value* list : {&original, &patch}) {
      for (const Value& item : list->items()) {
        if (seen.insert(*item_identity(item, {})).second) merged.push(item);
      }
    }
    return in_order(std::move(merged), ListOrder(patch, {}), ListOrder(original, {}));
  }

  /// The items of a list of objects in a patch, by what they are there for.
  struct ListPatch {
    Value additions = Value::sequence();
    std::vector<FieldPath> addition_paths;
    Value deletions = Value::sequence();
    bool replaces = false;
  };

  /// As mergeSliceWithSpecialElements.
  static ListPatch read_list_patch(const Value& patch, std::string_view merge_key, const FieldPath& path) {
    ListPatch result;
    for (std::size_t i = 0; i < patch.items().size(); ++i) {
      const Value& item = patch.items()[i];
      const Value* directive = item.find(kDirective);
      if (directive == nullptr) {
        identity_of(item, merge_key, path[i]);
        result.additions.push(item);
        result.addition_paths.push_back(path[i]);
      } else if (*directive == Value("delete")) {
        identity_of(item, merge_key, path[i]);
        result.deletions.push(item);
      } else if (*directive == Value("replace")) {
        result.replaces = true;
      } else {
        refuse_directive(path[i]);
      }
    }
    return result;
  }

  Value merge_objects(Value original, const Value& patch, const Field& field, const FieldPath& path,
                      ListOrder& original_order) {
    const std::string_view key = field.merge_key;
    if (key.empty()) refuse(path, "cannot merge a list of objects that has no merge key");
    const ListPatch changes = read_list_patch(patch, key, path);
    if (changes.replaces)
      return in_order(changes.additions, ListOrder(Value::sequence(), key), ListOrder(changes.additions, key));

    const std::size_t original_size = original.items().size();
    std::erase_if(original.items(), [deleted = ListOrder(changes.deletions, key)](const Value& item) {
      return deleted.place(item).has_value();
    });
    const ListOrder before(original, key);
    ListOrder places = before;
    Value merged = std::move(original);
    for (std::size_t i = 0; i < changes.additions.items().size(); ++i) {
      const Value& item = changes.additions.items()[i];
      if (const auto place = places.place(item)) {
        Value& target = merged.items()[*place];
        target = merge_object(std::move(target), item, field.type.element(), changes.addition_paths[i]);
      } else {
        places.add(item, merged.items().size());
        merged.push(item);
      }
    }
    expect_identities(merged, key, path);
    original_order = ListOrder(merged, key, original_size);
    return in_order(std::move(merged), ListOrder(changes.additions, key), before);
  }

  void merge_member(Object& original, const Member& member, const Type& type, const FieldPath& path) {
    const FieldPath member_path = path / member.key;
    const bool deletes = member.key.starts_with(kDeleteFromList);
    const std::string_view key =
        deletes ? parallel_list_target(member_path, member.key, kDeleteFromList) : std::string_view{member.key};
    const Value& patch = member.value;
    if (patch.is_null()) return erase(original, key);
    const auto found = original.find(key);
    if (found == original.end() || !same_go_type(found->second, patch)) {
      if (deletes) return;
      erase(original, key);
      if (auto value = without_directives(patch, Nulls::kDrop)) original.emplace(key, *std::move(value));
      return;
    }
    Value& existing = found->second;
    if (patch.is_mapping()) {
      const Field& field = field_of(type, key, member_path);
      existing = merge_object(std::move(existing), patch, field.type, member_path);
    } else if (patch.is_sequence()) {
      const Field& field = list_field_of(type, key, member_path);
      ListOrder order(existing, field.merge_key);
      existing = merge_list(std::move(existing), patch, field, deletes, member_path, order);
    } else {
      existing = patch;
    }
  }
};

}  // namespace

std::optional<Value> strategic_merge(Value original, const Value& patch, const Shape& shape, MergeFault& fault) {
  try {
    for (const Value* object : {&std::as_const(original), &patch}) {
      if (!object->is_mapping()) refuse(FieldPath(), "expected an object");
    }
    const Type root{Type::Form::kPlain, Type::Base::kStruct, &shape};
    return Merger().merge_object(std::move(original), patch, root, FieldPath());
  } catch (Refused& refused) {
    fault = std::move(refused.fault);
    return std::nullopt;
  }
}

}  // namespace vmcp::kube
