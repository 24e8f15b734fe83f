#include "core/render/placement.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/foreign_kind.h"
#include "core/admission/metadata.h"
#include "core/admission/misplaced_kind.h"
#include "core/admission/variable.h"
#include "core/cluster/cluster.h"
#include "core/diag/document_reporter.h"
#include "core/diag/quoted.h"
#include "core/model/kinds.h"
#include "core/render/application_set.h"
#include "core/render/build.h"
#include "core/render/delivery.h"
#include "core/render/delivery_queue.h"
#include "core/render/file_paths.h"
#include "core/render/referred.h"
#include "core/render/repositories.h"
#include "core/render/work.h"
#include "core/render/worlds.h"
#include "core/yaml/fields.h"
#include "core/yaml/hash.h"
#include "core/yaml/location.h"

namespace vmcp::render {
namespace {

using admission::group_of;
using yaml::Document;
using yaml::Value;

constexpr std::string_view kGateway = model::kKind<model::VirtualMcpServerSpec>;

/// Whether an object is one of ToolHive's, or would be if its group were written as it was meant.
bool is_toolhives(const Value& root) {
  return admission::is_toolhive(root) ||
         !admission::misplaced_kind(root.string_at("apiVersion"), root.string_at("kind")).empty();
}

/// Whether a later stage reads objects like this one.
bool matters(const Value& root) {
  return is_toolhives(root) ||
         admission::find_foreign_kind(group_of(root.string_at("apiVersion")), root.string_at("kind"));
}

/// Whether builds make something of an object that is of concern.
bool is_built(const Value& root) { return matters(root) || is_delivery(root); }

/// Whether no later stage says anything of an object like this one, nor would if it were written as it was meant.
bool is_of_others(const Value& root) {
  return !is_toolhives(root) && !admission::is_foreign_kind(root.string_at("kind"));
}

/// An object as one or more builds make it. Those that no build has are one build by themselves.
struct Entry {
  Piece piece;
  std::vector<std::size_t> builds;
};

/// Whether a cluster has an entry.
bool is_in(const std::vector<std::size_t>& cluster, const Entry& entry) {
  return std::ranges::any_of(entry.builds,
                             [&](std::size_t build) { return std::ranges::binary_search(cluster, build); });
}

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
        if (!is_built(document.root)) substitute(document.root, given, budget_, literal_);
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
    note_hashes();
    return worlds();
  }

 private:
  using Builds = std::vector<std::size_t>;  ///< of one cluster, ascending

  /// What clusters may have of what others have, too, in units of work.
  static constexpr std::size_t kMostCopied = 600'000;
  static constexpr std::size_t kEverywhere = static_cast<std::size_t>(-1);

  void index_files();
  Directories directories_of_tree() const;
  void build_deliveries();
  void build_kustomizations();
  std::set<std::string> branches_of(std::span<const std::size_t> loose) const;
  void add_loose();
  /// `directory` is what is built, and `file` where that is stated.
  void add(Build build, std::string_view directory, const std::string& file, const Variables& variables);
  void note_names(const Piece& piece);
  bool is_delivered(const std::string& directory) const;
  bool holds_toolhive(const std::string& path) const;
  bool has_toolhive_beside(const std::string& directory) const;
  bool has_toolhive_among(const std::vector<std::size_t>& documents) const;
  void report_refused(const Build& build);
  void add_entry(Piece piece, std::size_t build);
  void note_namespaces();
  void note_variables();
  void note_unread();
  void note_left_out(const std::string& what);
  void note_hashes();
  void add_origin(const Entry& entry, const Builds& cluster, Origins& origins) const;
  std::vector<std::size_t> homes(const std::vector<Builds>& clusters) const;
  void share_gateways(std::vector<Shared>& shared) const;
  std::shared_ptr<const cluster::BuildNotes> notes_of(const Builds& cluster,
                                                      const std::shared_ptr<const cluster::BuildNotes>& shared) const;
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
  /// What only a build knows of what each makes, by namespaces; there is none for what no build has.
  std::vector<std::map<std::string, std::string, std::less<>>> unbuilt_;
  std::vector<diag::Related> build_names_;  ///< what each is called; that of what no build has is not there
  std::size_t first_loose_ = 0;             ///< the first of what no build has
  std::size_t excluded_ = 0;                ///< documents of which nothing is made on purpose
  std::vector<Entry> entries_;
  std::vector<Variables> secret_variables_;      ///< of deliveries that take some from Secrets
  std::vector<const Unread*> unread_;            ///< of what is done to objects of ToolHive's
  std::size_t budget_ = std::size_t{64} << 20U;  ///< of what is substituted
  std::set<yaml::Mark> literal_;                 ///< texts in which no variable is left, whatever they look like
  std::unordered_multimap<std::size_t, std::size_t> entries_of_;         ///< by what they are, and how they look
  std::set<std::tuple<diag::Place, std::string, std::string>> refused_;  ///< what has been reported
  cluster::BuildNotes notes_;
};

