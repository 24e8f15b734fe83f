#include "core/render/patch.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "core/admission/object.h"
#include "core/diag/sink.h"
#include "core/render/file_paths.h"
#include "core/render/substitution.h"
#include "core/source/sources.h"
#include "core/yaml/fields.h"
#include "core/yaml/read.h"

namespace vmcp::render {
namespace {

using yaml::Value;

/// The documents of a patch that is written inside the kustomization; they stand where that text begins.
std::vector<Value> inline_contents(const Value& text) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<Value> contents;
  for (yaml::Document& document :
       yaml::read(sources, sources.add("", text.as_string()), sink, {yaml::Lists::kKept, yaml::Roots::kAny})) {
    set_marks(document.root, text.mark());
    contents.push_back(std::move(document.root));
  }
  if (sink.has_errors()) contents.clear();
  return contents;
}

std::string_view group_of(const Value& object) { return admission::group_of(object.string_at("apiVersion")); }

/// What it costs to give an object more, which it keeps.
std::size_t copy_units(const Value& value) {
  constexpr std::size_t kForOne = 32;
  return kForOne * units_of(value);
}

/// What it costs to find a member, or to move the items behind one.
std::size_t search_units(const Value& holder) {
  constexpr std::size_t kSeenForOne = 8;
  const bool is_list = holder.is_sequence();
  return 1 + (is_list ? holder.items().size() : holder.is_mapping() ? holder.members().size() : 0) / kSeenForOne;
}

/// Merges as kustomize does where it has no schema, as for custom resources: lists are replaced. False: `target` goes.
/// It is left half done when no work is left.
bool merge(Value& target, const Value& patch, Work& work) {
  if (patch.string_at("$patch") == "delete") return false;
  if (!target.is_mapping() || patch.string_at("$patch") == "replace") target = Value::mapping();
  for (const yaml::Member& member : patch.members()) {
    if (member.key == "$patch") continue;
    if (!work.take(search_units(target))) break;
    Value* old = target.find(member.key);
    if (member.value.is_null()) {
      target.erase(member.key);
    } else if (member.value.is_mapping()) {
      const bool is_new = old == nullptr || !old->is_mapping();
      Value merged = old == nullptr ? Value::mapping() : std::move(*old);
      if (is_new) merged.set_mark(member.value.mark());
      if (!merge(merged, member.value, work)) {
        target.erase(member.key);
        continue;
      }
      target.set(member.key, std::move(merged));
    } else {
      target.set(member.key, member.value);
    }
    if (auto changed = std::ranges::find(target.members(), member.key, &yaml::Member::key);
        changed != target.members().end() && !(old != nullptr && member.value.is_mapping())) {
      changed->key_mark = member.key_mark;
    }
  }
  return true;
}

/// The parts of a JSON pointer.
std::vector<std::string> parts_of(std::string_view pointer) {
  std::vector<std::string> parts;
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

std::optional<std::size_t> index_in(const Value& list, std::string_view part) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
  if (error != std::errc{} || end != part.data() + part.size() || index >= list.items().size()) return std::nullopt;
  return index;
}

/// Sets, inserts or removes what the last part names in `holder`; false when that cannot be.
bool change(Value& holder, const std::string& part, std::string_view operation, const Value* value, Work& work) {
  const bool at_end = holder.is_sequence() && part == "-";
  if (!work.take(at_end ? 1 : search_units(holder))) return false;
  if (holder.is_mapping()) {
    if (operation == "remove") return holder.erase(part);
    if (operation == "replace" && holder.find(part) == nullptr) return false;
    holder.set(part, *value);
    const auto member = std::ranges::find(holder.members(), part, &yaml::Member::key);
    member->key_mark = value->mark();
    return true;
  }
  if (!holder.is_sequence()) return false;
  if (operation == "add" && part == "-") {
    holder.push(*value);
    return true;
  }
  const std::optional<std::size_t> index = index_in(holder, part);
  if (!index) return false;
  const auto at = holder.items().begin() + static_cast<std::ptrdiff_t>(*index);
  if (operation == "remove") {
    holder.items().erase(at);
  } else if (operation == "add") {
    holder.items().insert(at, *value);
  } else {
    *at = *value;
  }
  return true;
}

/// Applies one operation of RFC 6902; false when it is not understood here, or fails.
bool operate(Value& object, const Value& operation, Work& work) {
  const std::string_view name = operation.string_at("op");
  if (name == "test") return true;
  const Value* value = operation.find("value");
  if (name != "add" && name != "replace" && name != "remove") return false;
  if (name != "remove" && value == nullptr) return false;
  const std::vector<std::string> parts = parts_of(operation.string_at("path"));
  if (parts.empty()) return false;
  Value* holder = &object;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (holder->is_mapping()) {
      holder = holder->find(parts[i]);
    } else if (holder->is_sequence()) {
      const std::optional<std::size_t> index = index_in(*holder, parts[i]);
      holder = index ? &holder->items()[*index] : nullptr;
    } else {
      return false;
    }
    if (holder == nullptr) return false;
  }
  if (value != nullptr && !work.take(copy_units(*value))) return false;
  return change(*holder, parts.back(), name, value, work);
}

}  // namespace

