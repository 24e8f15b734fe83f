#include "core/gitops/json_patch.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/object.h"
#include "core/admission/schemas.h"
#include "core/diag/quoted.h"
#include "core/gitops/secret_fields.h"
#include "core/text/nearest.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;
using Parts = std::vector<std::string>;

constexpr auto kKeys = std::to_array<std::string_view>({"op", "path", "from", "value"});
constexpr auto kOperations = std::to_array<std::string_view>({"add", "replace", "remove", "test", "move", "copy"});

/// How many letters of a field are misspelt at most.
constexpr std::size_t kSlips = 2;

/// The text of a member that may be misspelt; empty: none.
std::string_view text_of(const Value& operation, std::string_view key) {
  const yaml::Member* member = operation_member(operation, key);
  return member != nullptr && member->value.is_string() ? std::string_view(member->value.as_string())
                                                        : std::string_view{};
}

/// The parts of a JSON pointer; nothing when it is none.
std::optional<Parts> parts_of(std::string_view pointer) {
  if (!pointer.starts_with('/')) return std::nullopt;
  Parts parts;
  while (pointer.starts_with('/')) {
    pointer.remove_prefix(1);
    std::string part;
    for (; !pointer.empty() && pointer.front() != '/'; pointer.remove_prefix(1)) {
      if (pointer.starts_with("~1") || pointer.starts_with("~0")) {
        part += pointer[1] == '1' ? '/' : '~';
        pointer.remove_prefix(1);
      } else {
        part += pointer.front();
      }
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

/// The place in a list of `size` that a part names; one below zero counts from the end.
std::optional<std::size_t> index_in(std::size_t size, std::string_view part) {
  std::ptrdiff_t index = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  if (index < 0) index += static_cast<std::ptrdiff_t>(size);
  if (index < 0 || index >= static_cast<std::ptrdiff_t>(size)) return std::nullopt;
  return static_cast<std::size_t>(index);
}

const Value* child(const Value& holder, const std::string& part) {
  if (holder.is_mapping()) return holder.find(part);
  if (!holder.is_sequence()) return nullptr;
  const std::optional<std::size_t> index = index_in(holder.items().size(), part);
  return index ? &holder.items()[*index] : nullptr;
}
Value* child(Value& holder, const std::string& part) { return const_cast<Value*>(child(std::as_const(holder), part)); }

/// What holds the last part; null pointer when there is none. Every object has annotations for kustomize.
Value* holder_of(Value& object, const Parts& parts) {
  Value* holder = &object;
  for (std::size_t i = 0; i + 1 < parts.size() && holder != nullptr; ++i) {
    const bool is_annotations = i == 1 && parts[0] == "metadata" && parts[1] == "annotations";
    if (is_annotations && holder->is_mapping() && holder->find(parts[1]) == nullptr) {
      holder->set(parts[1], Value::mapping());
    }
    holder = child(*holder, parts[i]);
  }
  return holder != nullptr && (holder->is_mapping() || holder->is_sequence()) ? holder : nullptr;
}

bool set_member(Value& holder, const std::string& part, const Value& value) {
  holder.set(part, value);
  std::ranges::find(holder.members(), part, &yaml::Member::key)->key_mark = value.mark();
  return true;
}

bool add(Value& holder, const std::string& part, const Value& value) {
  if (holder.is_mapping()) return set_member(holder, part, value);
  const std::size_t size = holder.items().size();
  const std::optional<std::size_t> index = part == "-" ? size : index_in(size + 1, part);
  if (!index) return false;
  holder.items().insert(holder.items().begin() + static_cast<std::ptrdiff_t>(*index), value);
  return true;
}

bool replace(Value& holder, const std::string& part, const Value& value) {
  if (holder.is_mapping()) return set_member(holder, part, value);
  Value* old = child(holder, part);
  if (old != nullptr) *old = value;
  return old != nullptr;
}

bool remove(Value& holder, const std::string& part) {
  if (holder.is_mapping()) return holder.erase(part);
  const std::optional<std::size_t> index = index_in(holder.items().size(), part);
  if (index) holder.items().erase(holder.items().begin() + static_cast<std::ptrdiff_t>(*index));
  return index.has_value();
}

}  // namespace

const yaml::Member* operation_member(const Value& operation, std::string_view key) {
  if (const yaml::Member* stated = operation.find_member(key)) return stated;
  if (!operation.is_mapping()) return nullptr;
  const auto found = std::ranges::find_if(operation.members(), [&](const yaml::Member& member) {
    return std::ranges::find(kKeys, member.key) == kKeys.end() && text::nearest(member.key, kKeys) == key;
  });
  return found == operation.members().end() ? nullptr : &*found;
}

bool misspells(const Value& object, const Value& operation) {
  if (!admission::is_toolhive(object)) return false;
  const admission::Schemas schemas = admission::Schemas::builtin();
  const auto is_misspelt = [&](std::string_view key) {
    const std::optional<Parts> parts = parts_of(text_of(operation, key));
    const auto [group, version] = admission::group_version_of(object.string_at("apiVersion"));
    const admission::Schema* schema = schemas.find(version, object.string_at("kind"));
    const Value* at = &object;
    for (std::size_t i = 0; parts && i < parts->size() && schema != nullptr; ++i) {
      const std::string& part = (*parts)[i];
      const Value* next = child(*at, part);
      const admission::Schema* below = at->is_sequence() ? schema->items.get() : schema->child(part);
      if (next == nullptr) {
        return below != nullptr && at->is_mapping() && std::ranges::any_of(at->members(), [&](const auto& member) {
                 return schema->child(member.key) == nullptr && text::is_within(member.key, part, kSlips);
               });
      }
      at = next;
      schema = below;
    }
    return false;
  };
  return is_misspelt("path") || is_misspelt("from");
}

void add_copied_secrets(const Value& object, const Value& operation, Work& work, std::vector<std::string>& secrets) {
  const std::string_view name = text_of(operation, "op");
  if (name != "copy" && name != "move") return;
  const std::optional<Parts> origin = parts_of(text_of(operation, "from"));
  if (!origin || !is_secret_field(object.string_at("kind"), *origin)) return;
  const Value* field = &object;
  for (const std::string& part : *origin) {
    field = child(*field, part);
    if (field == nullptr) return;
  }
  if (work.take(copy_units(*field))) add_texts(*field, secrets);
}

Operated operate(Value& object, const Value& operation, Work& work, OperationFault& fault) {
  const std::string name(text_of(operation, "op"));
  const std::string path(text_of(operation, "path"));
  const yaml::Member* stated = operation_member(operation, "value");
  const Value* value = stated == nullptr ? nullptr : &stated->value;
  const std::optional<Parts> parts = parts_of(path);
  fault.place = operation.mark();
  const auto fail = [&](std::string text, std::string_view meant = {}) {
    fault.why = std::move(text);
    fault.meant = meant;
    return Operated::kFailed;
  };
  const bool copies = name == "move" || name == "copy";
  for (const std::string_view key : kKeys) {
    if (operation.find(key) != nullptr || (key == "from" && !copies)) continue;
    const yaml::Member* meant = operation_member(operation, key);
    // A test may be for null.
    if (key == "value" && (name != "test" || meant == nullptr)) continue;
    if (meant == nullptr) return fail("an operation has no " + diag::quoted(key));
    fault.place = meant->key_mark;
    return fail("an operation has no field " + diag::quoted(meant->key), key);
  }
  if (std::ranges::find(kOperations, name) == kOperations.end()) {
    return fail("JSON patches have no operation " + diag::quoted(name), text::nearest(name, kOperations));
  }
  if (!parts || (value == nullptr && (name == "add" || name == "replace"))) return Operated::kUnknown;
  const auto missing = [&](std::string_view at) {
    return fail("it cannot " + name + ' ' + diag::quoted(path) + ": " + diag::quoted(at) + " is not there");
  };
  Value* holder = holder_of(object, *parts);
  if (holder != nullptr && !work.take(search_units(*holder) + (value == nullptr ? 0 : copy_units(*value)))) {
    return Operated::kUnknown;
  }
  if (name == "test") {
    const Value* found = holder == nullptr ? nullptr : child(*holder, parts->back());
    const bool is_null = value == nullptr || value->is_null();
    if (found == nullptr ? is_null : (value != nullptr && *found == *value)) return Operated::kDone;
    return fail("its test of " + diag::quoted(path) + " fails");
  }
  if (copies) {
    const std::string from(operation.string_at("from"));
    const std::optional<Parts> origin = parts_of(from);
    if (!origin) return Operated::kUnknown;
    Value* source = holder_of(object, *origin);
    const Value* found = source == nullptr ? nullptr : child(*source, origin->back());
    // A copy of what its place might hold is null, as evanphx/json-patch has it.
    if (found == nullptr) return name == "move" || source == nullptr ? missing(from) : Operated::kUnknown;
    if (!work.take(search_units(*source) + copy_units(*found))) return Operated::kUnknown;
    const Value moved = *found;
    if (name == "move") {
      remove(*source, origin->back());
      holder = holder_of(object, *parts);
    }
    return holder != nullptr && add(*holder, parts->back(), moved) ? Operated::kDone : missing(path);
  }
  if (holder == nullptr) return missing(path.substr(0, path.rfind('/')));
  const std::string& last = parts->back();
  const bool done = name == "add"       ? add(*holder, last, *value)
                    : name == "replace" ? replace(*holder, last, *value)
                                        : remove(*holder, last);
  return done ? Operated::kDone : missing(path);
}

}  // namespace vmcp::gitops