std::string known_to_builds(const Unread& unread) {
  return "only a build knows what " + unread.what + " in " + diag::quoted(unread.directory) +
         " makes: check the output of \"kustomize build " + unread.directory + " | vmcp-render check -\"";
}

void Placement::index_files() {
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    if (is_built(documents_[i].root)) files_[normalized(file_of(documents_[i].source))].push_back(i);
  }
}

Directories Placement::directories_of_tree() const {
  std::set<std::string> all;
  std::optional<std::string> root;
  const auto add_file = [&](std::string_view file) {
    for (std::string_view directory = directory_of(file); !directory.empty(); directory = directory_of(directory)) {
      if (!all.emplace(directory).second) break;
    }
    if (!root) root = directory_of(file);
    while (!is_below(directory_of(file), *root)) root = directory_of(*root);
  };
  for (const auto& [file, documents] : files_) add_file(file);
  for (const Kustomization& kustomization : kustomizations_.all()) add_file(normalized(kustomization.file));
  return {{all.begin(), all.end()}, std::move(root).value_or("")};
}

void Placement::build_deliveries() {
  const Directories directories = directories_of_tree();
  const Variables given(options_.variables);
  constexpr std::size_t kMostLooks = std::size_t{32} << 20U;
  Work looks(kMostLooks);
  std::vector<DeliveryQueue::Stated> stated;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    const Document& document = documents_[i];
    if (!is_delivery(document.root)) continue;
    stated.push_back({i, document.root, document.source});
    substitute(stated.back().root, given, budget_, literal_);
    for (const std::string& directory :
         excluded_directories(stated.back().root, normalized(file_of(document.source)), directories.all, looks)) {
      builder_.exclude_below(directory);
    }
  }
  DeliveryQueue queue(std::move(stated), Repositories(documents_), kustomizations_, sources_, directories);
  for (const DeliveryQueue::Stray& stray : queue.strays()) {
    if (!holds_toolhive(stray.directory)) continue;
    reporter_.report(
        diag::Severity::kWarning, "build-refused", stray.delivery->path_place,
        diag::Message(diag::quoted(stray.delivery->path) + " is no directory of this tree").suggest(stray.meant),
        stray.delivery->path_field);
  }
  std::size_t seen = entries_.size();
  const auto pass_on = [&] {
    for (; seen < entries_.size(); ++seen) {
      const Piece& piece = entries_[seen].piece;
      if (is_delivery(piece.root)) queue.add(piece.document, piece.root, piece.source);
    }
  };
  for (const std::string& directory : queue.first()) {
    add(builder_.build(directory), directory, kustomizations_.find(directory)->file, given);
    pass_on();
  }
  while (const std::optional<DeliveryQueue::Next> next = queue.next()) {
    if (!next->certain && is_delivered(next->directory)) continue;
    const Delivery& delivery = next->delivery;
    const Variables variables = variables_of(delivery, documents_, sources_, options_.variables);
    for (const std::string& value : variables.secrets()) sink_.hide(value);
    if (takes_variables_from_secrets(delivery)) secret_variables_.push_back(variables);
    add(builder_.build(delivery, next->directory), next->directory, delivery.stated_in, variables);
    pass_on();
  }
}

/// Whether builds have used what is in a directory.
bool Placement::is_delivered(const std::string& directory) const {
  if (builder_.used().contains(directory)) return true;
  const auto is_taken = [&](std::size_t document) { return builder_.taken().contains(document); };
  bool any = false;
  for (const auto& [file, documents] : files_below(files_, directory)) {
    if (!std::ranges::all_of(documents, is_taken)) return false;
    any = true;
  }
  return any;
}

