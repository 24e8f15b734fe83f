#include "core/gitops/generators.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/gitops/file_paths.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

Value at_mark(Value value, const yaml::Mark& mark) {
  value.set_mark(mark);
  return value;
}

/// What a generator lists in one place: a literal, a file, or a variable of a file of them.
struct Entry {
  std::string key;
  std::optional<std::string> value;  ///< nothing: it is not read
  yaml::Mark mark;
};

/// What a generator lists, as far as it is understood.
struct Entries {
  std::vector<Entry> all;
  bool complete = true;
};

/// The files of variables that a generator names.
std::vector<const Value*> env_files_of(const Value& entry) {
  std::vector<const Value*> files;
  for (const Value& file : yaml::items_at(entry, {"envs"})) files.push_back(&file);
  if (const Value* env = entry.find("env"); env != nullptr && !env->is_null()) files.push_back(env);
  return files;
}

/// The variables of a file; null pointer when they are not read.
const EnvFile* variables_in(const Kustomization& kustomization, const Value& file, const GeneratorFiles& files,
                            Work& work) {
  if (!file.is_string() || work.is_spent()) return nullptr;
  const EnvFile* read = files.variables(joined(kustomization.directory, file.as_string()));
  if (read == nullptr) return nullptr;
  std::size_t bytes = 0;
  for (const auto& [name, value] : read->variables) bytes += name.size() + value.size();
  return work.take(kForCopiedUnit * read->variables.size() + copy_units(bytes)) ? read : nullptr;
}

Entries entries_of(const Kustomization& kustomization, const Value& entry, const GeneratorFiles& files, Work& work) {
  Entries entries;
  for (const Value& literal : yaml::items_at(entry, {"literals"})) {
    const std::string_view text = literal.is_string() ? std::string_view(literal.as_string()) : std::string_view{};
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
      entries.complete = false;
      continue;
    }
    const std::string_view value = text::without_quotes(text.substr(equals + 1));
    entries.all.push_back({std::string(text.substr(0, equals)), std::string(value), literal.mark()});
  }
  for (const Value& file : yaml::items_at(entry, {"files"})) {
    if (!file.is_string()) {
      entries.complete = false;
      continue;
    }
    const std::string_view text = file.as_string();
    const std::size_t equals = text.find('=');
    const std::string_view path = path_in(text);
    const std::string meant = files.meant(joined(kustomization.directory, path));
    const std::string* content = files.text(meant);
    if (content != nullptr && !work.take(copy_units(content->size()))) content = nullptr;
    entries.all.push_back(
        {std::string(equals == std::string_view::npos ? std::string_view(meant).substr(meant.rfind('/') + 1)
                                                      : text.substr(0, equals)),
         content == nullptr ? std::nullopt : std::optional<std::string>(*content), file.mark()});
  }
  for (const Value* file : env_files_of(entry)) {
    const EnvFile* read = variables_in(kustomization, *file, files, work);
    entries.complete = entries.complete && read != nullptr && read->complete;
    if (read == nullptr) continue;
    for (const auto& [name, value] : read->variables) entries.all.push_back({name, value, file->mark()});
  }
  return entries;
}

/// What a ConfigMap holds, where all of it is read here.
std::optional<Value> data_of(const Entries& entries) {
  if (!entries.complete) return std::nullopt;
  Value data = Value::mapping();
  std::set<std::string_view> keys;
  for (const Entry& entry : entries.all) {
    if (!entry.value) return std::nullopt;
    if (!keys.insert(entry.key).second) continue;
    data.members().push_back({entry.key, at_mark(Value(*entry.value), entry.mark), yaml::Mark{}});
  }
  return data;
}

