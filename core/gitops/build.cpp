#include "core/gitops/build.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <string>
#include <utility>

#include "core/admission/metadata.h"
#include "core/admission/object.h"
#include "core/diag/quoted.h"
#include "core/gitops/expressions.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/generators.h"
#include "core/gitops/labels.h"
#include "core/text/utf8.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Fields of a kustomization that make or rename objects in ways that only a build knows.
constexpr std::array kUnread = {"helmCharts", "helmChartInflationGenerator", "transformers", "vars", "crds"};

/// One of them, of which kustomize's own are known.
constexpr std::string_view kTransformers = "transformers";

/// How many of them make what patches may be for; the others come after patches.
constexpr std::size_t kMaking = 2;

/// Those of them that may change any object.
constexpr std::array kChanging = {"transformers", "replacements", "vars"};

/// What says where names of objects are written.
constexpr std::string_view kConfigurations = "configurations";

constexpr std::size_t kLongestName = 253;
constexpr std::size_t kLongestNamespace = 63;

/// A text that is put into names, of those that are too long as much as makes every name with it too long: the rest
/// would be copied into all objects, to be refused no less.
std::string bounded(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return std::string(text);
  std::size_t end = longest + 1;
  while (end < text.size() && text::continues_character(text[end])) ++end;
  return std::string(text.substr(0, end));
}

/// What it costs to give an object another name, and to remember the one that it has.
std::size_t rename_units(const Piece& piece) {
  constexpr std::size_t kForOne = 200;
  return kForOne + piece.before.size() + copy_units(yaml::text_at(piece.root, {"metadata", "name"}).size());
}

/// Takes all but the pieces of a build into another.
void take_rest(Build& inner, Build& build) {
  std::ranges::move(inner.references, std::back_inserter(build.references));
  build.refused.splice(build.refused.end(), inner.refused);
  build.idle.splice(build.idle.end(), inner.idle);
  std::ranges::move(inner.repeated, std::back_inserter(build.repeated));
  std::ranges::move(inner.one_of_two, std::back_inserter(build.one_of_two));
  if (build.unknown_references == nullptr) build.unknown_references = inner.unknown_references;
  build.whole = build.whole && inner.whole;
  build.strangers = build.strangers || inner.strangers;
  build.images_elsewhere = build.images_elsewhere || inner.images_elsewhere;
}

}  // namespace

FileRange files_below(const Files& files, std::string_view directory) {
  if (directory.empty()) return {files.begin(), files.end()};
  constexpr char kBehindSlash = '/' + 1;
  return {files.lower_bound(std::string(directory) + '/'), files.lower_bound(std::string(directory) + kBehindSlash)};
}

const Unread& Builder::unread(std::string_view what, std::string_view directory) {
  return unread_.emplace_back(
      Unread{std::string(what), path_to(directory), what == kAbsent, what == kGenerators, what == kConfigurations});
}

const NamespaceSource& Builder::source_of(NamespaceSource source) {
  source.name_space = bounded(source.name_space, kLongestNamespace);
  const NamespaceSource*& known = known_sources_[{source.place, source.field, source.name_space}];
  if (known == nullptr) known = &namespace_sources_.emplace_back(std::move(source));
  return *known;
}

void Builder::give_namespace(std::vector<Piece>& pieces, const NamespaceSource& source, bool only_homeless) {
  if (!gives_namespaces_) {
    // Patches may be for objects of the namespace all the same.
    for (Piece& piece : pieces) {
      if (!work_.take(rename_units(piece))) return;
      piece.remember_name();
      piece.before.push_back({source.name_space, piece.name().name});
    }
    return;
  }
  for (Piece& piece : pieces) {
    Value* metadata = piece.root.find("metadata");
    if (metadata == nullptr || !metadata->is_mapping()) continue;
    const yaml::Member* own = metadata->find_member("namespace");
    const bool is_stated = own != nullptr && piece.given == nullptr && !metadata->string_at("namespace").empty();
    if (own != nullptr && (only_homeless || metadata->string_at("namespace") == source.name_space)) continue;
    if (!work_.take(rename_units(piece))) return;
    piece.remember_name();
    Value name_space(source.name_space);
    // What is wrong with it is wrong where it is given.
    if (own != nullptr && admission::namespace_fault(source.name_space).empty()) {
      name_space.set_mark(own->value.mark());
    }
    metadata->set("namespace", std::move(name_space));
    if (!is_stated) piece.given = &source;
    piece.placed = &source;
  }
}