void Placement::build_kustomizations() {
  std::set<std::string> parts;
  for (const Kustomization& kustomization : kustomizations_.all()) {
    for (std::string& path : kustomization.parts()) {
      // One that is not there is built as it was meant.
      if (const std::string_view meant = kustomizations_.nearest(path); !meant.empty()) parts.emplace(meant);
      parts.insert(std::move(path));
    }
  }
  const Variables variables(options_.variables);
  const std::set<std::string> delivered = builder_.used();
  for (const Kustomization& kustomization : kustomizations_.all()) {
    const std::string& directory = kustomization.directory;
    if (parts.contains(directory) || delivered.contains(directory)) continue;
    add(builder_.build(directory), directory, kustomization.file, variables);
  }
  // What is a part of itself is no part of anything else.
  for (const Kustomization& kustomization : kustomizations_.all()) {
    const std::string& directory = kustomization.directory;
    if (builder_.used().contains(directory)) continue;
    add(builder_.build(directory), directory, kustomization.file, variables);
  }
}

/// The directories among which a walk finds an object again that no build has. Whoever applies one of them hardly
/// applies the others to the same cluster.
std::set<std::string> Placement::branches_of(std::span<const std::size_t> loose) const {
  std::map<diag::ResourceId, std::set<std::string_view>> directories;
  for (const std::size_t i : loose) {
    const Document& document = documents_[i];
    if (!options_.walked.contains(document.source) || !matters(document.root)) continue;
    diag::ResourceId id = admission::identify(document.root, {options_.default_namespace}).id();
    if (!id.name.empty()) directories[std::move(id)].insert(directory_of(file_of(document.source)));
  }
  std::set<std::string> branches;
  for (const auto& [id, several] : directories) {
    if (several.size() < 2) continue;
    // Between the first and the last in order all begin alike.
    std::string_view common = *several.begin();
    while (!is_below(*several.rbegin(), common)) common = directory_of(common);
    for (const std::string_view directory : several) {
      if (directory == common) continue;
      const std::size_t begin = common.size() + (directory[common.size()] == '/' ? 1 : 0);
      branches.emplace(directory.substr(0, directory.find('/', begin)));
    }
  }
  return branches;
}

void Placement::add_loose() {
  std::vector<std::size_t> loose;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    if (builder_.taken().contains(i)) continue;
    // Secrets may be applied by other means.
    if (builder_.excluded().contains(i) && is_toolhives(documents_[i].root)) {
      ++excluded_;
    } else {
      loose.push_back(i);
    }
  }
  first_loose_ = build_files_.size();
  std::map<std::string, std::size_t, std::less<>> builds = {{"", first_loose_}};
  build_files_.emplace_back();
  for (const std::string& branch : branches_of(loose)) {
    builds.emplace(branch, build_files_.size());
    build_files_.push_back(branch + '/');
  }
  const auto build_of = [&](std::string_view path) {
    while (true) {
      path = directory_of(path);
      if (const auto found = builds.find(path); found != builds.end()) return found->second;
    }
  };

  const Variables variables(options_.variables);
  for (const std::size_t i : loose) {
    Piece piece{i, std::move(documents_[i].root), documents_[i].source};
    if (is_built(piece.root)) substitute(piece.root, variables, budget_, literal_);
    entries_.push_back({std::move(piece), {build_of(file_of(documents_[i].source))}});
  }
}

void Placement::add(Build build, std::string_view directory, const std::string& file, const Variables& variables) {
  const std::size_t index = build_files_.size();
  build_names_.push_back({{file}, "in the build of " + diag::quoted(path_to(directory))});
  build_files_.push_back(normalized(file));
  unbuilt_.emplace_back();
  report_refused(build);
  for (Piece& piece : build.pieces) {
    substitute(piece.root, variables, budget_, literal_);
    if (const Unread* unread = piece.unread) {
      std::map<std::string, std::string, std::less<>>& unbuilt = unbuilt_.back();
      if (!unread->names_only)
        unbuilt.try_emplace(namespace_of(piece.root),
                            "; " + (unread->absent ? diag::quoted(unread->directory) + " names " + unread->what
                                                   : known_to_builds(*unread)));
      const bool is_known = unread->absent || unread->adds_only || std::ranges::find(unread_, unread) != unread_.end();
      if (is_toolhives(piece.root) && !is_known) unread_.push_back(unread);
    }
    if (piece.renamed != nullptr) note_names(piece);
    add_entry(std::move(piece), index);
  }
}

