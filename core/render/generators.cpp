#include "core/render/generators.h"

#include <optional>
#include <string_view>
#include <utility>

#include "core/render/file_paths.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"

namespace vmcp::render {
namespace {

using yaml::Value;

Value at_mark(Value value, const yaml::Mark& mark) {
  value.set_mark(mark);
  return value;
}

/// What a ConfigMap holds, where all of it is read here.
std::optional<Value> data_of(const Kustomization& kustomization, const Value& entry, const TextOf& text_of) {
  Value data = Value::mapping();
  if (!yaml::items_at(entry, {"envs"}).empty() || entry.find("env") != nullptr ||
      !entry.string_at("behavior").empty()) {
    return std::nullopt;
  }
  for (const Value& literal : yaml::items_at(entry, {"literals"})) {
    if (!literal.is_string()) return std::nullopt;
    const std::string& text = literal.as_string();
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return std::nullopt;
    const std::string_view value = text::without_quotes(std::string_view(text).substr(equals + 1));
    data.set(text.substr(0, equals), at_mark(Value(value), literal.mark()));
  }
  for (const Value& file : yaml::items_at(entry, {"files"})) {
    if (!file.is_string()) return std::nullopt;
    const std::string_view text = file.as_string();
    const std::size_t equals = text.find('=');
    const std::string_view path = path_in(text);
    const std::string* content = text_of(joined(kustomization.directory, path));
    if (content == nullptr) return std::nullopt;
    data.set(equals == std::string_view::npos ? path.substr(path.rfind('/') + 1) : text.substr(0, equals),
             at_mark(Value(*content), file.mark()));
  }
  return data;
}

/// A generator of `before`, generated itself, with what another of its name adds.
Value with_more(const Value& before, const Value& more) {
  Value merged = more;
  merged.erase("behavior");
  merged.set("metadata", *before.find("metadata"));
  for (const std::string_view part : {"literals", "files", "envs"}) {
    Value items = Value::sequence();
    // Of what is generated whole, no more than the keys counts now.
    const Value* data = part == "literals" ? before.find("data") : nullptr;
    if (data != nullptr) {
      for (const yaml::Member& member : data->members()) items.push(at_mark(Value(member.key + '='), before.mark()));
    }
    for (const Value* from : {&before, &more}) {
      for (const Value& item : yaml::items_at(*from, {part})) items.push(item);
    }
    if (!items.items().empty()) merged.set(part, std::move(items));
  }
  if (const Value* env = before.find("env")) merged.set("env", *env);
  merged.set_mark(before.mark());
  return merged;
}

Value object_of(const Kustomization& kustomization, const Value& entry, const char* kind, const TextOf& text_of) {
  Value metadata = Value::mapping().set("name", *entry.find("name"));
  if (const Value* name_space = entry.find("namespace")) metadata.set("namespace", *name_space);
  metadata.set_mark(entry.mark());
  Value object = Value::mapping();
  std::optional<Value> data;
  if (kind == std::string_view("ConfigMapGenerator")) data = data_of(kustomization, entry, text_of);
  if (data) {
    object.set("apiVersion", "v1").set("kind", "ConfigMap").set("data", at_mark(*std::move(data), entry.mark()));
  } else {
    object.set("apiVersion", "kustomize.config.k8s.io/v1beta1").set("kind", kind);
    for (const char* part : {"literals", "files", "envs", "env", "behavior"}) {
      if (const Value* value = entry.find(part)) object.set(part, *value);
    }
  }
  object.set("metadata", std::move(metadata));
  object.set_mark(entry.mark());
  return object;
}

void add_all(const Kustomization& kustomization, const char* list, const char* kind, const TextOf& text_of,
             std::vector<Generated>& all) {
  const yaml::Sequence& entries = yaml::items_at(kustomization.root, {list});
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Value& entry = entries[i];
    if (entry.string_at("name").empty()) continue;
    Generated& one = all.emplace_back();
    one.piece.root = object_of(kustomization, entry, kind, text_of);
    one.piece.source = kustomization.source;
    one.piece.hashed = !yaml::is_true(kustomization.root, {"generatorOptions", "disableNameSuffixHash"}) &&
                       !yaml::is_true(entry, {"options", "disableNameSuffixHash"});
    const std::string_view behavior = entry.string_at("behavior");
    if (behavior == "merge") one.behavior = Generated::Behavior::kMerge;
    if (behavior == "replace") one.behavior = Generated::Behavior::kReplace;
    one.field = std::string(list) + '[' + std::to_string(i) + ']';
  }
}

}  // namespace

std::vector<Generated> generated_by(const Kustomization& kustomization, const TextOf& text_of) {
  std::vector<Generated> all;
  add_all(kustomization, "configMapGenerator", "ConfigMapGenerator", text_of, all);
  add_all(kustomization, "secretGenerator", "SecretGenerator", text_of, all);
  return all;
}

void change(Piece& before, Generated more) {
  Value metadata = *before.root.find("metadata");
  const bool merges = more.behavior == Generated::Behavior::kMerge;
  before.root = merges ? with_more(before.root, more.piece.root) : std::move(more.piece.root);
  before.root.set("metadata", std::move(metadata));
  // As Resource.CopyMergeMetaDataFieldsFrom: one that leaves the hash out is enough.
  before.hashed = before.hashed && more.piece.hashed;
}

}  // namespace vmcp::render
