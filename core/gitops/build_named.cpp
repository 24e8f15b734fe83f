#include <algorithm>
#include <set>
#include <utility>

#include "core/diag/quoted.h"
#include "core/gitops/build.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/kustomization_fields.h"
#include "core/yaml/fields.h"

/// The files and directories that a kustomization names.
namespace vmcp::gitops {
namespace {

/// Whether one path is another with more in it: what is not committed often has an example or an encrypted copy beside
/// it that is called so.
bool is_extended(std::string_view path, std::string_view by) {
  constexpr std::size_t kMoreThanSlip = 3;
  if (by.size() < path.size() + kMoreThanSlip) return false;
  const auto [differs, end] = std::ranges::mismatch(path, by);
  return by.ends_with(path.substr(static_cast<std::size_t>(differs - path.begin())));
}

}  // namespace

/// The kustomization that a path names by its file; null pointer when it names something else.
const Kustomization* Builder::kustomization_of(std::string_view path) const {
  if (!Kustomizations::is_kustomization_file(path)) return nullptr;
  const Kustomization* found = kustomizations_.find(directory_of(path));
  const bool is_it = found != nullptr && normalized(found->file) == path;
  // With a name it is an object to kustomize.
  return is_it && yaml::text_at(found->root, {"metadata", "name"}).empty() ? found : nullptr;
}

/// Whether a directory is one of those that are being built, or holds one.
bool Builder::leads_back(std::string_view directory) const {
  return std::ranges::any_of(open_, [&](const std::string& open) { return is_below(open, directory); });
}

/// Whether a path that is there may be what a kustomization means by one that is not; `named` are all that it names.
bool Builder::may_be_meant(std::string_view path, std::span<const NamedPath> named) {
  if (path.empty() || !work_.take(1 + named.size())) return false;
  if (std::ranges::find(named, path, &NamedPath::path) != named.end()) return false;
  return kustomizations_.find(path) != nullptr ? !leads_back(path) : files_.contains(path);
}

std::string_view Builder::add_named(const Kustomization& kustomization, NamedPath::Use use, Build& build) {
  using Presence = Kustomizations::Presence;
  std::string_view what;
  const std::shared_ptr<const std::vector<NamedPath>> shared = named_paths(kustomization);
  const std::vector<NamedPath>& all = *shared;
  std::vector<std::pair<const NamedPath*, std::string>> meant;  // what stands nearest to what is not there
  const auto built = [&](std::string_view path) {
    Build inner;
    if (kustomizations_.find(path) != nullptr) {
      add_directory(std::string(path), inner);
    } else {
      add_file(std::string(path), inner);
    }
    return inner;
  };
  for (const NamedPath& named : all) {
    if (named.use != use) continue;
    const Presence presence = kustomizations_.presence(named.path);
    const bool is_file = use == NamedPath::Use::kFile;
    // Files of Secrets are seldom committed, and a value may stand where one of them should be named.
    const bool is_of_secret = is_below_secret(named.field);
    const auto refuse = [&](std::string message, std::string suggestion = {}) {
      visits_.take(kForRefused);
      build.refused.push_back({place(named.mark), named.field, std::move(message), std::move(suggestion)});
      build.refused.back().certain = !is_of_secret;
    };
    std::string_view path = named.path;
    if (const Kustomization* itself = is_file ? nullptr : kustomization_of(path)) {
      path = itself->directory;
      refuse(diag::quoted(named.path) + " is a kustomization, which is named by its directory",
             leads_back(path) ? std::string() : path_to(path));
    } else if (!is_file && kustomizations_.find(path) != nullptr && leads_back(path)) {
      refuse(diag::quoted(path_to(path)) + " leads back to what is being built");
      build.refused.back().of_objects = true;
    } else if (use == NamedPath::Use::kComponent && files_.contains(path)) {
      refuse(diag::quoted(named.path) + " is a file, and a component is a directory with a kustomization");
      build.refused.back().of_objects = true;
    }
    if (presence == Presence::kMissing) {
      path = kustomizations_.nearest(path);
      refuse((is_of_secret ? "the file that this names" : diag::quoted(named.path)) + " is not there",
             std::string(path));
      const bool is_near = !path.empty() && !is_extended(named.path, path);
      build.refused.back().certain = !is_of_secret || is_near;
    } else if (presence == Presence::kNoKustomization) {
      refuse(diag::quoted(named.path) + " has no kustomization");
    } else if (const Kustomization* other = is_file ? nullptr : kustomizations_.find(named.path)) {
      if (other->is_component() && use == NamedPath::Use::kResource) {
        refuse(diag::quoted(named.path) + " is a component, which stands under \"components\"");
      } else if (!other->is_component() && use == NamedPath::Use::kComponent) {
        refuse(diag::quoted(named.path) + " is no component, and stands under \"resources\"");
      }
    }
    // What could be read of it is there.
    const bool is_broken = presence == Presence::kBroken || presence == Presence::kNoYaml;
    if (is_broken) build.whole = false;
    if (presence == Presence::kNoYaml && named.field.starts_with("patches")) {
      refuse(diag::quoted(named.path) + " cannot be read as a patch");
    }
    if (use == NamedPath::Use::kResource) add_faults(named.path, build);
    if (presence == Presence::kMissing && !is_file && may_be_meant(path, all)) {
      meant.emplace_back(&named, path);
    } else if (presence == Presence::kMissing || presence == Presence::kNoKustomization) {
      build.refused.back().of_objects = !is_file;
      if (!is_file) what = kAbsent;
    } else if (presence != Presence::kRead && !is_broken) {
      if (!is_file)
        what = use == NamedPath::Use::kComponent ? "a component that is not in the input"
                                                 : "a resource that is not in the input";
    } else if (use == NamedPath::Use::kComponent) {
      add_directory(std::string(path), build);
    } else if (use == NamedPath::Use::kResource) {
      join(built(path), named, build);
    }
  }
  for (const auto& [named, path] : meant) {
    if (use == NamedPath::Use::kComponent) {
      add_directory(path, build);
      continue;
    }
    // What is built anyway was not meant.
    Build inner = built(path);
    if (!work_.take(build.pieces.size())) break;
    std::set<std::size_t> known;
    for (const Piece& piece : build.pieces) known.insert(piece.document);
    const auto is_known = [&](const Piece& piece) {
      return piece.document != Piece::kGenerated && known.contains(piece.document);
    };
    if (std::ranges::none_of(inner.pieces, is_known)) join(std::move(inner), *named, build);
  }
  return what;
}

}  // namespace vmcp::gitops