/// What references by an earlier name of an object are told.
void Placement::note_names(const Piece& piece) {
  const std::string now = piece.name().name;
  const Renaming& by = *piece.renamed;
  const std::string kind = piece.kind();
  const std::string who = by.field.empty() ? "a patch" : "the " + by.field + ' ' + diag::quoted(by.text);
  // What makes a Secret is looked for as that.
  const bool is_looked_for = is_toolhives(piece.root) || kind == "ConfigMap" || kind == "Deployment";
  for (const Piece::Name& before : piece.before) {
    if (before.name == now) continue;
    notes_.renamed.try_emplace({is_looked_for ? kind : "Secret", namespace_of(piece.root), before.name},
                               "; " + who + " in " + diag::quoted(by.directory) + " makes it " + diag::quoted(now) +
                                   ", which kustomize does not write into custom resources");
  }
}

/// Whether a file, or one in a directory, holds an object of ToolHive's.
bool Placement::holds_toolhive(const std::string& path) const {
  const auto file = files_.find(path);
  return (file != files_.end() && has_toolhive_among(file->second)) ||
         std::ranges::any_of(files_below(files_, path),
                             [&](const Files::value_type& below) { return has_toolhive_among(below.second); });
}

/// Whether a file of a directory itself holds an object of ToolHive's.
bool Placement::has_toolhive_beside(const std::string& directory) const {
  return std::ranges::any_of(files_below(files_, directory), [&](const Files::value_type& file) {
    return directory_of(file.first) == directory && has_toolhive_among(file.second);
  });
}

bool Placement::has_toolhive_among(const std::vector<std::size_t>& documents) const {
  return std::ranges::any_of(documents, [&](std::size_t document) { return is_toolhives(documents_[document].root); });
}

/// Of no concern where nothing of ToolHive's is built, or meant to be.
void Placement::report_refused(const Build& build) {
  for (const Refused& idle : build.idle) {
    if (!refused_.emplace(idle.place, idle.path, idle.message).second) continue;
    reporter_.report(diag::Severity::kWarning, "ignored-field", idle.place,
                     diag::Message(idle.message).suggest(idle.suggestion), idle.path);
  }
  const auto is_ours = [](const Piece& piece) { return is_toolhives(piece.root); };
  const bool is_of_concern = std::ranges::any_of(build.pieces, is_ours);
  const auto is_meant = [&](const Refused& refused) {
    const bool is_all = build.pieces.empty() && refused.beside && has_toolhive_beside(*refused.beside);
    return is_all || (!refused.suggestion.empty() && holds_toolhive(refused.suggestion));
  };
  for (const RepeatedKey& repeated : build.repeated) {
    // Where the last of two lists of resources is empty, nothing is built.
    const bool is_all = build.pieces.empty() && has_toolhive_beside(normalized(directory_of(repeated.place.file)));
    if ((!is_of_concern && !is_all) || !refused_.emplace(repeated.place, "", repeated.message).second) continue;
    reporter_.report(diag::Severity::kWarning, "duplicate-key", repeated.place,
                     diag::Message(repeated.message).because({repeated.first, "first given here"}), "");
  }
  for (const Refused& refused : build.refused) {
    if (!is_of_concern && !is_meant(refused)) continue;
    if (!refused_.emplace(refused.place, refused.path, refused.message).second) continue;
    const char* consequence =
        refused.certain ? "; kustomize refuses to build this" : "; kustomize builds this only where it is";
    reporter_.report(refused.certain ? diag::Severity::kError : diag::Severity::kNote, "build-refused", refused.place,
                     diag::Message(refused.message + consequence).suggest(refused.suggestion), refused.path);
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
    entry.piece.rewritten = entry.piece.rewritten || piece.rewritten;
    if (entry.builds.back() != build) entry.builds.push_back(build);
    return;
  }
  entries_of_.emplace(hash, entries_.size());
  entries_.push_back({std::move(piece), {build}});
}