std::vector<Patch> Patch::of(const Value& holder, std::string_view directory, const Kustomizations& kustomizations) {
  std::vector<Patch> patches;
  const auto add = [&](const Value* path, const Value* text, const Value* target) {
    Patch patch;
    patch.target_ = target;
    if (target != nullptr) {
      patch.name_ = NamePattern(target->string_at("name"));
      patch.name_space_ = NamePattern(target->string_at("namespace"));
    }
    if (text != nullptr && text->is_string()) {
      patch.contents_ = std::make_shared<const std::vector<Value>>(inline_contents(*text));
    } else if (path != nullptr && path->is_string()) {
      // They outlive the patch.
      patch.contents_ = {std::shared_ptr<void>(), &kustomizations.patches_in(joined(directory, path->as_string()))};
    }
    patch.readable_ = patch.contents_ != nullptr && !patch.contents_->empty();
    patches.push_back(std::move(patch));
  };
  const auto items = [&](const char* field) -> const yaml::Sequence& {
    static const yaml::Sequence kNone;
    const Value* list = holder.find(field);
    return list != nullptr && list->is_sequence() ? list->items() : kNone;
  };
  for (const Value& item : items("patchesStrategicMerge")) {
    const bool is_text = item.is_string() && item.as_string().find('\n') != std::string::npos;
    add(is_text ? nullptr : &item, is_text ? &item : nullptr, nullptr);
  }
  for (const char* field : {"patches", "patchesJson6902"}) {
    for (const Value& item : items(field)) add(item.find("path"), item.find("patch"), item.find("target"));
  }
  return patches;
}

bool Patch::is_for(const Value& object, const Value& content) const {
  if (target_ == nullptr || !target_->is_mapping()) {
    return content.string_at("kind") == object.string_at("kind") && group_of(content) == group_of(object) &&
           yaml::text_at(content, {"metadata", "name"}) == yaml::text_at(object, {"metadata", "name"}) &&
           (yaml::text_at(content, {"metadata", "namespace"}).empty() ||
            yaml::text_at(content, {"metadata", "namespace"}) == yaml::text_at(object, {"metadata", "namespace"}));
  }
  const std::string_view group = target_->string_at("group");
  const std::string_view version = target_->string_at("version");
  const std::string_view kind = target_->string_at("kind");
  const std::string_view api_version = object.string_at("apiVersion");
  return (version.empty() || version == api_version.substr(api_version.find('/') + 1)) &&
         (group.empty() || group == group_of(object)) && (kind.empty() || kind == object.string_at("kind")) &&
         name_.matches(yaml::text_at(object, {"metadata", "name"})) &&
         name_space_.matches(yaml::text_at(object, {"metadata", "namespace"}));
}

Patched Patch::apply(Value& object, Work& work) const {
  if (!work.take(name_.units() + name_space_.units())) return Patched::kUnknown;
  if (!readable_) return target_ != nullptr && is_for(object, {}) ? Patched::kUnknown : Patched::kNot;
  Patched result = Patched::kNot;
  for (const Value& content : *contents_) {
    if (!is_for(object, content)) continue;
    const bool is_selected = target_ == nullptr || (target_->find("labelSelector") == nullptr &&
                                                    target_->find("annotationSelector") == nullptr);
    // Lists of built-in kinds are merged by their keys, and selectors see labels that other patches set.
    if (!is_selected || object.string_at("kind") == "Deployment") return Patched::kUnknown;
    if (content.is_sequence()) {
      for (const Value& operation : content.items()) {
        if (!operate(object, operation, work)) return Patched::kUnknown;
      }
    } else if (content.is_mapping()) {
      if (!work.take(copy_units(content))) return Patched::kUnknown;
      // A patch cannot change what the object is.
      Value part = content;
      for (const char* field : {"apiVersion", "kind"}) part.erase(field);
      if (Value* names = part.find("metadata")) {
        for (const char* field : {"name", "namespace"}) names->erase(field);
      }
      if (!merge(object, part, work)) return Patched::kDeleted;
    }
    result = Patched::kDone;
  }
  return work.is_spent() ? Patched::kUnknown : result;
}

}  // namespace vmcp::render
