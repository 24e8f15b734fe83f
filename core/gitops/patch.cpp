#include "core/gitops/patch.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/gitops/file_paths.h"
#include "core/gitops/generators.h"
#include "core/gitops/patch_contents.h"
#include "core/gitops/selector.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Merges as kustomize does where it has no schema, as for custom resources: lists are replaced. False: `target` goes.
/// It is left half done when no work is left.
bool merge(Value& target, const Value& patch, Work& work) {
  if (patch.string_at("$patch") == "delete") return false;
  if (!target.is_mapping() || patch.string_at("$patch") == "replace") target = Value::mapping();
  for (const yaml::Member& member : patch.members()) {
    if (member.key == "$patch") continue;
    if (!work.take(search_units(target))) break;
    Value* old = target.find(member.key);
    const bool is_old = old != nullptr && member.value.is_mapping();
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
        changed != target.members().end() && !is_old) {
      changed->key_mark = member.key_mark;
    }
  }
  return true;
}

/// Whether a patch is about nothing but what an object is called, and how it is labelled.
bool is_of_metadata(const Value& content) {
  if (content.is_sequence()) {
    return std::ranges::all_of(
        content.items(), [](const Value& operation) { return operation.string_at("path").starts_with("/metadata/"); });
  }
  return content.is_mapping() && std::ranges::all_of(content.members(), [](const yaml::Member& member) {
           return member.key == "apiVersion" || member.key == "kind" || member.key == "metadata";
         });
}

/// Whether an entry has no keys but those of patches: of another one is spoken where it stands.
bool is_known(const Value& item) {
  constexpr std::array<std::string_view, 4> kKeys = {"path", "patch", "target", "options"};
  return item.is_mapping() && std::ranges::all_of(item.members(), [&](const yaml::Member& member) {
           return std::ranges::find(kKeys, member.key) != kKeys.end();
         });
}

}  // namespace

std::vector<Patch> Patch::of(const Value& holder, std::initializer_list<const char*> lists, std::string_view directory,
                             const Kustomizations& kustomizations, OuterTexts& texts) {
  std::vector<Patch> patches;
  // A file may be named again and again.
  std::map<std::tuple<const std::vector<Value>*, std::string_view, bool>, std::string> problems;
  const auto problem_of_contents = [&](const Patch& patch, std::string_view list) {
    const bool has_target = patch.target_ != nullptr;
    const auto [known, is_new] = problems.try_emplace({patch.contents_.get(), list, has_target});
    if (is_new) known->second = problem_of(*patch.contents_, list, has_target);
    return known->second;
  };
  const auto add = [&](std::string_view list, std::size_t index, const Value& item) {
    Patch patch;
    patch.place_of_problem_ = item.mark();
    const bool is_text = item.is_string() && is_content(item.as_string());
    const Value* path = item.is_string() ? &item : item.find("path");
    const Value* text = is_text ? &item : item.find("patch");
    const bool has_text = text != nullptr && text->is_string() && !text->as_string().empty();
    const bool has_path = !is_text && path != nullptr && path->is_string() && !path->as_string().empty();
    bool readable = true;
    if (has_text) {
      PatchContents contents = read_patch(*text, texts);
      readable = contents.readable;
      if (!contents.problem.empty()) patch.place_of_problem_ = contents.place;
      patch.problem_ = std::move(contents.problem);
      patch.contents_ = std::make_shared<const std::vector<Value>>(std::move(contents.values));
    } else if (has_path) {
      // They outlive the patch.
      patch.file_ = joined(directory, path->as_string());
      patch.contents_ = {std::shared_ptr<void>(), &kustomizations.patches_in(patch.file_)};
    }
    const Value* target = item.find("target");
    if (target != nullptr && target->is_mapping()) {
      const auto pattern = [&](const char* field) { return NamePattern(target->string_at(field)); };
      patch.target_ = target;
      patch.patterns_ = {pattern("group"), pattern("version"), pattern("kind"), pattern("name"), pattern("namespace")};
    }
    if (item.is_string() && list != "patchesStrategicMerge") {
      patch.problem_ = "a patch has a \"patch\" or a \"path\", and is no text by itself";
    } else if (has_text == has_path && (has_text || is_known(item))) {
      patch.problem_ =
          has_text ? "it has both a \"patch\" and a \"path\"" : "it has neither a \"patch\" nor a \"path\"";
    } else if (patch.problem_.empty() && patch.contents_ != nullptr) {
      patch.problem_ = problem_of_contents(patch, list);
    }
    patch.renames_ = yaml::is_true(item, {"options", "allowNameChange"});
    patch.readable_ =
        patch.problem_.empty() && readable && patch.contents_ != nullptr && (has_text || !patch.contents_->empty());
    patch.path_ = std::string(list) + '[' + std::to_string(index) + ']';
    patch.mark_ = item.mark();
    patches.push_back(std::move(patch));
  };
  for (const char* list : lists) {
    const yaml::Sequence& items = yaml::items_at(holder, {list});
    for (std::size_t i = 0; i < items.size(); ++i) add(list, i, items[i]);
  }
  return patches;
}

