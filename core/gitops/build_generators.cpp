#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/gitops/build.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/generators.h"
#include "core/yaml/fields.h"

/// What the generators of a kustomization make, its own and plugins.
namespace vmcp::gitops {

using yaml::Value;

namespace {

/// Whether a generator is one of kustomize's own, which a kustomization has fields for.
bool is_builtin_generator(const Value& generator) {
  const std::string_view kind = generator.string_at("kind");
  return generator.string_at("apiVersion") == "builtin" && (kind == "SecretGenerator" || kind == "ConfigMapGenerator");
}

/// A kustomization that has such a generator in the field for it, and nothing else.
Kustomization as_field(const Value& generator, const Kustomization& kustomization) {
  Value entry = generator;
  for (const char* field : {"name", "namespace"}) {
    if (const Value* stated = yaml::value_at(generator, {"metadata", field})) entry.set(field, *stated);
  }
  const bool is_secret = generator.string_at("kind") == "SecretGenerator";
  Kustomization field;
  field.file = kustomization.file;
  field.directory = kustomization.directory;
  field.source = generator.mark().source;
  field.root = Value::mapping().set(is_secret ? "secretGenerator" : "configMapGenerator",
                                    Value::sequence().push(std::move(entry)));
  return field;
}

}  // namespace

void Builder::add_generated(const Kustomization& kustomization, Build& build) {
  constexpr std::size_t kForNamed = 4;
  const auto text_within_budget = [this](const std::string& path) -> const std::string* {
    const std::optional<std::uint32_t> source = source_at(path);
    const std::string* text = source ? &sources_.at(*source).text : nullptr;
    return text == nullptr || work_.take(copy_units(text->size())) ? text : nullptr;
  };
  const GeneratorFiles files = {text_within_budget,
                                [this](const std::string& path) { return kustomizations_.env_file(path); },
                                [this](const std::string& path) {
                                  const std::string_view nearest = kustomizations_.nearest(path);
                                  return nearest.empty() ? path : std::string(nearest);
                                }};
  std::vector<Generated> all = generated_by(kustomization, files, work_);
  if (all.empty()) return;
  // What there is, by the names that it has or had.
  std::map<std::string, std::vector<std::size_t>> named;
  const auto learn = [&](std::size_t at) {
    const Piece& there = build.pieces[at];
    named[there.name().name].push_back(at);
    for (const Piece::Name& name : there.before) named[name.name].push_back(at);
  };
  for (std::size_t i = 0; i < build.pieces.size(); ++i) learn(i);
  work_.take(kForNamed * build.pieces.size());
  const Unread* unknown = nullptr;
  for (Generated& one : all) {
    Piece& piece = one.piece;
    const Piece::Name name = piece.name();
    const auto is_it = [&](const Piece::Name& other) {
      return other.name == name.name && effective_namespace(other.name_space) == effective_namespace(name.name_space);
    };
    const std::vector<std::size_t>& candidates = named[name.name];
    if (!work_.take(kForNamed * (1 + candidates.size()))) {
      // Whether it is there is not known.
      if (unknown == nullptr) unknown = &unread(kGenerators, kustomization.directory);
      piece.unread = unknown;
      build.pieces.push_back(std::move(piece));
      continue;
    }
    const auto found = std::ranges::find_if(candidates, [&](std::size_t at) {
      const Piece& other = build.pieces[at];
      return other.is_or_was_called(is_it) && other.kind() == piece.kind();
    });
    Piece* before = found == candidates.end() ? nullptr : &build.pieces[*found];
    if (!one.repeated.empty()) {
      build.refused.push_back(
          {place(piece.root.mark()), one.field,
           piece.kind() + ' ' + diag::quoted(name.name) + " has the key " + diag::quoted(one.repeated) + " twice"});
    }
    const bool is_there = before != nullptr;
    const bool is_new = one.behavior == Generated::Behavior::kCreate;
    if (is_there == is_new && (is_there || build.whole)) {
      build.refused.push_back(
          {place(piece.root.mark()), one.field,
           piece.kind() + ' ' + diag::quoted(name.name) +
               (is_there ? " is there before: only the behavior \"merge\" or \"replace\" changes it"
                         : " is not there before, so that nothing can be merged into it or replace it")});
    }
    // What it was meant for may be in another namespace.
    if (!is_there && !is_new && build.whole) {
      const auto meant =
          std::ranges::find_if(candidates, [&](std::size_t at) { return build.pieces[at].kind() == piece.kind(); });
      if (meant != candidates.end()) continue;
    }
    if (!is_there) {
      build.pieces.push_back(std::move(piece));
      learn(build.pieces.size() - 1);
    } else if (!is_new && work_.take(copy_units(before->root))) {
      change(*before, std::move(one));
    }
  }
}

void Builder::run_generators(const Kustomization& kustomization, Build& build) {
  const Unread* unknown = nullptr;
  std::set<std::string_view> before;
  for (const Value& named : yaml::items_at(kustomization.root, {"generators"})) {
    // kustomize takes none twice.
    if (named.is_string() && !before.insert(named.as_string()).second) continue;
    const Companion* read = companion(kustomization, named, nullptr);
    const auto is_understood = [](const Value& generator) {
      return is_builtin_generator(generator) ||
             (generator.string_at("kind") == "ksops" && generator.string_at("apiVersion").starts_with("viaduct.ai/"));
    };
    const bool understood = read != nullptr && std::ranges::all_of(read->roots, is_understood);
    if (understood) {
      for (const Value& generator : read->roots) {
        if (!work_.take(copy_units(generator))) break;
        if (is_builtin_generator(generator)) {
          add_generated(as_field(generator, kustomization), build);
        } else {
          add_decrypted(generator, kustomization, build);
        }
      }
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