void Placement::note_namespaces() {
  std::set<const NamespaceSource*> told;
  for (const Entry& entry : entries_) {
    const NamespaceSource* placed = entry.piece.placed;
    if (placed == nullptr || !is_toolhives(entry.piece.root)) continue;
    if (const std::string fault = admission::namespace_fault(placed->name_space); !fault.empty()) {
      if (!told.insert(placed).second) continue;
      diag::DocumentReporter(sink_, diag::Stage::kAdmission)
          .report(diag::Severity::kError, "invalid-name", placed->place, diag::quoted(placed->name_space) + ' ' + fault,
                  placed->field);
      continue;
    }
    const NamespaceSource* given = entry.piece.given;
    if (given == nullptr || !told.insert(given).second) continue;
    const bool is_known = admission::variables_in(given->name_space).empty();
    reporter_.report(diag::Severity::kNote, "given-namespace", given->place,
                     std::string("objects without a namespace are in ") + (is_known ? "" : "what becomes of ") +
                         diag::quoted(given->name_space) + ", as this says",
                     given->field);
  }
}

/// The variables in texts, but for those that stand there literally.
struct VariableCount {
  const std::set<yaml::Mark>& literal;
  std::size_t count = 0;
  std::set<std::string> names = {};
  yaml::Mark first = {};

  void add(const Value& value) {
    if (value.is_string() && !literal.contains(value.mark())) {
      for (const std::string_view name : admission::variables_in(value.as_string())) {
        ++count;
        names.emplace(name);
        if (!first.known() && value.mark().known()) first = value.mark();
      }
    } else if (value.is_sequence()) {
      for (const Value& item : value.items()) add(item);
    } else if (value.is_mapping()) {
      for (const yaml::Member& member : value.members()) add(member.value);
    }
  }
};

