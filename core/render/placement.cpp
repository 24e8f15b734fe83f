#include "core/render/placement.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/foreign_kind.h"
#include "core/admission/misplaced_kind.h"
#include "core/admission/variable.h"
#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/render/build.h"
#include "core/render/delivery.h"
#include "core/render/file_paths.h"
#include "core/render/work.h"
#include "core/render/worlds.h"
#include "core/yaml/fields.h"
#include "core/yaml/hash.h"

namespace vmcp::render {
namespace {

using yaml::Document;
using yaml::Value;

std::string_view group_of(const Value& root) { return admission::group_of(root.string_at("apiVersion")); }

bool is_toolhive(const Value& root) { return group_of(root) == admission::kToolhiveGroup; }

/// Whether a later stage reads objects like this one.
bool matters(const Value& root) {
  return is_toolhive(root) || admission::find_foreign_kind(group_of(root), root.string_at("kind"));
}

/// Whether no later stage says anything of an object like this one, nor would if it were written as it was meant.
bool is_of_others(const Value& root) {
  const std::string_view kind = root.string_at("kind");
  return !is_toolhive(root) && !admission::is_foreign_kind(kind) &&
         admission::misplaced_kind(root.string_at("apiVersion"), kind).empty();
}

/// An object as one or more builds make it. Those that no build has are one build by themselves.
struct Entry {
  Piece piece;
  std::vector<std::size_t> builds;
};

class Placement {
 public:
  Placement(std::vector<Document> documents, const Kustomizations& kustomizations, const source::Sources& sources,
            const PlacementOptions& options, diag::Sink& sink)
      : documents_(std::move(documents)),
        kustomizations_(kustomizations),
        sources_(sources),
        options_(options),
        sink_(sink),
        builder_(documents_, files_, kustomizations_, sources_, !options.namespace_is_given) {}

  std::vector<World> run() {
    for (const std::string& value : Variables(options_.variables).secrets()) sink_.hide(value);
    if (!options_.variables.empty()) {
      const Variables given(options_.variables);
      for (Document& document : documents_) {
        if (!matters(document.root)) substitute(document.root, given, budget_);
      }
    }
    index_files();
    build_deliveries();
    build_kustomizations();
    add_loose();
    std::ranges::stable_sort(entries_, {}, [](const Entry& entry) { return entry.piece.document; });
    note_namespaces();
    note_unread();
    note_variables();
    return worlds();
  }

 private:
  /// What clusters may have of what others have, too, in units of work.
  static constexpr std::size_t kMostCopied = 600'000;
  static constexpr std::size_t kEverywhere = static_cast<std::size_t>(-1);

  void index_files();
  void build_deliveries();
  void build_kustomizations();
  void add_loose();
  void add(Build build, std::string file, const Variables& variables);
  void add_entry(Piece piece, std::size_t build);
  void note_namespaces();
  void note_variables();
  void note_unread();
  void note_left_out(const std::string& what);
  std::vector<std::size_t> homes(const std::vector<std::vector<std::size_t>>& clusters) const;
  std::vector<World> worlds();

  std::string namespace_of(const Value& root) const {
    return admission::identify(root, {options_.default_namespace}).name_space;
  }
  const std::string& file_of(std::uint32_t source) const { return sources_.at(source).name; }

  std::vector<Document> documents_;
  const Kustomizations& kustomizations_;
  const source::Sources& sources_;
  const PlacementOptions& options_;
  diag::Sink& sink_;
  Files files_;
  Builder builder_;
  std::vector<std::string> build_files_;  ///< where each build is stated
  std::vector<Entry> entries_;
  std::vector<const Unread*> unread_;                             ///< of what is done to objects of ToolHive's
  std::size_t budget_ = std::size_t{64} << 20U;                   ///< of what is substituted
  std::unordered_multimap<std::size_t, std::size_t> entries_of_;  ///< by what they are, and how they look
  std::map<std::string, std::string, std::less<>> unbuilt_;
};

std::string known_to_builds(const Unread& unread) {
  return "only a build knows what " + unread.what + " in " + diag::quoted(unread.directory) +
         " makes: check the output of \"kustomize build " + unread.directory + " | vmcp-render check -\"";
}

void Placement::index_files() {
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    if (matters(documents_[i].root)) files_[normalized(file_of(documents_[i].source))].push_back(i);
  }
}

void Placement::build_deliveries() {
  const std::vector<Delivery> deliveries = deliveries_of(documents_, sources_);
  if (deliveries.empty()) return;
  std::set<std::string> all;
  const auto add_directories = [&](std::string_view file) {
    for (std::string_view directory = directory_of(file); !directory.empty(); directory = directory_of(directory)) {
      if (!all.emplace(directory).second) break;
    }
  };
  for (const auto& [file, documents] : files_) add_directories(file);
  for (const Kustomization& kustomization : kustomizations_.all()) add_directories(normalized(kustomization.file));
  const std::vector<std::string> directories(all.begin(), all.end());
  for (const Delivery& delivery : deliveries) {
    const auto [directory, found] = directory_of(delivery, directories);
    if (!found) continue;
    const Variables variables = variables_of(delivery, documents_, sources_, options_.variables);
    for (const std::string& value : variables.secrets()) sink_.hide(value);
    add(builder_.build(delivery, directory), delivery.file, variables);
  }
}

void Placement::build_kustomizations() {
  std::set<std::string> parts;
  for (const Kustomization& kustomization : kustomizations_.all()) {
    for (std::string& path : kustomization.paths({"resources", "bases", "components"})) parts.insert(std::move(path));
  }
  const Variables variables(options_.variables);
  const std::set<std::string> delivered = builder_.used();
  for (const Kustomization& kustomization : kustomizations_.all()) {
    const std::string& directory = kustomization.directory;
    if (parts.contains(directory) || delivered.contains(directory)) continue;
    add(builder_.build(directory), kustomization.file, variables);
  }
}

void Placement::add_loose() {
  const Variables variables(options_.variables);
  const std::size_t build = build_files_.size();
  build_files_.emplace_back();
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    if (builder_.taken().contains(i)) continue;
    Piece piece{i, std::move(documents_[i].root), documents_[i].source};
    if (matters(piece.root)) substitute(piece.root, variables, budget_);
    entries_.push_back({std::move(piece), {build}});
  }
}

