#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/diag/sink.h"
#include "core/gitops/build.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/generators.h"
#include "core/gitops/inner_text.h"
#include "core/gitops/kustomization_fields.h"
#include "core/gitops/replacements.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

/// What a kustomization has in files that are neither objects nor patches.
namespace vmcp::gitops {

using yaml::Value;

namespace {

/// Whether a transformer is one of kustomize's own that changes labels and the like, which no reference reads, or what
/// a field of a kustomization changes.
bool is_known_transformer(const Value& transformer) {
  constexpr std::array<std::string_view, 8> kKinds = {
      "AnnotationsTransformer",   "ImageTagTransformer", "LabelTransformer",        "NamespaceTransformer",
      "PatchJson6902Transformer", "PatchTransformer",    "ReplicaCountTransformer", "PatchStrategicMergeTransformer"};
  constexpr std::array<std::string_view, 3> kRenaming = {"PrefixSuffixTransformer", "PrefixTransformer",
                                                         "SuffixTransformer"};
  if (transformer.string_at("apiVersion") != "builtin") return false;
  const std::string_view kind = transformer.string_at("kind");
  if (kind == "PatchStrategicMergeTransformer" && transformer.find("patches") != nullptr) return false;
  if (std::ranges::find(kKinds, kind) != kKinds.end()) return true;
  const yaml::Sequence& fields = yaml::items_at(transformer, {"fieldSpecs"});
  return std::ranges::find(kRenaming, kind) != kRenaming.end() && fields.size() == 1 &&
         fields.front() == Value::mapping().set("path", "metadata/name");
}

}  // namespace

const Builder::Companion* Builder::companion(const Kustomization& kustomization, const Value& named, Take take) {
  if (!named.is_string()) return nullptr;
  const bool is_text = is_content(named.as_string());
  std::string path = is_text ? named.as_string() : joined(kustomization.directory, named.as_string());
  const auto [known, is_new] =
      companions_.try_emplace({take, is_text ? named.mark() : yaml::Mark(), std::move(path)}, std::nullopt);
  std::optional<Companion>& result = known->second;
  if (!is_new) return result ? &*result : nullptr;

  diag::Sink unheard;
  Companion read;
  if (is_text) {
    read.roots = read_inner(named.as_string(), named.mark(), unheard);
  } else {
    const std::optional<std::uint32_t> source = source_at(std::get<std::string>(known->first));
    if (!source) return nullptr;
    for (yaml::Document& document :
         yaml::read(sources_, *source, unheard, {.lists = yaml::Lists::kKept, .roots = yaml::Roots::kAny})) {
      read.roots.push_back(std::move(document.root));
    }
  }
  if (unheard.has_errors()) return nullptr;
  for (Value& root : read.roots) {
    if (take != nullptr) std::ranges::move(take(root), std::back_inserter(read.faults));
  }
  read.references = NameReferences(read.roots);
  read.understood = !read.roots.empty() && std::ranges::all_of(read.roots, states_only_name_references);
  return &result.emplace(std::move(read));
}

void Builder::apply_replacements(const Kustomization& kustomization, Build& build) {
  const Unread* unknown = nullptr;
  const auto is_unknown = [&](Piece& piece) {
    if (unknown == nullptr) unknown = &unread("replacements", kustomization.directory);
    change_unseen(piece, *unknown);
  };
  // False where nothing more is done.
  const auto apply = [&](const Value& entry, const Value& stated, const std::string& path) {
    constexpr std::size_t kForOne = 32;
    if (!work_.take(kForOne)) {
      std::ranges::for_each(build.pieces, is_unknown);
      return false;
    }
    const Replaced replaced = replace(entry, build.pieces, build.whole, work_);
    if (const FieldFault& fault = replaced.problem; !fault.message.empty()) {
      const yaml::Mark& at = fault.mark.known() ? fault.mark : stated.mark();
      build.refused.push_back({place(at), path + fault.path, fault.message});
    }
    for (const std::size_t target : replaced.idle) {
      if (!build.whole) break;
      judge_missed(*yaml::items_at(entry, {"targets"})[target].find("select"),
                   path + ".targets[" + std::to_string(target) + "].select.", "replacement", build);
    }
    for (Piece* piece : replaced.unknown) is_unknown(*piece);
    return true;
  };
  const yaml::Sequence& entries = yaml::items_at(kustomization.root, {"replacements"});
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string path = "replacements[" + std::to_string(i) + ']';
    const Value* named = entries[i].find("path");
    if (named == nullptr) {
      if (!apply(entries[i], entries[i], path)) return;
      continue;
    }
    const Companion* read = companion(kustomization, *named, take_replacement_fields);
    if (read == nullptr) {
      // What is not there is spoken of where it is named.
      if (names_what_is_absent(kustomization, path)) continue;
      // What they change is not known.
      std::ranges::for_each(build.pieces, is_unknown);
      continue;
    }
    for (const FieldFault& fault : read->faults) {
      if (!has_toolhives(build) || !work_.take(kForFault)) break;
      if (fault.passed_over) {
        build.idle.push_back(
            {place(fault.mark), fault.path, fault.message + ", and kustomize passes over it", fault.meant});
      } else {
        build.refused.push_back({place(fault.mark), fault.path, fault.message, fault.meant});
      }
    }
    for (const Value& root : read->roots) {
      if (root.is_mapping() && !apply(root, entries[i], path)) return;
      if (!root.is_sequence()) continue;
      const auto does = [&](const Value& entry) { return apply(entry, entries[i], path); };
      if (!std::ranges::all_of(root.items(), does)) return;
    }
  }
}

