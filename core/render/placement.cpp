#include "core/render/placement.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/foreign_kind.h"
#include "core/admission/variable.h"
#include "core/diag/document_reporter.h"
#include "core/diag/quoted.h"
#include "core/render/build.h"
#include "core/render/delivery.h"
#include "core/render/file_paths.h"
#include "core/render/worlds.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

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
        reporter_(sink, diag::Stage::kParse),
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
  void index_files();
  void build_deliveries();
  void build_kustomizations();
  void add_loose();
  void add(Build build, std::string file, const Variables& variables);
  void add_entry(Piece piece, std::size_t build);
  void note_namespaces();
  void note_variables();
  void note_unread();
  void note_left_out(std::size_t builds);
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
  diag::DocumentReporter reporter_;
  Files files_;
  Builder builder_;
  std::vector<std::string> build_files_;  ///< where each build is stated
  std::vector<Entry> entries_;
  /// By document, and by the place where something generated is stated.
  std::vector<Variables> secret_variables_;      ///< of deliveries that take some from Secrets
  std::vector<const Unread*> unread_;            ///< of what is done to objects of ToolHive's
  std::size_t budget_ = std::size_t{64} << 20U;  ///< of what is substituted
  std::map<std::pair<std::size_t, yaml::Mark>, std::vector<std::size_t>> entries_of_;
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
    if (takes_variables_from_secrets(delivery)) secret_variables_.push_back(variables);
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
  const yaml::Mark mark = piece.document == Piece::kGenerated ? piece.root.mark() : yaml::Mark{};
  std::vector<std::size_t>& same = entries_of_[{piece.document, mark}];
  const auto found = std::ranges::find_if(same, [&](std::size_t i) { return entries_[i].piece.root == piece.root; });
  if (found != same.end()) {
    std::vector<std::size_t>& builds = entries_[*found].builds;
    if (builds.back() != build) builds.push_back(build);
    return;
  }
  same.push_back(entries_.size());
  entries_.push_back({std::move(piece), {build}});
}

void Placement::note_namespaces() {
  std::set<const NamespaceSource*> told;
  for (const Entry& entry : entries_) {
    const NamespaceSource* given = entry.piece.given;
    if (given == nullptr || !is_toolhive(entry.piece.root)) continue;
    if (!told.insert(given).second) continue;
    reporter_.report(diag::Severity::kNote, "given-namespace", given->place,
                     "objects without a namespace are in " + diag::quoted(given->name_space) + ", as this says",
                     given->field);
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
  const auto may_be_secret = [&](const std::string& name) {
    return std::ranges::any_of(secret_variables_, [&](const Variables& variables) {
      return variables.find(name).state == Binding::State::kUnknown;
    });
  };
  std::string text = std::to_string(count) + (count == 1 ? " placeholder has" : " placeholders have") +
                     " no value here (" + list + "); a text with one is judged only as far as it holds for every " +
                     "value; --var NAME=VALUE gives one";
  if (std::ranges::any_of(names, may_be_secret)) text += "; what a Secret holds is never substituted";
  reporter_.note("unsubstituted-variable", yaml::place_of(sources_, first), std::move(text));
}

/// Objects of ToolHive's are not judged as a build has them, whether or not anything else is found.
void Placement::note_unread() {
  for (const Unread* unread : unread_) {
    reporter_.note("not-built", {}, known_to_builds(*unread));
  }
}

void Placement::note_left_out(std::size_t builds) {
  reporter_.warning("not-built", {},
                    "the builds here are for more than " + std::to_string(kMostClusters) + " clusters; " +
                        std::to_string(builds) + " of them are not judged: check a part of the tree");
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
  if (left_out != 0) note_left_out(left_out);
  std::vector<bool> counted(entries_.size());
  for (const std::vector<std::size_t>& cluster : clusters) {
    World& world = worlds.emplace_back();
    world.unbuilt = unbuilt_;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      Entry& entry = entries_[i];
      const bool is_here = std::ranges::any_of(
          entry.builds, [&](std::size_t build) { return std::ranges::binary_search(cluster, build); });
      if (!is_here) continue;
      const bool last = &cluster == &clusters.back();
      world.counts.push_back(!counted[i] && entry.piece.document != Piece::kGenerated);
      counted[i] = true;
      if (entry.piece.patched.known()) world.patched.insert(entry.piece.patched);
      world.documents.push_back({last ? std::move(entry.piece.root) : entry.piece.root, entry.piece.source});
    }
  }
  return worlds;
}

}  // namespace

std::vector<World> place(std::vector<Document> documents, const Kustomizations& kustomizations,
                         const source::Sources& sources, const PlacementOptions& options, diag::Sink& sink) {
  return Placement(std::move(documents), kustomizations, sources, options, sink).run();
}

}  // namespace vmcp::render