void Placement::add(Build build, std::string file, const Variables& variables) {
  const std::size_t index = build_files_.size();
  build_files_.push_back(std::move(file));
  for (Piece& piece : build.pieces) {
    substitute(piece.root, variables, budget_);
    if (const Unread* unread = piece.unread) {
      unbuilt_.try_emplace(namespace_of(piece.root), "; " + known_to_builds(*unread));
      const bool is_known = std::ranges::find(unread_, unread) != unread_.end();
      if (is_toolhive(piece.root) && !is_known) unread_.push_back(unread);
    }
    add_entry(std::move(piece), index);
  }
}

void Placement::add_entry(Piece piece, std::size_t build) {
  // What is generated is told apart by where it is stated.
  const yaml::Mark mark = piece.document == Piece::kGenerated ? piece.root.mark() : yaml::Mark{};
  std::size_t hash = yaml::hash_of(piece.root);
  for (const std::size_t part : {piece.document, std::size_t{mark.source}, std::size_t{mark.line}}) {
    hash = yaml::hash_with(hash, part);
  }
  const auto [begin, end] = entries_of_.equal_range(hash);
  for (auto same = begin; same != end; ++same) {
    Entry& entry = entries_[same->second];
    const bool is_it = entry.piece.document == piece.document && entry.piece.root == piece.root &&
                       (mark == yaml::Mark{} || entry.piece.root.mark() == mark);
    if (!is_it) continue;
    if (entry.builds.back() != build) entry.builds.push_back(build);
    return;
  }
  entries_of_.emplace(hash, entries_.size());
  entries_.push_back({std::move(piece), {build}});
}

void Placement::note_namespaces() {
  std::set<const NamespaceSource*> told;
  for (const Entry& entry : entries_) {
    const NamespaceSource* given = entry.piece.given;
    if (given == nullptr || !is_toolhive(entry.piece.root)) continue;
    if (!told.insert(given).second) continue;
    diag::Diagnostic note;
    note.severity = diag::Severity::kNote;
    note.code = diag::Code("given-namespace");
    note.place = given->place;
    note.path = given->field;
    note.message = "objects without a namespace are in " + diag::quoted(given->name_space) + ", as this says";
    sink_.add(std::move(note));
  }
}

/// Counts the variables in the texts of an object.
void count_variables(const Value& value, std::size_t& count, std::set<std::string>& names, yaml::Mark& first) {
  if (value.is_string()) {
    for (const std::string_view name : admission::variables_in(value.as_string())) {
      ++count;
      names.emplace(name);
      if (!first.known() && value.mark().known()) first = value.mark();
    }
  } else if (value.is_sequence()) {
    for (const Value& item : value.items()) count_variables(item, count, names, first);
  } else if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) count_variables(member.value, count, names, first);
  }
}

void Placement::note_variables() {
  std::size_t count = 0;
  std::set<std::string> names;
  yaml::Mark first;
  std::set<std::size_t> seen;
  for (const Entry& entry : entries_) {
    if (!is_toolhive(entry.piece.root) || seen.contains(entry.piece.document)) continue;
    const std::size_t before = count;
    count_variables(entry.piece.root, count, names, first);
    if (count != before) seen.insert(entry.piece.document);
  }
  if (count == 0) return;
  constexpr std::size_t kMostNames = 5;
  std::string list;
  std::size_t listed = 0;
  for (const std::string& name : names) {
    if (listed++ == kMostNames) break;
    list += (list.empty() ? "" : ", ") + name;
  }
  if (names.size() > kMostNames) list += ", ...";
  diag::Diagnostic note;
  note.severity = diag::Severity::kNote;
  note.code = diag::Code("unsubstituted-variable");
  if (first.known()) note.place = {file_of(first.source), first.line, first.column};
  note.message = std::to_string(count) + (count == 1 ? " placeholder has" : " placeholders have") + " no value here (" +
                 list + "); a text with one is judged only as far as it holds for every value; " +
                 "--var NAME=VALUE gives one";
  sink_.add(std::move(note));
}

