#include "core/render/build.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/render/file_paths.h"

namespace vmcp::render {
namespace {

using yaml::Value;

const yaml::Sequence& items_of(const Value& root, std::string_view field) {
  static const yaml::Sequence kNone;
  const Value* list = root.find(field);
  return list != nullptr && list->is_sequence() ? list->items() : kNone;
}

/// Fields of a kustomization that make or rename objects in ways that only a build knows.
constexpr std::array<const char*, 9> kUnread = {"helmCharts",   "helmChartInflationGenerator",
                                                "generators",   "transformers",
                                                "replacements", "vars",
                                                "namePrefix",   "nameSuffix",
                                                "crds"};

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Whether a resource's path is that of a directory, as far as its name tells.
bool is_directory(std::string_view path) {
  constexpr std::array<std::string_view, 3> kFiles = {".yaml", ".yml", ".json"};
  return std::ranges::none_of(kFiles, [&](std::string_view ending) { return path.ends_with(ending); });
}

Value at_mark(Value value, const yaml::Mark& mark) {
  value.set_mark(mark);
  return value;
}

}  // namespace

const Unread& Builder::unread(std::string_view what, std::string_view directory) {
  return unread_.emplace_back(Unread{std::string(what), directory.empty() ? "." : std::string(directory)});
}

const NamespaceSource& Builder::source_of(NamespaceSource source) {
  const NamespaceSource*& known = known_sources_[{source.place.file + '\n' + source.field, source.place.line}];
  if (known == nullptr) known = &namespace_sources_.emplace_back(std::move(source));
  return *known;
}

void Builder::give_namespace(std::vector<Piece>& pieces, const NamespaceSource& source, bool only_homeless) const {
  if (!gives_namespaces_) return;
  for (Piece& piece : pieces) {
    Value* metadata = piece.root.find("metadata");
    if (metadata == nullptr || !metadata->is_mapping()) continue;
    const yaml::Member* own = metadata->find_member("namespace");
    const bool is_stated = own != nullptr && piece.given == nullptr && !metadata->string_at("namespace").empty();
    if (own != nullptr && (only_homeless || metadata->string_at("namespace") == source.name_space)) continue;
    Value name_space(source.name_space);
    if (own != nullptr) name_space.set_mark(own->value.mark());
    metadata->set("namespace", std::move(name_space));
    if (!is_stated) piece.given = &source;
  }
}

void Builder::add_file(const std::string& path, Build& build) {
  const auto found = files_.find(path);
  if (found == files_.end()) return;
  for (const std::size_t document : found->second) {
    taken_.insert(document);
    build.pieces.push_back({document, documents_[document].root, documents_[document].source});
  }
}

void Builder::add_directory(const std::string& directory, Build& build) {
  const Kustomization* kustomization = kustomizations_.find(directory);
  if (kustomization == nullptr || !open_.insert(directory).second) return;
  used_.insert(directory);
  add_kustomization(*kustomization, build);
  open_.erase(directory);
}

void Builder::add_resource(const std::string& path, Build& build) {
  if (kustomizations_.find(path) == nullptr) return add_file(path, build);
  Build inner;
  add_directory(path, inner);
  std::ranges::move(inner.pieces, std::back_inserter(build.pieces));
}

std::optional<Value> Builder::config_map_of(const Kustomization& kustomization, const Value& entry) const {
  Value data = Value::mapping();
  if (!items_of(entry, "envs").empty() || entry.find("env") != nullptr || !entry.string_at("behavior").empty()) {
    return std::nullopt;
  }
  for (const Value& literal : items_of(entry, "literals")) {
    if (!literal.is_string()) return std::nullopt;
    const std::string& text = literal.as_string();
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return std::nullopt;
    std::string_view value = std::string_view(text).substr(equals + 1);
    const bool is_quoted =
        value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
    if (is_quoted) value = value.substr(1, value.size() - 2);
    data.set(text.substr(0, equals), at_mark(Value(value), literal.mark()));
  }
  for (const Value& file : items_of(entry, "files")) {
    if (!file.is_string()) return std::nullopt;
    const std::string_view text = file.as_string();
    const std::size_t equals = text.find('=');
    const std::string_view path = path_in(text);
    const std::string wanted = joined(kustomization.directory, path);
    const std::string* content = nullptr;
    for (std::size_t i = 0; i < sources_.size() && content == nullptr; ++i) {
      const source::Source& source = sources_.at(static_cast<std::uint32_t>(i));
      if (base_name(source.name) == base_name(wanted) && normalized(source.name) == wanted) content = &source.text;
    }
    if (content == nullptr) return std::nullopt;
    data.set(equals == std::string_view::npos ? base_name(path) : text.substr(0, equals),
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
      for (const Value& item : items_of(*from, part)) items.push(item);
    }
    if (!items.items().empty()) merged.set(part, std::move(items));
  }
  if (const Value* env = before.find("env")) merged.set("env", *env);
  merged.set_mark(before.mark());
  return merged;
}

void Builder::add_generated(const Kustomization& kustomization, const char* field, const char* kind, Build& build) {
  for (const Value& entry : items_of(kustomization.root, field)) {
    if (entry.string_at("name").empty()) continue;
    Value metadata = Value::mapping().set("name", *entry.find("name"));
    if (const Value* name_space = entry.find("namespace")) metadata.set("namespace", *name_space);
    metadata.set_mark(entry.mark());
    Value object = Value::mapping();
    std::optional<Value> data;
    if (field == std::string_view("configMapGenerator")) data = config_map_of(kustomization, entry);
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
    const std::string_view behavior = entry.string_at("behavior");
    const auto before = std::ranges::find_if(build.pieces, [&](const Piece& piece) {
      const std::string_view its_kind = piece.root.string_at("kind");
      return piece.document == Piece::kGenerated && std::string_view(kind).starts_with(its_kind) &&
             piece.root.find("metadata")->string_at("name") == entry.string_at("name");
    });
    if (before != build.pieces.end() && (behavior == "merge" || behavior == "replace")) {
      before->root = behavior == "merge" ? with_more(before->root, object) : std::move(object);
      continue;
    }
    build.pieces.push_back({Piece::kGenerated, std::move(object), kustomization.source});
  }
}

void Builder::apply_patches(const Value& holder, std::string_view directory, Build& build) {
  for (const Patch& patch : Patch::of(holder, directory, kustomizations_)) {
    std::erase_if(build.pieces, [&](Piece& piece) {
      const yaml::Mark root = piece.root.mark();
      const Patched patched = patch.apply(piece.root);
      if (patched != Patched::kNot) piece.patched = root;
      if (patched == Patched::kUnknown) piece.unread = &unread("patches", directory);
      return patched == Patched::kDeleted;
    });
  }
}

void Builder::add_kustomization(const Kustomization& kustomization, Build& build) {
  // kustomize refuses a resource that it gets by two ways, which are as many as the paths through all directories.
  constexpr std::size_t kMostVisits = 50'000;
  if (++visits_ > kMostVisits) return;
  std::string_view what;
  for (const std::string& path : kustomization.paths({"resources", "bases"})) {
    if (is_remote(path)) {
      what = "a remote resource";
    } else if (is_directory(path) && kustomizations_.find(path) == nullptr) {
      what = "a resource that is not in the input";
    } else {
      add_resource(path, build);
    }
  }
  for (const std::string& path : kustomization.paths({"components"})) {
    if (is_remote(path)) {
      what = "a remote component";
    } else if (kustomizations_.find(path) == nullptr) {
      what = "a component that is not in the input";
    } else {
      add_directory(path, build);
    }
  }
  add_generated(kustomization, "configMapGenerator", "ConfigMapGenerator", build);
  add_generated(kustomization, "secretGenerator", "SecretGenerator", build);
  apply_patches(kustomization.root, kustomization.directory, build);
  if (const std::string_view name_space = kustomization.root.string_at("namespace"); !name_space.empty()) {
    const yaml::Mark& mark = kustomization.root.find_member("namespace")->key_mark;
    give_namespace(build.pieces,
                   source_of({std::string(name_space), {kustomization.file, mark.line, mark.column}, "namespace"}),
                   false);
  }
  for (const char* field : kUnread) {
    if (kustomization.root.find(field) != nullptr) what = field;
  }
  if (what.empty()) return;
  const Unread& not_read = unread(what, kustomization.directory);
  for (Piece& piece : build.pieces) {
    if (piece.unread == nullptr) piece.unread = &not_read;
  }
}

Build Builder::build(const std::string& directory) {
  Build build;
  add_directory(directory, build);
  return build;
}

std::string_view Builder::kustomization_above(std::string_view path, std::string_view directory) const {
  const std::size_t begin = directory.empty() ? 0 : directory.size() + 1;
  for (std::size_t slash = path.find('/', begin); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    if (kustomizations_.find(path.substr(0, slash)) != nullptr) return path.substr(0, slash);
  }
  return {};
}

void Builder::add_below(const std::string& directory, bool recursive, Build& build) {
  std::set<std::string> built;
  const std::string prefix = directory.empty() ? std::string() : directory + '/';
  for (auto file = files_.lower_bound(prefix); file != files_.end() && file->first.starts_with(prefix); ++file) {
    const bool is_below_it = file->first.find('/', prefix.size()) != std::string::npos;
    if (is_below_it && (!recursive || !kustomization_above(file->first, directory).empty())) continue;
    add_file(file->first, build);
  }
  for (const Kustomization& kustomization : kustomizations_.all()) {
    const std::string file = normalized(kustomization.file);
    if (recursive && file.starts_with(prefix)) built.emplace(kustomization_above(file, directory));
  }
  // A base that others of them build is not meant to be applied as it is.
  std::set<std::string> bases;
  for (const std::string& one : built) {
    for (std::string& path : kustomizations_.find(one)->paths({"resources", "bases", "components"})) {
      bases.insert(std::move(path));
    }
  }
  for (const std::string& one : built) {
    if (!bases.contains(one) && !kustomizations_.find(one)->is_component()) add_resource(one, build);
  }
}

Build Builder::build(const Delivery& delivery, const std::string& directory) {
  Build build;
  if (kustomizations_.find(directory) != nullptr) {
    add_directory(directory, build);
  } else {
    add_below(directory, delivery.recursive, build);
  }
  const bool is_flux = delivery.kind == Delivery::Kind::kFlux;
  const Value* options = is_flux ? delivery.spec : delivery.spec->find("kustomize");
  if (options != nullptr) {
    for (const Value& component : items_of(*options, "components")) {
      if (component.is_string()) add_directory(joined(directory, component.as_string()), build);
    }
    apply_patches(*options, directory, build);
    for (const char* field : {"namePrefix", "nameSuffix"}) {
      if (options->find(field) == nullptr) continue;
      for (Piece& piece : build.pieces) piece.unread = &unread(field, directory);
    }
  }
  if (!delivery.name_space.empty()) {
    give_namespace(build.pieces, source_of({delivery.name_space, delivery.place, delivery.field}), !is_flux);
  }
  return build;
}

}  // namespace vmcp::render