void Builder::add_file(const std::string& path, Build& build) {
  const auto found = files_.find(path);
  build.strangers = build.strangers || found == files_.end();
  if (found != files_.end()) add_documents(found->second, build);
}

void Builder::add_documents(std::span<const std::size_t> documents, Build& build) {
  for (const std::size_t document : documents) {
    const Value& root = documents_[document].root;
    if (taken_[document] && (copies_.is_spent() || !copies_.take(object_units(root)))) {
      ++left_out_;
      build.whole = false;
      continue;
    }
    taken_[document] = true;
    build.pieces.push_back({document, root, documents_[document].source});
  }
}

diag::Place Builder::place(const yaml::Mark& mark) const { return yaml::place_of(sources_, mark); }

std::optional<std::uint32_t> Builder::source_at(const std::string& path) {
  if (sources_of_.empty()) {
    for (std::uint32_t i = 0; i < sources_.size(); ++i) sources_of_.try_emplace(normalized(sources_.at(i).name), i);
  }
  const auto found = sources_of_.find(path);
  return found == sources_of_.end() ? std::nullopt : std::optional(found->second);
}

void Builder::add_directory(const std::string& directory, Build& build) {
  const Kustomization* kustomization = kustomizations_.find(directory);
  if (kustomization == nullptr || open_.contains(directory)) return;
  used_.insert(directory);
  // kustomize refuses a resource that it gets by two ways, which are as many as the paths through all directories.
  if (!take_visit(kustomization->directory, 1, build)) return;
  open_.insert(directory);
  add_kustomization(*kustomization, nullptr, build);
  open_.erase(directory);
}

void Builder::join(Build inner, const NamedPath& named, Build& build) {
  if (!work_.take(inner.pieces.size())) {
    left_out_ += inner.pieces.size();
    inner.pieces.clear();
  }
  std::string twice;
  std::size_t count = 0;
  for (Piece& piece : inner.pieces) {
    const bool is_new = piece.document == Piece::kGenerated || build.ids.emplace(piece.document, piece.name()).second;
    if (is_new) {
      build.pieces.push_back(std::move(piece));
    } else if (++count == 1) {
      twice = piece.kind() + ' ' + diag::quoted(piece.name().name);
    }
  }
  if (count > 1) twice += " and " + std::to_string(count - 1) + " more";
  if (count > 0) {
    build.refused.push_back(
        {place(named.mark), named.field, twice + (count == 1 ? " is" : " are") + " in what is built before, too"});
  }
  take_rest(inner, build);
}

void Builder::exclude_below(const std::string& directory) {
  for (const auto& [file, documents] : files_below(files_, directory)) exclude(documents);
}