void Placement::note_variables() {
  VariableCount variables{literal_};
  const auto& [literal, count, names, first] = variables;
  std::set<std::size_t> seen;
  for (const Entry& entry : entries_) {
    if (!is_toolhives(entry.piece.root) || seen.contains(entry.piece.document)) continue;
    const std::size_t before = count;
    variables.add(entry.piece.root);
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
    return std::ranges::any_of(secret_variables_, [&](const Variables& of_delivery) {
      return of_delivery.find(name).state == Binding::State::kUnknown;
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

/// Names that kustomize makes of a generator's are not those that ToolHive's objects refer to.
void Placement::note_hashes() {
  const auto is_hashed = [](const Entry& entry) { return entry.piece.hashed; };
  if (std::ranges::none_of(entries_, is_hashed)) return;
  Referred referred;
  for (const Entry& entry : entries_) {
    if (is_toolhives(entry.piece.root)) referred.add(entry.piece.root, options_.default_namespace);
  }
  std::set<yaml::Mark> told;
  for (const Entry& entry : entries_) {
    const Value& root = entry.piece.root;
    const Piece::Name name = entry.piece.name();
    if (!is_hashed(entry) || !referred.has(entry.piece.kind(), namespace_of(root), name.name)) continue;
    if (!told.insert(root.mark()).second) continue;
    reporter_.warning(
        "hashed-name", yaml::place_of(sources_, root.mark()),
        "kustomize adds a hash to the name of " + entry.piece.kind() + ' ' + diag::quoted(name.name) +
            ", and not where custom resources refer to it; \"disableNameSuffixHash: true\" under its options "
            "leaves it out");
  }
}

void Placement::note_left_out(const std::string& what) {
  reporter_.warning("not-built", {}, what + ": check a part of the tree");
}

void Placement::add_origin(const Entry& entry, const Builds& cluster, Origins& origins) const {
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
  if (clusters.size() == 1) return homes;
  // Builds of all clusters tell none from another.
  std::vector<std::size_t> clusters_with(build_files_.size());
  for (const Builds& cluster : clusters) {
    for (const std::size_t build : cluster) ++clusters_with[build];
  }
  std::vector<Builds> own(clusters.size());
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    std::ranges::copy_if(clusters[c], std::back_inserter(own[c]), [&](std::size_t build) {
      return build != first_loose_ && clusters_with[build] != clusters.size();
    });
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
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
      for (const std::size_t build : own[c]) shared = std::max(shared, shared_directories(build_files_[build], file));
      if (homes[i] != kEverywhere && shared <= most) continue;
      homes[i] = c;
      most = shared;
    }
  }
  return homes;
}

/// Adds the gateways that several builds make of one document. Those that are stated in one directory are for one
/// cluster, whatever they are called there.
void Placement::share_gateways(std::vector<Shared>& shared) const {
  // By document and namespace, then by where the builds are stated.
  std::map<std::pair<std::size_t, std::string>, std::map<std::string_view, std::set<std::size_t>>> builds_of;
  for (const Entry& entry : entries_) {
    const Value& root = entry.piece.root;
    if (!is_toolhives(root) || root.string_at("kind") != kGateway || entry.builds.front() >= first_loose_) continue;
    auto& by_directory = builds_of[{entry.piece.document, namespace_of(root)}];
    for (const std::size_t build : entry.builds) by_directory[directory_of(build_files_[build])].insert(build);
  }
  constexpr std::string_view kDocument = "document";
  for (const auto& [gateway, by_directory] : builds_of) {
    const std::string identity = std::to_string(gateway.first) + '/' + gateway.second;
    for (const auto& [directory, builds] : by_directory) {
      shared.push_back({{"", kDocument, identity, ""}, {builds.begin(), builds.end()}});
    }
  }
}

/// What builds say of a cluster: `shared`, and where something is not known, what that is.
std::shared_ptr<const cluster::BuildNotes> Placement::notes_of(
    const Builds& cluster, const std::shared_ptr<const cluster::BuildNotes>& shared) const {
  std::shared_ptr<cluster::BuildNotes> own;
  for (const std::size_t build : cluster) {
    if (build >= unbuilt_.size() || unbuilt_[build].empty()) continue;
    if (!own) own = std::make_shared<cluster::BuildNotes>(*shared);
    own->unbuilt.insert(unbuilt_[build].begin(), unbuilt_[build].end());
  }
  return own ? own : shared;
}

std::vector<World> Placement::worlds() {
  std::set<std::string> tenanted;  // namespaces that hold an object of ToolHive's
  for (const Entry& entry : entries_) {
    if (is_toolhives(entry.piece.root)) tenanted.insert(namespace_of(entry.piece.root));
  }
  std::vector<Shared> shared;
  for (const Entry& entry : entries_) {
    const Value& root = entry.piece.root;
    if (!matters(root)) continue;
    std::string name_space = namespace_of(root);
    if (!tenanted.contains(name_space)) continue;
    const std::string_view name = yaml::text_at(root, {"metadata", "name"});
    shared.push_back(
        {{group_of(root.string_at("apiVersion")), root.string_at("kind"), std::move(name_space), name}, entry.builds});
  }
  if (options_.tells_overlays_apart) share_gateways(shared);
  std::vector<World> worlds;
  const auto notes = std::make_shared<const cluster::BuildNotes>(std::move(notes_));
  const auto [clusters, left_out] = clusters_of(shared, build_files_);
  const std::vector<std::size_t> home = homes(clusters);
  std::vector<Builds> members(clusters.size());  // by what stands in entries_
  std::map<std::size_t, std::size_t> judged;     // how often something that a document makes is
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if ((home[i] != kEverywhere && home[i] != c) || !is_in(clusters[c], entries_[i])) continue;
      members[c].push_back(i);
      if (matters(entries_[i].piece.root)) ++judged[entries_[i].piece.document];
    }
  }
  std::size_t builds_left_out = left_out;
  // Beside the first, clusters have what others have, too.
  Work copies(kMostCopied);
  std::vector<bool> counted(entries_.size());
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    for (const std::size_t i : members[c]) {
      if (counted[i]) copies.take(units_of(entries_[i].piece.root));
    }
    if (copies.is_spent()) {
      builds_left_out += clusters[c].size();
      continue;
    }
    World& world = worlds.emplace_back();
    world.notes = notes_of(clusters[c], notes);
    const bool last = c + 1 == clusters.size();
    for (const std::size_t i : members[c]) {
      Entry& entry = entries_[i];
      Piece& piece = entry.piece;
      if (judged[piece.document] > 1) add_origin(entry, clusters[c], world.origins);
      world.counts.push_back(!counted[i] && piece.document != Piece::kGenerated);
      counted[i] = true;
      if (piece.rewritten && piece.document != Piece::kGenerated) {
        world.rewritten.insert(documents_[piece.document].root.mark());
      }
      world.documents.push_back({last ? std::move(piece.root) : piece.root, piece.source});
    }
  }
  worlds.front().excluded = excluded_;
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