/// Objects of ToolHive's are not judged as a build has them, whether or not anything else is found.
void Placement::note_unread() {
  for (const Unread* unread : unread_) {
    diag::Diagnostic note;
    note.severity = diag::Severity::kNote;
    note.code = diag::Code("not-built");
    note.message = known_to_builds(*unread);
    sink_.add(std::move(note));
  }
}

void Placement::note_left_out(const std::string& what) {
  diag::Diagnostic warning;
  warning.severity = diag::Severity::kWarning;
  warning.code = diag::Code("not-built");
  warning.message = what + ": check a part of the tree";
  sink_.add(std::move(warning));
}

/// The one cluster that each entry is in, or kEverywhere: in those of its builds. What nothing reads is counted once; a
/// gateway that no build has is judged once, in the cluster that is stated nearest to it.
std::vector<std::size_t> Placement::homes(const std::vector<std::vector<std::size_t>>& clusters) const {
  std::vector<std::size_t> homes(entries_.size(), kEverywhere);
  if (clusters.size() == 1) return homes;
  const std::size_t loose = build_files_.size() - 1;
  // Builds of all clusters tell none from another.
  std::vector<std::size_t> clusters_with(build_files_.size());
  for (const std::vector<std::size_t>& cluster : clusters) {
    for (const std::size_t build : cluster) ++clusters_with[build];
  }
  std::vector<std::vector<std::size_t>> own(clusters.size());
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    std::ranges::copy_if(clusters[c], std::back_inserter(own[c]),
                         [&](std::size_t build) { return clusters_with[build] != clusters.size(); });
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (is_of_others(entry.piece.root)) homes[i] = 0;
    const bool is_gateway = is_toolhive(entry.piece.root) && entry.piece.root.string_at("kind") == "VirtualMCPServer";
    if (!is_gateway || entry.builds != std::vector<std::size_t>{loose}) continue;
    const std::string file = normalized(file_of(entry.piece.source));
    std::size_t most = 0;
    for (std::size_t c = 0; c < clusters.size(); ++c) {
      if (!std::ranges::binary_search(clusters[c], loose)) continue;
      std::size_t shared = 0;
      for (const std::size_t build : own[c]) {
        if (build != loose) shared = std::max(shared, shared_directories(build_files_[build], file));
      }
      if (homes[i] != kEverywhere && shared <= most) continue;
      homes[i] = c;
      most = shared;
    }
  }
  return homes;
}

std::vector<World> Placement::worlds() {
  std::set<std::string> tenanted;  // namespaces that hold an object of ToolHive's
  for (const Entry& entry : entries_) {
    if (is_toolhive(entry.piece.root)) tenanted.insert(namespace_of(entry.piece.root));
  }
  std::vector<Shared> shared;
  for (const Entry& entry : entries_) {
    const Value& root = entry.piece.root;
    if (!matters(root)) continue;
    std::string name_space = namespace_of(root);
    if (!tenanted.contains(name_space)) continue;
    const std::string_view name = yaml::text_at(root, {"metadata", "name"});
    shared.push_back({{group_of(root), root.string_at("kind"), std::move(name_space), name}, entry.builds});
  }
  std::vector<World> worlds;
  const auto [clusters, left_out] = clusters_of(shared, build_files_);
  std::size_t builds_left_out = left_out;
  // Beside the first, clusters have what others have, too.
  Work copies(kMostCopied);
  std::vector<bool> counted(entries_.size());
  const std::vector<std::size_t> home = homes(clusters);
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    const std::vector<std::size_t>& cluster = clusters[c];
    World world;
    world.unbuilt = unbuilt_;
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Entry& entry = entries_[i];
      if (home[i] != kEverywhere && home[i] != c) continue;
      const bool is_here = std::ranges::any_of(
          entry.builds, [&](std::size_t build) { return std::ranges::binary_search(cluster, build); });
      if (!is_here) continue;
      members.push_back(i);
      if (counted[i]) copies.take(units_of(entry.piece.root));
    }
    if (copies.is_spent()) {
      builds_left_out += cluster.size();
      continue;
    }
    const bool last = c + 1 == clusters.size();
    for (const std::size_t i : members) {
      Piece& piece = entries_[i].piece;
      world.counts.push_back(!counted[i] && piece.document != Piece::kGenerated);
      counted[i] = true;
      world.documents.push_back({last ? std::move(piece.root) : piece.root, piece.source});
    }
    worlds.push_back(std::move(world));
  }
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

}  // namespace

std::vector<World> place(std::vector<Document> documents, const Kustomizations& kustomizations,
                         const source::Sources& sources, const PlacementOptions& options, diag::Sink& sink) {
  return Placement(std::move(documents), kustomizations, sources, options, sink).run();
}

}  // namespace vmcp::render
