#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/admission/foreign_kind.h"
#include "core/diag/quoted.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/placement_steps.h"
#include "core/model/secret_makers.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

/// What stands beside builds, which do not have it: files that are commented out, copies of others, samples, and those
/// that were forgotten.
namespace vmcp::gitops {
namespace {

using yaml::Value;

/// A group, kind, namespace and name.
using Identity = std::tuple<std::string, std::string, std::string, std::string>;

std::string_view name_of_file(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Whether objects like this one are in a namespace.
bool is_namespaced(const Value& root) {
  const auto foreign =
      admission::find_foreign_kind(admission::group_of(root.string_at("apiVersion")), root.string_at("kind"));
  return !foreign || foreign->namespaced;
}

/// The kinds and names of what an object is in a cluster, and of the Secrets and ConfigMaps that come of it.
std::vector<std::pair<std::string, std::string>> things_of(const Value& root) {
  const std::string_view kind = root.string_at("kind");
  const std::string_view name = yaml::text_at(root, {"metadata", "name"});
  std::vector<std::pair<std::string, std::string>> things = {{std::string(kind), std::string(name)}};
  const std::string_view group = admission::group_of(root.string_at("apiVersion"));
  const model::SecretMaker* maker = model::find_secret_maker(group, kind);
  if (maker == nullptr) return things;
  for (const model::MadeObject& made : maker->make({yaml::text_at(root, {"metadata", "namespace"}), name, root})) {
    const bool is_secret = made.kind == model::MadeObject::Kind::kSecret;
    things.emplace_back(is_secret ? "Secret" : "ConfigMap",
                        made.composed.empty() ? std::string(made.name) : made.composed);
  }
  return things;
}

/// Of resources that are not there the one that may be meant to be a file; empty: none.
std::string_view lost_name(const std::vector<std::string>& lost, std::string_view file) {
  const std::array<std::string_view, 1> name = {name_of_file(file)};
  for (const std::string& path : lost) {
    const std::string_view one = name_of_file(path);
    if (one == name.front() || !text::nearest(one, name).empty()) return path;
  }
  return {};
}

}  // namespace

/// The kustomization nearest to a file, beside it or above; null pointer where there is none, or the file is of a Helm
/// chart.
const Kustomization* Placement::kustomization_over(std::string_view file) const {
  for (std::string_view directory = directory_of(file);; directory = directory_of(directory)) {
    if (kustomizations_.is_chart(directory)) return nullptr;
    if (const Kustomization* found = kustomizations_.find(directory)) return found;
    if (directory.empty()) return nullptr;
  }
}

/// Whether a kustomization names objects of ToolHive's.
bool Placement::lists_toolhive(const Kustomization& kustomization) const {
  const auto is = [this](std::size_t document) { return is_toolhives(documents_[document].root); };
  return std::ranges::any_of(kustomization.parts(), [&](const std::string& path) { return holds(path, is); });
}

/// To be called when all is built.
void Placement::find_unlisted() {
  if (kustomizations_.all().empty()) return;
  std::set<std::string> named;
  std::set<std::string> data;                                     // of them those that generators take as they are
  std::map<const Kustomization*, std::vector<std::string>> lost;  // resources that are not there
  std::set<std::pair<const Kustomization*, std::string>> homes;   // directories of what is listed
  for (const Kustomization& kustomization : kustomizations_.all()) {
    for (NamedPath& path : kustomization.named_paths()) {
      const bool is_lost = path.use == NamedPath::Use::kResource &&
                           kustomizations_.presence(path.path) == Kustomizations::Presence::kMissing;
      if (is_lost) lost[&kustomization].push_back(path.path);
      homes.emplace(&kustomization, directory_of(path.path));
      const bool is_data = path.field.find("Generator[") != std::string::npos;
      (is_data ? data : named).insert(std::move(path.path));
    }
  }
  std::map<const Kustomization*, bool> known;  // whether each lists objects of ToolHive's
  for (const auto& [file, documents] : files_) {
    if (named.contains(file)) continue;
    const auto is_beside = [&](std::size_t document) {
      return options_.walked.contains(documents_[document].source) && !builder_.is_taken(document) &&
             !builder_.is_excluded(document);
    };
    if (!std::ranges::all_of(documents, is_beside)) continue;
    if (data.contains(file)) {
      builder_.exclude(documents);
      continue;
    }
    // Where objects are is said then.
    if (options_.namespace_is_given) continue;
    const Kustomization* over = kustomization_over(file);
    if (over == nullptr) continue;
    // One that has to do with nothing else in the file's directory speaks for what is below it as little as for others,
    // but for examples and archives beside ToolHive's objects that do not say where they are.
    const std::string directory(directory_of(file));
    if (over->directory != directory && !homes.contains({over, directory}) && lost_name(lost[over], file).empty()) {
      const auto states_namespace = [&](std::size_t document) {
        return !yaml::text_at(documents_[document].root, {"metadata", "namespace"}).empty();
      };
      const auto [lists, is_new] = known.try_emplace(over);
      if (is_new) lists->second = lists_toolhive(*over);
      if (!lists->second || std::ranges::any_of(documents, states_namespace)) continue;
    }
    unlisted_.emplace(documents_[documents.front()].source, over);
    note_unlisted(file, documents, *over, lost[over]);
  }
  if (unlisted_.empty()) return;
  notes_.files.resize(sources_.size());
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    notes_.files[i].path = normalized(file_of(i));
    notes_.files[i].unlisted = unlisted_.contains(i);
  }
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    if (builder_.is_taken(i)) notes_.files[documents_[i].source].built = true;
  }
}