void Builder::apply_patches(const Kustomization& kustomization, std::initializer_list<const char*> lists,
                            Build& build) {
  const Unread* unknown = nullptr;
  const Renaming* renaming = nullptr;
  const auto is_unknown = [&](Piece& piece) {
    if (unknown == nullptr) unknown = &unread("patches", kustomization.directory);
    change_unseen(piece, *unknown);
    piece.rewritten = true;
  };
  // What a delivery has changed is gone before the next.
  std::vector<Patch> changed;
  const bool is_stated = kustomizations_.find(kustomization.directory) == &kustomization;
  std::vector<Patch>& patches = is_stated ? patches_[{&kustomization, *lists.begin()}] : changed;
  if (patches.empty()) {
    patches = Patch::of(kustomization.root, lists, kustomization.directory, kustomizations_, texts_);
  }
  for (const Patch& patch : patches) {
    work_.take(1);
    if (!patch.problem().empty()) {
      visits_.take(kForRefused);
      build.refused.push_back({place(patch.place_of_problem()), patch.path(), patch.problem()});
    }
    add_faults(patch.file(), build);
    if (build.whole) judge_demands(patch, build);
    const bool may_be_for_any = !patch.is_readable() && patch.target() == nullptr;
    bool is_idle = true;
    bool is_for_toolhives = false;
    std::erase_if(build.pieces, [&](Piece& piece) {
      OperationFault failure;
      const std::string name = piece.name().name;
      const Patched patched = patch.apply(piece, work_, failure);
      piece.rewritten = piece.rewritten || may_be_for_any || patched != Patched::kNot;
      is_idle = is_idle && patched == Patched::kNot;
      is_for_toolhives = is_for_toolhives || (patched != Patched::kNot && admission::is_toolhive(piece.root));
      if (piece.name().name != name) {
        if (renaming == nullptr)
          renaming = &renamings_.emplace_back(Renaming{"", "", path_to(kustomization.directory)});
        piece.renamed = renaming;
      }
      if (patched == Patched::kUnknown) is_unknown(piece);
      if (patched == Patched::kFailed) {
        // In a file it is no field of the kustomization.
        const bool is_file = !patch.file().empty() && failure.place.known();
        const std::string by =
            is_file ? " by " + patch.path() + " of " + diag::quoted(path_to(kustomization.directory)) : "";
        build.refused.push_back({place(failure.place.known() ? failure.place : patch.mark()),
                                 is_file ? "" : patch.path(),
                                 "the patch" + by + " does not apply to " + piece.kind() + ' ' +
                                     diag::quoted(piece.name().name) + ": " + failure.why,
                                 std::move(failure.meant)});
      }
      return patched == Patched::kDeleted;
    });
    if (is_for_toolhives) judge_operations(patch, build);
    if (is_idle && build.whole && patch.target() != nullptr && !judge_early(patch, kustomization, build)) {
      judge_missed(*patch.target(), patch.path() + ".target.", "patch", build);
    }
    if (!work_.is_spent()) continue;
    std::ranges::for_each(build.pieces, is_unknown);
    break;
  }
}

void Builder::rename(const Kustomization& kustomization, Build& build) {
  for (const char* field : {"namePrefix", "nameSuffix"}) {
    const std::string text = bounded(kustomization.root.string_at(field), kLongestName);
    if (text.empty()) continue;
    const Renaming& renaming = renamings_.emplace_back(Renaming{field, text, path_to(kustomization.directory)});
    const Unread* unknown = nullptr;
    for (Piece& piece : build.pieces) {
      Value* metadata = piece.root.find("metadata");
      const std::string name = piece.name().name;
      if (name.empty()) continue;
      if (!work_.take(rename_units(piece) + copy_units(text.size()))) {
        if (unknown == nullptr) unknown = &unread(field, kustomization.directory);
        piece.unread = unknown;
        continue;
      }
      piece.remember_name();
      piece.renamed = &renaming;
      const bool is_prefix = field == std::string_view("namePrefix");
      Value changed(is_prefix ? text + name : name + text);
      changed.set_mark(metadata->find("name")->mark());
      metadata->set("name", std::move(changed));
    }
  }
}

std::shared_ptr<const std::vector<NamedPath>> Builder::named_paths(const Kustomization& kustomization) {
  const auto all = [&] { return std::make_shared<const std::vector<NamedPath>>(kustomization.named_paths()); };
  if (kustomizations_.find(kustomization.directory) != &kustomization) return all();
  std::shared_ptr<const std::vector<NamedPath>>& known = named_paths_[&kustomization];
  if (known == nullptr) known = all();
  return known;
}