/// The keys of what a generator lists, and the files of which no more is known.
void set_keys(const Kustomization& kustomization, const Value& entry, const GeneratorFiles& files, Work& work,
              Value& object) {
  Value literals = Value::sequence();
  for (const Value& literal : yaml::items_at(entry, {"literals"})) literals.push(literal);
  Value unknown = Value::sequence();
  for (const Value* file : env_files_of(entry)) {
    const EnvFile* read = variables_in(kustomization, *file, files, work);
    if (read == nullptr || !read->complete) unknown.push(*file);
    if (read == nullptr) continue;
    for (const auto& [name, value] : read->variables) literals.push(at_mark(Value(name + '='), file->mark()));
  }
  if (!literals.items().empty()) object.set("literals", std::move(literals));
  for (const char* part : {"files", "behavior"}) {
    if (const Value* value = entry.find(part)) object.set(part, *value);
  }
  if (!unknown.items().empty()) object.set("envs", std::move(unknown));
}

std::string repeated_key(const Entries& entries) {
  std::set<std::string_view> keys;
  for (const Entry& entry : entries.all) {
    if (!keys.insert(entry.key).second) return entry.key;
  }
  return {};
}

/// A generator of `before`, generated itself, with what another of its name adds.
Value with_more(const Value& before, const Value& more) {
  Value merged = more;
  merged.erase("behavior");
  for (const std::string_view part : {"literals", "files", "envs"}) {
    Value items = Value::sequence();
    // Of what is known whole, no more than the keys counts now.
    if (part == "literals") {
      for (const yaml::Member& member : yaml::members_at(before, {"data"})) {
        items.push(at_mark(Value(member.key + '='), before.mark()));
      }
    }
    for (const Value* from : {&before, &more}) {
      for (const Value& item : yaml::items_at(*from, {part})) items.push(item);
    }
    if (!items.items().empty()) merged.set(part, std::move(items));
  }
  merged.set_mark(before.mark());
  return merged;
}

/// What a generator or all of a kustomization add to labels or annotations, the generator's own first. As
/// mergeGeneratorOptions of kustomize.
Value added_by_options(const Kustomization& kustomization, const Value& entry, std::string_view field, Work& work) {
  std::map<std::string_view, const Value*> all;
  for (const yaml::Mapping* from : {&yaml::members_at(kustomization.root, {"generatorOptions", field}),
                                    &yaml::members_at(entry, {"options", field})}) {
    for (const yaml::Member& member : *from) {
      const std::size_t bytes = member.value.is_string() ? member.value.as_string().size() : 0;
      if (!work.take(kForCopiedUnit + copy_units(member.key.size() + bytes))) return {};
      all[member.key] = &member.value;
    }
  }
  Value added = Value::mapping();
  for (const auto& [key, value] : all) added.members().push_back({std::string(key), *value, value->mark()});
  return added;
}

/// Whether an object is a ConfigMap of which all is known.
bool is_whole(const Value& object) {
  const Value* data = object.find("data");
  return object.string_at("kind") == "ConfigMap" && data != nullptr && data->is_mapping();
}

Value object_of(const Kustomization& kustomization, const Value& entry, const char* kind, const Entries& entries,
                const GeneratorFiles& files, Work& work) {
  Value metadata = Value::mapping().set("name", *entry.find("name"));
  if (const Value* name_space = entry.find("namespace")) metadata.set("namespace", *name_space);
  for (const char* field : {"labels", "annotations"}) {
    Value added = added_by_options(kustomization, entry, field, work);
    if (added.is_mapping() && !added.members().empty()) metadata.set(field, std::move(added));
  }
  metadata.set_mark(entry.mark());
  Value object = Value::mapping();
  std::optional<Value> data;
  if (kind == std::string_view("ConfigMapGenerator")) data = data_of(entries);
  if (data) {
    object.set("apiVersion", "v1").set("kind", "ConfigMap").set("data", at_mark(*std::move(data), entry.mark()));
  } else {
    object.set("apiVersion", "kustomize.config.k8s.io/v1beta1").set("kind", kind);
    set_keys(kustomization, entry, files, work, object);
  }
  object.set("metadata", std::move(metadata));
  object.set_mark(entry.mark());
  return object;
}

