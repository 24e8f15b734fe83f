#include "core/gitops/json_patch.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/gitops/secret_fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;
using Parts = std::vector<std::string>;

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

void add_copied_secrets(const Value& object, const Value& operation, Work& work, std::vector<std::string>& secrets) {
  const std::string_view name = operation.string_at("op");
  if (name != "copy" && name != "move") return;
  const std::optional<Parts> origin = parts_of(operation.string_at("from"));
  if (!origin || !is_secret_field(object.string_at("kind"), *origin)) return;
  const Value* field = &object;
  for (const std::string& part : *origin) {
    field = child(*field, part);
    if (field == nullptr) return;
  }
  if (work.take(copy_units(*field))) add_texts(*field, secrets);
}

Operated operate(Value& object, const Value& operation, Work& work, std::string& why) {
  const std::string name(operation.string_at("op"));
  const std::string path(operation.string_at("path"));
  const Value* value = operation.find("value");
  const std::optional<Parts> parts = parts_of(path);
  const auto fail = [&](std::string text) {
    why = std::move(text);
    return Operated::kFailed;
  };
  if (operation.find("path") == nullptr) return fail("an operation has no \"path\"");
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
  if (name == "move" || name == "copy") {
    const std::string from(operation.string_at("from"));
    const std::optional<Parts> origin = parts_of(from);
    if (!origin) return Operated::kUnknown;
    Value* source = holder_of(object, *origin);
    const Value* found = source == nullptr ? nullptr : child(*source, origin->back());
    if (found == nullptr) return name == "move" ? missing(from) : Operated::kUnknown;
    if (!work.take(search_units(*source) + copy_units(*found))) return Operated::kUnknown;
    const Value moved = *found;
    if (name == "move") {
      remove(*source, origin->back());
      holder = holder_of(object, *parts);
    }
    return holder != nullptr && add(*holder, parts->back(), moved) ? Operated::kDone : missing(path);
  }
  const bool is_known = name == "add" || name == "replace" || name == "remove";
  if (!is_known) return fail("JSON patches have no operation " + diag::quoted(name));
  if (holder == nullptr) return missing(path.substr(0, path.rfind('/')));
  const std::string& last = parts->back();
  const bool done = name == "add"       ? add(*holder, last, *value)
                    : name == "replace" ? replace(*holder, last, *value)
                                        : remove(*holder, last);
  return done ? Operated::kDone : missing(path);
}

}  // namespace vmcp::gitops