/// Whether it is spoken of elsewhere that nothing comes of a field that names files.
bool Builder::names_what_is_absent(const Kustomization& kustomization, std::string_view field) {
  return std::ranges::any_of(*named_paths(kustomization), [&](const NamedPath& named) {
    return named.field.starts_with(field) && kustomizations_.presence(named.path) == Kustomizations::Presence::kMissing;
  });
}

void Builder::transform(const Kustomization& kustomization, const NamespaceSource* given, Build& build) {
  apply_patches(kustomization, {"patchesStrategicMerge", "patches"}, build);
  if (const std::string_view own = kustomization.root.string_at("namespace"); given == nullptr && !own.empty()) {
    const yaml::Mark& mark = kustomization.root.find_member("namespace")->key_mark;
    given = &source_of({std::string(own), {kustomization.file, mark.line, mark.column}, "namespace"});
  }
  if (given != nullptr) {
    give_namespace(build.pieces, *given, false);
    judge_namespace(*given, build);
  }
  rename(kustomization, build);
  add_labels(kustomization.root, build.pieces, work_);
  apply_patches(kustomization, {"patchesJson6902"}, build);
  judge_replicas(kustomization, build);
  judge_images(kustomization, build);
  const auto has = [&](const char* field) { return kustomization.root.find(field) != nullptr; };
  if (std::ranges::any_of(kChanging, has)) {
    for (Piece& piece : build.pieces) piece.rewritten = true;
  }
  apply_replacements(kustomization, build);
  run_transformers(kustomization, build);
  build.ids.clear();
  work_.take(build.pieces.size());
  for (const Piece& piece : build.pieces) build.ids.emplace(piece.document, piece.name());
}

bool Builder::take_visit(std::string_view directory, std::size_t times, Build& build) {
  constexpr std::size_t kForOne = 40;
  constexpr std::size_t kForGenerated = 20;
  const auto [known, is_new] = units_.try_emplace(directory, kForOne);
  if (is_new) {
    const Value& root = kustomizations_.find(directory)->root;
    known->second += units_of(root);
    for (const char* list : {"configMapGenerator", "secretGenerator"}) {
      known->second += kForGenerated * yaml::items_at(root, {list}).size();
    }
  }
  if (open_.size() < kMostOpen && (is_new || visits_.take(times * known->second))) return true;
  ++left_out_;
  build.whole = false;
  return false;
}

void Builder::add_kustomization(const Kustomization& kustomization, const NamespaceSource* given, Build& build) {
  std::string_view what;
  const auto keep = [&](std::string_view found) {
    if (!found.empty()) what = found;
  };
  const auto keep_elsewhere = [&](std::initializer_list<const char*> lists, const char* remote, const char* variable) {
    for (const std::string& path : kustomization.paths(lists)) {
      if (is_remote(path)) keep(is_final(path) ? remote : variable);
    }
  };
  judge_fields(kustomization, build);
  judge_plugins(kustomization, build);
  keep_elsewhere({"resources", "bases"}, "a remote resource", "a resource whose path has a variable");
  keep_elsewhere({"components"}, "a remote component", "a component whose path has a variable");
  std::string_view later;
  for (std::size_t i = 0; i < kUnread.size(); ++i) {
    const char* field = kUnread[i];
    const Value* stated = kustomization.root.find(field);
    const bool is_empty = stated == nullptr || stated->is_null() || (stated->is_sequence() && stated->items().empty());
    if (is_empty || names_what_is_absent(kustomization, field)) continue;
    if (field == kTransformers && knows_transformers(kustomization)) continue;
    (i < kMaking ? what : later) = field;
  }
  keep(add_named(kustomization, NamedPath::Use::kResource, build));
  if (!add_references(kustomization, build) && build.unknown_references == nullptr) {
    build.unknown_references = &unread(kConfigurations, kustomization.directory);
  }
  build.whole = build.whole && what.empty();
  add_generated(kustomization, build);
  run_generators(kustomization, build);
  keep(add_named(kustomization, NamedPath::Use::kComponent, build));
  keep(add_named(kustomization, NamedPath::Use::kFile, build));
  build.whole = build.whole && what.empty();
  transform(kustomization, given, build);
  if (what.empty()) what = later;
  if (what.empty()) return;
  build.whole = false;
  const Unread& not_read = unread(what, kustomization.directory);
  for (Piece& piece : build.pieces) {
    if (piece.unread == nullptr) piece.unread = &not_read;
  }
}

