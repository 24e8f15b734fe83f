#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "core/admission/foreign_kind.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/placement_steps.h"
#include "core/gitops/work.h"
#include "core/model/kinds.h"
#include "core/yaml/fields.h"

/// Which clusters have what builds have made.
namespace vmcp::gitops {
namespace {

using admission::group_of;
using yaml::Value;

constexpr std::string_view kGateway = model::kKind<model::VirtualMcpServerSpec>;

/// Whether no later stage says anything of an object like this one, nor would if it were written as it was meant.
bool is_of_others(const Value& root) {
  return !is_toolhives(root) && !admission::is_like_foreign_kind(root.string_at("kind"));
}

/// Whether a cluster has an entry.
bool is_in(const std::vector<std::size_t>& cluster, const BuiltObject& entry) {
  return std::ranges::any_of(entry.builds,
                             [&](std::size_t build) { return std::ranges::binary_search(cluster, build); });
}

}  // namespace

void Placement::add_origin(const BuiltObject& entry, const Builds& cluster, Origins& origins) const {
  if (entry.piece.document == Piece::kGenerated) return;
  const std::string name(yaml::text_at(entry.piece.root, {"metadata", "name"}));
  Origin& origin = origins[{entry.piece.kind(), namespace_of(entry.piece.root), name}];
  origin.document = entry.piece.document;
  for (const std::size_t build : entry.builds) {
    if (build < build_names_.size() && std::ranges::binary_search(cluster, build)) {
      origin.builds.push_back(build_names_[build]);
    }
  }
}

/// The one cluster that each entry is in, or kEverywhere: in those of its builds. What nothing reads is counted once; a
/// gateway that no build has is judged once, in the cluster that is stated nearest to it.
std::vector<std::size_t> Placement::homes(const std::vector<Builds>& clusters) const {
  std::vector<std::size_t> homes(entries_.size(), kEverywhere);
  // Builds of all clusters tell none from another.
  std::vector<std::size_t> clusters_with(sites_.size());
  for (const Builds& cluster : clusters) {
    for (const std::size_t build : cluster) ++clusters_with[build];
  }
  std::vector<Builds> own(clusters.size());
  if (clusters.size() == 1) return homes;
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    std::ranges::copy_if(clusters[c], std::back_inserter(own[c]), [&](std::size_t build) {
      return build != first_loose_ && clusters_with[build] != clusters.size();
    });
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const BuiltObject& entry = entries_[i];
    const auto has_it = [&](const Builds& cluster) { return is_in(cluster, entry); };
    if (is_of_others(entry.piece.root)) {
      homes[i] = static_cast<std::size_t>(std::ranges::find_if(clusters, has_it) - clusters.begin());
    }
    const bool is_gateway = is_toolhives(entry.piece.root) && entry.piece.root.string_at("kind") == kGateway;
    if (!is_gateway || entry.builds.front() < first_loose_) continue;
    const std::string file = normalized(file_of(entry.piece.source));
    std::size_t most = 0;
    for (std::size_t c = 0; c < clusters.size(); ++c) {
      if (!has_it(clusters[c])) continue;
      std::size_t shared = 0;
      for (const std::size_t build : own[c]) shared = std::max(shared, shared_directories(sites_[build].file, file));
      if (homes[i] != kEverywhere && shared <= most) continue;
      homes[i] = c;
      most = shared;
    }
  }
  return homes;
}

/// Adds the gateways that several builds make of one document. Those that are stated in one directory, and do not go to
/// several, are for one cluster, whatever they are called there.
void Placement::share_gateways(std::vector<Shared>& shared) const {
  using Where = std::pair<std::string_view, Destination>;
  // By document and namespace, then by where the builds are stated.
  std::map<std::pair<std::size_t, std::string>, std::map<Where, std::set<std::size_t>>> builds_of;
  for (const BuiltObject& entry : entries_) {
    const Value& root = entry.piece.root;
    if (!is_toolhives(root) || root.string_at("kind") != kGateway || entry.builds.front() >= first_loose_) continue;
    auto& by_place = builds_of[{entry.piece.document, namespace_of(root)}];
    for (const std::size_t build : entry.builds) {
      by_place[{directory_of(sites_[build].file), sites_[build].destination}].insert(build);
    }
  }
  constexpr std::string_view kDocument = "document";
  for (const auto& [gateway, by_place] : builds_of) {
    const std::string identity = std::to_string(gateway.first) + '/' + gateway.second;
    for (const auto& [place, builds] : by_place) {
      shared.push_back({{"", kDocument, identity, ""}, {builds.begin(), builds.end()}});
    }
  }
}