/// Says that a file is in no build, and remembers what is in it.
void Placement::note_unlisted(const std::string& file, std::span<const std::size_t> documents,
                              const Kustomization& over, const std::vector<std::string>& lost) {
  const std::string by = diag::quoted(over.file);
  bool is_homeless = false;
  const Value* first = nullptr;
  for (const std::size_t document : documents) {
    const Value& root = documents_[document].root;
    if (!matters(root)) continue;
    for (std::pair<std::string, std::string>& thing : things_of(root)) {
      notes_.unlisted[std::move(thing)].push_back(
          {over.directory, "; " + diag::quoted(file_of(documents_[document].source)) + " has one, but " + by +
                               " does not list that file"});
    }
    if (!is_toolhives(root)) continue;
    if (first == nullptr) first = &root;
    is_homeless = is_homeless || yaml::text_at(root, {"metadata", "namespace"}).empty();
  }
  if (first == nullptr) return;
  std::string text = "no kustomization lists this file, so that ";
  text += is_homeless ? "nothing says where its objects are" : "no build has its objects";
  text += "; " + by + " is the nearest";
  if (const std::string_view meant = lost_name(lost, file); !meant.empty()) {
    text += ", whose " + diag::quoted(meant) + " is not there";
  }
  reporter_.note("unlisted-file", yaml::place_of(sources_, first->mark()), std::move(text));
}

namespace {

/// Whether an object lacks what its kind has to have, and another one of its name has: it is a patch, which nothing
/// names any more.
bool is_patch_of(const Value& root, const Value& whole) {
  constexpr std::array<std::string_view, 5> kRequired = {"image", "incomingAuth", "remoteUrl", "steps", "type"};
  const auto has = [](const Value& object, std::string_view field) {
    return yaml::value_at(object, {"spec", field}) != nullptr;
  };
  return std::ranges::any_of(kRequired, [&](auto field) { return has(whole, field) && !has(root, field); });
}

}  // namespace

/// Takes from documents that no build has those of which nothing says where they are, and copies of what is there
/// already; the rest is left.
void Placement::set_apart(std::vector<std::size_t>& loose) {
  if (unlisted_.empty()) return;
  const auto identity_of = [&](const Value& root) {
    const admission::Object object = admission::identify(root, {options_.default_namespace});
    return Identity{object.group(), object.kind, object.name_space, object.name};
  };
  std::map<Identity, std::uint32_t> known;                                          // and the source that has it
  std::map<std::tuple<std::string, std::string, std::string>, const Value*> built;  // by group, kind and name
  for (const BuiltObject& entry : entries_) {
    if (!matters(entry.piece.root)) continue;
    Identity identity = identity_of(entry.piece.root);
    built.try_emplace({std::get<0>(identity), std::get<1>(identity), std::get<3>(identity)}, &entry.piece.root);
    known.emplace(std::move(identity), entry.piece.source);
  }
  const Variables variables(options_.variables);
  std::map<std::uint32_t, std::vector<std::size_t>> apart;  // by their sources
  std::erase_if(loose, [&](std::size_t i) {
    const yaml::Document& document = documents_[i];
    const Value& root = document.root;
    if (!unlisted_.contains(document.source) || !matters(root) || is_delivery(root) || !is_namespaced(root)) {
      return false;
    }
    const bool is_homeless = yaml::text_at(root, {"metadata", "namespace"}).empty();
    const Identity identity = identity_of(root);
    if (!is_homeless && known.emplace(identity, document.source).first->second == document.source) return false;
    const auto whole = built.find({std::get<0>(identity), std::get<1>(identity), std::get<3>(identity)});
    if (whole != built.end() && is_patch_of(root, *whole->second)) return true;
    apart[document.source].push_back(i);
    return true;
  });
  std::map<const Kustomization*, std::vector<std::size_t>> beside;  // of those apart
  std::vector<std::set<Identity>> identities;
  std::size_t left_out = 0;
  for (const auto& [source, documents] : apart) {
    std::set<Identity> own;
    for (const std::size_t i : documents) own.insert(identity_of(documents_[i].root));
    // Copies of one object are not meant to be together.
    std::vector<std::size_t>& all = beside[unlisted_.at(source)];
    const auto fits = [&](std::size_t one) {
      return std::ranges::none_of(own, [&](const Identity& object) { return identities[one].contains(object); });
    };
    auto home = std::ranges::find_if(all, fits);
    if (home == all.end()) {
      if (apart_.size() == kMostClusters) {
        left_out += documents.size();
        continue;
      }
      home = all.insert(all.end(), apart_.size());
      apart_.emplace_back();
      identities.emplace_back();
    }
    identities[*home].merge(own);
    for (const std::size_t i : documents) {
      yaml::Document& document = documents_[i];
      substitute(document.root, variables, substituted_);
      apart_[*home].push_back(std::move(document));
    }
  }
  if (left_out != 0) {
    note_left_out("files beside the kustomizations here have more copies of the same objects than are judged; " +
                  std::to_string(left_out) + " objects are left out");
  }
}

/// Each holds no object twice.
void Placement::add_worlds_apart(std::vector<World>& worlds) {
  const auto notes = std::make_shared<const cluster::BuildNotes>();
  for (std::vector<yaml::Document>& documents : apart_) {
    World& world = worlds.emplace_back();
    world.unlisted = true;
    world.notes = notes;
    world.counts.assign(documents.size(), true);
    world.documents = std::move(documents);
  }
}

}  // namespace vmcp::gitops
