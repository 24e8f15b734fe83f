#include <algorithm>
#include <iterator>
#include <utility>

#include "core/diag/sink.h"
#include "core/gitops/build.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/inner_text.h"
#include "core/gitops/replacements.h"
#include "core/yaml/fields.h"

/// What a kustomization has in files that are neither objects nor patches.
namespace vmcp::gitops {

using yaml::Value;

const Builder::Companion* Builder::companion(const Kustomization& kustomization, const Value& named, Take take) {
  if (!named.is_string()) return nullptr;
  const bool is_text = named.as_string().find('\n') != std::string::npos;
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
  read.understood = !read.roots.empty();
  for (Value& root : read.roots) {
    if (take != nullptr) std::ranges::move(take(root), std::back_inserter(read.faults));
    read.understood = read.references.read(root) && read.understood;
  }
  return &result.emplace(std::move(read));
}

void Builder::apply_replacements(const Kustomization& kustomization, Build& build) {
  const Unread* unknown = nullptr;
  const auto is_unknown = [&](Piece& piece) {
    if (unknown == nullptr) unknown = &unread("replacements", kustomization.directory);
    piece.unread = unknown;
  };
  const auto apply = [&](const Value& entry, const Value& stated, const std::string& path) {
    if (work_.is_spent()) {
      std::ranges::for_each(build.pieces, is_unknown);
      return;
    }
    const Replaced replaced = replace(entry, build.pieces, build.whole, work_);
    if (!replaced.problem.empty()) build.refused.push_back({place(stated.mark()), path, replaced.problem});
    for (const std::size_t target : replaced.idle) {
      if (!build.whole) break;
      judge_missed(*yaml::items_at(entry, {"targets"})[target].find("select"),
                   path + ".targets[" + std::to_string(target) + "].select.", "replacement", build);
    }
    for (Piece* piece : replaced.unknown) is_unknown(*piece);
  };
  const yaml::Sequence& entries = yaml::items_at(kustomization.root, {"replacements"});
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string path = "replacements[" + std::to_string(i) + ']';
    const Value* named = entries[i].find("path");
    if (named == nullptr) {
      apply(entries[i], entries[i], path);
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
      build.idle.push_back(
          {place(fault.mark), fault.path, fault.message + ", and kustomize passes over it", fault.meant});
    }
    for (const Value& root : read->roots) {
      if (root.is_mapping()) apply(root, entries[i], path);
      if (!root.is_sequence()) continue;
      for (const Value& entry : root.items()) apply(entry, entries[i], path);
    }
  }
}

void Builder::run_generators(const Kustomization& kustomization, Build& build) {
  const Unread* unknown = nullptr;
  for (const Value& named : yaml::items_at(kustomization.root, {"generators"})) {
    const Companion* read = companion(kustomization, named, nullptr);
    const auto is_understood = [](const Value& generator) {
      return generator.string_at("kind") == "ksops" && generator.string_at("apiVersion").starts_with("viaduct.ai/");
    };
    const bool understood = read != nullptr && std::ranges::all_of(read->roots, is_understood);
    if (understood) {
      for (const Value& generator : read->roots) add_decrypted(generator, kustomization, build);
    }
    if (unknown == nullptr && (!understood || work_.is_spent())) {
      unknown = &unread(kGenerators, kustomization.directory);
    }
  }
  if (unknown == nullptr) return;
  build.whole = false;
  for (Piece& piece : build.pieces) {
    if (piece.unread == nullptr) piece.unread = unknown;
  }
}

/// What ksops makes: the objects of files that SOPS has encrypted, whose keys are plain, and Secrets of such files.
void Builder::add_decrypted(const Value& generator, const Kustomization& kustomization, Build& build) {
  constexpr std::size_t kForFile = 8;
  for (const Value& file : yaml::items_at(generator, {"files"})) {
    if (!work_.take(kForFile)) return;
    if (file.is_string()) add_file(joined(kustomization.directory, file.as_string()), build);
  }
  for (const Value& entry : yaml::items_at(generator, {"secretFrom"})) {
    const Value* metadata = entry.find("metadata");
    if (metadata == nullptr) continue;
    Value object = Value::mapping().set("apiVersion", "kustomize.config.k8s.io/v1beta1").set("kind", "SecretGenerator");
    Value files = Value::sequence();
    for (const char* list : {"files", "binaryFiles"}) {
      for (const Value& file : yaml::items_at(entry, {list})) files.push(file);
    }
    object.set("files", std::move(files)).set("metadata", *metadata);
    if (const Value* envs = entry.find("envs")) object.set("envs", *envs);
    object.set_mark(entry.mark());
    build.pieces.push_back({Piece::kGenerated, std::move(object), kustomization.source});
  }
}

}  // namespace vmcp::gitops