/// What builds say of a cluster: `shared`, and where something is not known, what that is.
std::shared_ptr<const cluster::BuildNotes> Placement::notes_of(
    const Builds& cluster, const std::shared_ptr<const cluster::BuildNotes>& shared) const {
  std::shared_ptr<cluster::BuildNotes> own;
  for (const std::size_t build : cluster) {
    if (build >= unbuilt_.size() || (unbuilt_[build].empty() && refused_namespaces_[build].empty())) continue;
    if (!own) own = std::make_shared<cluster::BuildNotes>(*shared);
    own->unbuilt.insert(unbuilt_[build].begin(), unbuilt_[build].end());
    own->refused.insert(refused_namespaces_[build].begin(), refused_namespaces_[build].end());
  }
  return own ? own : shared;
}

/// What some builds have and others may have, too; of one build alone, nothing.
std::vector<Shared> Placement::shared() const {
  if (sites_.size() < 2) return {};
  std::set<std::string> tenanted;  // namespaces that hold an object of ToolHive's
  for (const BuiltObject& entry : entries_) {
    if (is_toolhives(entry.piece.root)) tenanted.insert(namespace_of(entry.piece.root));
  }
  std::vector<Shared> shared;
  for (const BuiltObject& entry : entries_) {
    const Value& root = entry.piece.root;
    if (!matters(root)) continue;
    std::string name_space = namespace_of(root);
    if (!tenanted.contains(name_space)) continue;
    const std::string_view name = yaml::text_at(root, {"metadata", "name"});
    shared.push_back(
        {{group_of(root.string_at("apiVersion")), root.string_at("kind"), std::move(name_space), name}, entry.builds});
  }
  if (options_.tells_overlays_apart) share_gateways(shared);
  return shared;
}

/// For several clusters, what there is to say of an object that one lacks.
void Placement::note_built() {
  for (const BuiltObject& entry : entries_) {
    if (!matters(entry.piece.root)) continue;
    const auto [known, is_new] = notes_.built.try_emplace(
        {entry.piece.kind(), namespace_of(entry.piece.root), entry.piece.name().name}, "; another cluster has it");
    const std::size_t build = entry.builds.front();
    if (is_new && build < build_names_.size()) known->second += ", " + build_names_[build].message;
  }
}

std::vector<World> Placement::worlds() {
  std::vector<World> worlds;
  const auto [clusters, left_out] = clusters_of(shared(), sites_);
  if (clusters.size() > 1) note_built();
  const auto notes = std::make_shared<const cluster::BuildNotes>(std::move(notes_));
  const std::vector<std::size_t> home = homes(clusters);
  std::vector<Builds> members(clusters.size());  // by what stands in entries_
  std::map<std::size_t, std::size_t> judged;     // how often something that a document makes is
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if ((home[i] != kEverywhere && home[i] != c) || !is_in(clusters[c], entries_[i])) continue;
      members[c].push_back(i);
      // Several builds may make something of one document.
      if (sites_.size() > 1 && matters(entries_[i].piece.root)) ++judged[entries_[i].piece.document];
    }
  }
  std::size_t builds_left_out = left_out;
  // Beside the first, clusters have what others have, too.
  Work copies(kMostCopied);
  std::vector<bool> counted(entries_.size());
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    for (const std::size_t i : members[c]) {
      if (counted[i]) copies.take(object_units(entries_[i].piece.root));
    }
    if (copies.is_spent()) {
      builds_left_out += clusters[c].size();
      continue;
    }
    World& world = worlds.emplace_back();
    world.notes = notes_of(clusters[c], notes);
    const bool last = c + 1 == clusters.size();
    for (const std::size_t i : members[c]) {
      BuiltObject& entry = entries_[i];
      Piece& piece = entry.piece;
      const auto times = judged.find(piece.document);
      if (times != judged.end() && times->second > 1) add_origin(entry, clusters[c], world.origins);
      world.counts.push_back(!counted[i] && piece.document != Piece::kGenerated);
      counted[i] = true;
      if (piece.rewritten && piece.document != Piece::kGenerated) {
        world.rewritten.insert(documents_[piece.document].root.mark());
      }
      world.documents.push_back({last ? std::move(piece.root) : piece.root, piece.source});
    }
  }
  worlds.front().excluded = excluded_;
  add_worlds_apart(worlds);
  if (builds_left_out != 0) {
    note_left_out("the builds here are for more than " + std::to_string(kMostClusters) +
                  " clusters, or for larger ones; " + std::to_string(builds_left_out) + " of them are not judged");
  }
  if (builder_.left_out() != 0) {
    note_left_out("the builds here make more of the same objects than is judged; " +
                  std::to_string(builder_.left_out()) + " objects are left out");
  }
  return worlds;
}

}  // namespace vmcp::gitops