void add_all(const Kustomization& kustomization, const char* list, const char* kind, const GeneratorFiles& files,
             Work& work, std::vector<Generated>& all) {
  const yaml::Sequence& entries = yaml::items_at(kustomization.root, {list});
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Value& entry = entries[i];
    if (entry.string_at("name").empty()) continue;
    Generated& one = all.emplace_back();
    const Entries listed = entries_of(kustomization, entry, files, work);
    one.repeated = repeated_key(listed);
    one.piece.root = object_of(kustomization, entry, kind, listed, files, work);
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

std::vector<Generated> generated_by(const Kustomization& kustomization, const GeneratorFiles& files, Work& work) {
  std::vector<Generated> all;
  add_all(kustomization, "configMapGenerator", "ConfigMapGenerator", files, work, all);
  add_all(kustomization, "secretGenerator", "SecretGenerator", files, work, all);
  return all;
}

void change(Piece& before, Generated more) {
  // A patch may have taken them away.
  const Value* stated = before.root.find("metadata");
  Value metadata = stated == nullptr ? Value::mapping() : *stated;
  const bool merges = more.behavior == Generated::Behavior::kMerge;
  Value& root = more.piece.root;
  if (merges && is_whole(before.root) && is_whole(root)) {
    Value data = std::move(*root.find("data"));
    std::set<std::string_view> keys;
    for (const yaml::Member& member : data.members()) keys.insert(member.key);
    yaml::Mapping merged;
    for (yaml::Member& member : before.root.find("data")->members()) {
      if (!keys.contains(member.key)) merged.push_back(std::move(member));
    }
    std::ranges::move(data.members(), std::back_inserter(merged));
    root = std::move(before.root);
    root.set("data", at_mark(Value(std::move(merged)), data.mark()));
  } else if (merges) {
    root = with_more(before.root, root);
  }
  before.root = std::move(root);
  before.root.set("metadata", std::move(metadata));
  before.rewritten = before.rewritten || before.document != Piece::kGenerated;
  before.document = Piece::kGenerated;
  // As Resource.CopyMergeMetaDataFieldsFrom: one that leaves the hash out is enough.
  before.hashed = before.hashed && more.piece.hashed;
}

void change_unseen(Piece& piece, const Unread& by) {
  piece.unread = &by;
  if (piece.document == Piece::kGenerated && is_whole(piece.root)) piece.root = as_generator(piece.root);
}

Value as_made(const Value& generator) {
  const bool is_secret = generator.string_at("kind") == "SecretGenerator";
  const Value* metadata = generator.find("metadata");
  if (metadata == nullptr || (!is_secret && generator.string_at("kind") != "ConfigMapGenerator")) return {};
  if (!yaml::items_at(generator, {"envs"}).empty()) return {};
  Value data = Value::mapping();
  const auto add = [&](std::string_view key, const yaml::Mark& mark) {
    data.members().push_back({std::string(key), at_mark("", mark), mark});
  };
  for (const Value& literal : yaml::items_at(generator, {"literals"})) {
    const std::string_view text = literal.is_string() ? std::string_view(literal.as_string()) : std::string_view{};
    add(text.substr(0, text.find('=')), literal.mark());
  }
  for (const Value& file : yaml::items_at(generator, {"files"})) {
    if (!file.is_string()) return {};
    const std::string_view text = file.as_string();
    const std::size_t equals = text.find('=');
    add(equals == std::string_view::npos ? text.substr(text.rfind('/') + 1) : text.substr(0, equals), file.mark());
  }
  Value made = Value::mapping().set("apiVersion", "v1").set("kind", is_secret ? "Secret" : "ConfigMap");
  made.set("metadata", *metadata).set("data", std::move(data));
  made.set_mark(generator.mark());
  return made;
}

Value as_generator(const Value& made) {
  Value literals = Value::sequence();
  for (const char* field : {"data", "stringData"}) {
    for (const yaml::Member& member : yaml::members_at(made, {field})) {
      literals.push(at_mark(Value(member.key + '='), member.key_mark));
    }
  }
  Value generator = Value::mapping().set("apiVersion", "kustomize.config.k8s.io/v1beta1");
  generator.set("kind", std::string(made.string_at("kind")) + "Generator");
  if (!literals.items().empty()) generator.set("literals", std::move(literals));
  if (const Value* metadata = made.find("metadata")) generator.set("metadata", *metadata);
  generator.set_mark(made.mark());
  return generator;
}

}  // namespace vmcp::gitops