bool Patch::is_for(const Piece& piece, const Value& content) {
  const std::string_view kind = content.string_at("kind");
  const std::string_view api_version =
      piece.document == Piece::kGenerated ? std::string_view("v1") : piece.root.string_at("apiVersion");
  if (content.string_at("apiVersion") != api_version) return false;
  if (kind != piece.root.string_at("kind") && kind != piece.kind()) return false;
  const std::string_view name = yaml::text_at(content, {"metadata", "name"});
  const std::string_view name_space = effective_namespace(yaml::text_at(content, {"metadata", "namespace"}));
  const auto is_it = [&](const Piece::Name& own) {
    return own.name == name && effective_namespace(own.name_space) == name_space;
  };
  return piece.is_or_was_called(is_it);
}

bool Patch::selects_but_for_name(const Piece& piece) const {
  const auto [group, version] = piece.group_version();
  const auto is_in = [&](const Piece::Name& name) {
    return patterns_->name_space.matches(effective_namespace(name.name_space));
  };
  return patterns_->group.matches(group) && patterns_->version.matches(version) &&
         patterns_->kind.matches(piece.kind()) &&
         (is_in(piece.name()) || (!piece.before.empty() && is_in(piece.before.front())));
}

bool Patch::selects(const Piece& piece) const {
  const bool is_called_so = patterns_->name.matches(piece.name().name) ||
                            (!piece.before.empty() && patterns_->name.matches(piece.before.front().name));
  return is_called_so && selects_but_for_name(piece) && selects_labels(*target_, piece.root);
}

std::vector<const Value*> Patch::demands() const {
  std::vector<const Value*> demands;
  if (target_ != nullptr || contents_ == nullptr) return demands;
  for (const Value& content : *contents_) {
    if (content.is_mapping()) demands.push_back(&content);
  }
  return demands;
}

std::vector<const Value*> Patch::operations() const {
  std::vector<const Value*> operations;
  if (!readable_) return operations;
  for (const Value& content : *contents_) {
    if (!content.is_sequence()) continue;
    for (const Value& operation : content.items()) operations.push_back(&operation);
  }
  return operations;
}

Patched Patch::apply_content(Piece& piece, const Value& content, Work& work, OperationFault& failure) const {
  Value& object = piece.root;
  const bool is_generator = piece.document == Piece::kGenerated && object.string_at("kind").ends_with("Generator");
  if (is_generator && !is_of_metadata(content)) {
    Value made = as_made(object);
    if (made.is_null() || !work.take(copy_units(object))) return Patched::kUnknown;
    object = std::move(made);
    const Patched patched = apply_content(piece, content, work, failure);
    object = as_generator(object);
    return patched;
  }
  if (content.is_sequence()) {
    piece.remember_name();
    for (const Value& operation : content.items()) {
      add_copied_secrets(object, operation, work, piece.secrets);
      switch (operate(object, operation, work, failure)) {
        case Operated::kDone:
          break;
        case Operated::kFailed:
          // That is spoken of where it stands.
          return misspells(object, operation) ? Patched::kUnknown : Patched::kFailed;
        case Operated::kUnknown:
          return Patched::kUnknown;
      }
    }
    return Patched::kDone;
  }
  if (!content.is_mapping()) return Patched::kNot;
  // Lists of built-in kinds are merged by their keys.
  if (object.string_at("kind") == "Deployment") return Patched::kUnknown;
  if (!work.take(copy_units(content))) return Patched::kUnknown;
  // A patch does not change what the object is, nor its name unless that is allowed.
  Value part = content;
  for (const char* field : {"apiVersion", "kind"}) part.erase(field);
  if (Value* names = part.find("metadata")) {
    if (renames_) piece.remember_name();
    if (!renames_) names->erase("name");
    names->erase("namespace");
  }
  return merge(object, part, work) ? Patched::kDone : Patched::kDeleted;
}

Patched Patch::apply(Piece& piece, Work& work, OperationFault& failure) const {
  if (patterns_) {
    const auto& [group, version, kind, name, name_space] = *patterns_;
    work.take(group.units() + version.units() + kind.units() + name.units() + name_space.units() +
              label_units(*target_));
  }
  if (!problem_.empty()) return Patched::kNot;
  if (!readable_) return target_ != nullptr && selects(piece) ? Patched::kUnknown : Patched::kNot;
  if (target_ != nullptr && !selects(piece)) return Patched::kNot;
  Patched result = Patched::kNot;
  for (const Value& content : *contents_) {
    if (!work.take(target_ == nullptr ? kForLook : 1)) break;
    if (target_ == nullptr && !is_for(piece, content)) continue;
    result = apply_content(piece, content, work, failure);
    if (result != Patched::kDone && result != Patched::kNot) break;
  }
  return work.is_spent() ? Patched::kUnknown : result;
}

}  // namespace vmcp::gitops