Build Builder::build(const std::string& directory) {
  Build build;
  add_directory(directory, build);
  finish(build);
  // What a component is part of may have what it lacks.
  if (kustomizations_.find(directory)->is_component()) build.refused.clear();
  return build;
}

void Builder::finish(Build& build) {
  fix_references(build.pieces, build.references, work_);
  // They say where names are written that change.
  const auto is_renamed = [](const Piece& piece) { return piece.renamed != nullptr || piece.hashed; };
  if (build.unknown_references != nullptr && std::ranges::any_of(build.pieces, is_renamed)) {
    for (Piece& piece : build.pieces) {
      if (piece.unread == nullptr) piece.unread = build.unknown_references;
    }
  }
  for (Piece& piece : build.pieces) {
    const std::string kind = piece.kind();
    const auto lead_to_it = [&](const NameReferences* references) { return references->lead_to(kind); };
    if (!std::ranges::any_of(build.references, lead_to_it)) continue;
    piece.hashed = false;
    piece.followed = true;
  }
}

std::string_view Builder::kustomization_above(std::string_view path, std::string_view directory) const {
  const std::size_t begin = directory.empty() ? 0 : directory.size() + 1;
  for (std::size_t slash = path.find('/', begin); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    if (kustomizations_.find(path.substr(0, slash)) != nullptr) return path.substr(0, slash);
  }
  return {};
}

void Builder::add_chart(const std::string& directory, Build& build) {
  for (const auto& [file, documents] : files_below(files_, directory)) {
    const std::string_view below = path_below(file, directory);
    if (below.starts_with("templates/") || below.find("/templates/") != std::string_view::npos) {
      add_documents(documents, build);
    }
  }
}

void Builder::add_below(const std::string& directory, const Delivery& delivery, Build& build) {
  const bool recursive = delivery.recursive;
  std::set<std::string> built;
  const std::string prefix = directory.empty() ? std::string() : directory + '/';
  const std::function<bool(std::string_view)> is_taken = file_filter(delivery);
  const std::size_t looks = 1 + text_units(delivery.include.size() + delivery.exclude.size());
  for (const auto& [file, documents] : files_below(files_, directory)) {
    const bool is_below_it = file.find('/', prefix.size()) != std::string::npos;
    if (is_below_it && (!recursive || !kustomization_above(file, directory).empty())) continue;
    if (!work_.take(looks) || is_taken(std::string_view(file).substr(prefix.size()))) {
      add_documents(documents, build);
    } else {
      exclude(documents);
    }
  }
  for (const Kustomization& kustomization : kustomizations_.all()) {
    if (!recursive) break;
    const std::string file = normalized(kustomization.file);
    if (file.starts_with(prefix)) built.emplace(kustomization_above(file, directory));
  }
  // A base that others of them build is not meant to be applied as it is.
  std::set<std::string> bases;
  for (const std::string& one : built) {
    for (std::string& path : kustomizations_.find(one)->parts()) {
      bases.insert(std::move(path));
    }
  }
  for (const std::string& one : built) {
    if (bases.contains(one) || kustomizations_.find(one)->is_component()) continue;
    Build inner;
    add_directory(one, inner);
    std::ranges::move(inner.pieces, std::back_inserter(build.pieces));
    take_rest(inner, build);
  }
}

}  // namespace vmcp::gitops