bool Builder::knows_transformers(const Kustomization& kustomization) {
  return std::ranges::all_of(yaml::items_at(kustomization.root, {"transformers"}), [&](const Value& named) {
    const Companion* read = companion(kustomization, named, nullptr);
    return read != nullptr && std::ranges::all_of(read->roots, is_known_transformer);
  });
}

void Builder::judge_plugins(const Kustomization& kustomization, Build& build) {
  constexpr auto kKinds = std::to_array<std::string_view>({"AnnotationsTransformer",  "ConfigMapGenerator",
                                                           "HashTransformer",         "HelmChartInflationGenerator",
                                                           "IAMPolicyGenerator",      "ImageTagTransformer",
                                                           "LabelTransformer",        "LegacyOrderTransformer",
                                                           "NamespaceTransformer",    "PatchJson6902Transformer",
                                                           "PatchTransformer",        "PatchStrategicMergeTransformer",
                                                           "PrefixSuffixTransformer", "PrefixTransformer",
                                                           "ReplacementTransformer",  "ReplicaCountTransformer",
                                                           "SecretGenerator",         "SortOrderTransformer",
                                                           "SuffixTransformer",       "ValueAddTransformer"});
  for (const char* list : {"generators", "transformers", "validators"}) {
    const yaml::Sequence& all = yaml::items_at(kustomization.root, {list});
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Companion* read = companion(kustomization, all[i], nullptr);
      if (read == nullptr) continue;
      for (const Value& plugin : read->roots) {
        const std::string_view kind = plugin.string_at("kind");
        if (plugin.string_at("apiVersion") != "builtin" || !work_.take(kKinds.size())) continue;
        if (std::ranges::find(kKinds, kind) != kKinds.end()) continue;
        build.refused.push_back({place(plugin.mark()), std::string(list) + '[' + std::to_string(i) + ']',
                                 "kustomize has no plugin " + diag::quoted(kind) + " of its own",
                                 std::string(text::nearest(kind, kKinds))});
      }
    }
  }
}

void Builder::run_transformers(const Kustomization& kustomization, Build& build) {
  if (kustomization.root.find("transformers") == nullptr || !knows_transformers(kustomization)) return;
  std::set<std::string_view> before;
  for (const Value& named : yaml::items_at(kustomization.root, {"transformers"})) {
    // kustomize takes none twice.
    if (!before.insert(named.as_string()).second) continue;
    for (const Value& transformer : companion(kustomization, named, nullptr)->roots) {
      if (!work_.take(copy_units(transformer))) return;
      run_transformer(transformer, kustomization, build);
    }
  }
}

/// As the field of a kustomization for which there is one.
void Builder::run_transformer(const Value& transformer, const Kustomization& kustomization, Build& build) {
  const std::string_view kind = transformer.string_at("kind");
  if (kind == "NamespaceTransformer") {
    const NamespaceSource& given = source_of({std::string(yaml::text_at(transformer, {"metadata", "namespace"})),
                                              place(transformer.mark()), "metadata.namespace"});
    give_namespace(build.pieces, given, yaml::is_true(transformer, {"unsetOnly"}));
    judge_namespace(given, build);
    return;
  }
  Kustomization field;
  field.file = kustomization.file;
  field.directory = kustomization.directory;
  field.source = kustomization.source;
  field.root = Value::mapping();
  const auto put = [&](const char* from, const char* to, Value& into) {
    if (const Value* stated = transformer.find(from)) into.set(to, *stated);
  };
  put("prefix", "namePrefix", field.root);
  put("suffix", "nameSuffix", field.root);
  if (kind == "PatchStrategicMergeTransformer") put("paths", "patchesStrategicMerge", field.root);
  if (kind == "PatchTransformer" || kind == "PatchJson6902Transformer") {
    Value patch = Value::mapping();
    for (const char* part : {"path", "patch", "target", "options"}) put(part, part, patch);
    put("jsonOp", "patch", patch);
    patch.set_mark(transformer.mark());
    field.root.set("patches", Value::sequence().push(std::move(patch)));
  }
  rename(field, build);
  apply_patches(field, {"patchesStrategicMerge", "patches"}, build);
}

bool Builder::add_references(const Kustomization& kustomization, Build& build) {
  bool understood = true;
  for (const Value& named : yaml::items_at(kustomization.root, {"configurations"})) {
    const Companion* read = companion(kustomization, named, take_configuration_fields);
    if (!work_.take(1 + (read == nullptr ? 0 : kForFault * read->faults.size()))) return false;
    if (read == nullptr) {
      // What is not there is spoken of where it is named.
      understood = understood && (!named.is_string() ||
                                  kustomizations_.presence(joined(kustomization.directory, named.as_string())) ==
                                      Kustomizations::Presence::kMissing);
      continue;
    }
    for (const FieldFault& fault : read->faults) {
      build.refused.push_back({place(fault.mark), fault.path, fault.message, fault.meant});
    }
    build.references.push_back(&read->references);
    build.images_elsewhere = build.images_elsewhere || std::ranges::any_of(read->roots, [](const Value& root) {
                               return root.find("images") != nullptr;
                             });
    understood = understood && read->understood;
  }
  return understood;
}

}  // namespace vmcp::gitops
