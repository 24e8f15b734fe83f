#include "core/gitops/placement.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/admission/foreign_kind.h"
#include "core/admission/misplaced_kind.h"
#include "core/diag/quoted.h"
#include "core/diag/secret_variables.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/placement_steps.h"
#include "core/gitops/work.h"
#include "core/model/gateway_users.h"
#include "core/yaml/hash.h"

namespace vmcp::gitops {

using yaml::Document;
using yaml::Value;

bool is_toolhives(const Value& root) {
  return admission::is_toolhive(root) ||
         !admission::misplaced_kind(root.string_at("apiVersion"), root.string_at("kind")).empty();
}

bool matters(const Value& root) {
  return is_toolhives(root) ||
         admission::foreign_kind_meant_by(admission::group_of(root.string_at("apiVersion")), root.string_at("kind"));
}

bool uses_gateways(const Value& root) {
  return model::may_use_gateways(admission::group_of(root.string_at("apiVersion")), root.string_at("kind"));
}

bool is_built(const Value& root) { return matters(root) || is_of_deliveries(root) || uses_gateways(root); }

std::vector<World> Placement::run() {
  for (const std::string& value : Variables(options_.variables).secrets()) sink_.hide(value);
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    for (const std::string_view text : diag::secret_arguments(sources_.at(i).text)) sink_.hide(std::string(text));
  }
  if (!options_.variables.empty()) {
    const Variables given(options_.variables);
    for (Document& document : documents_) {
      if (!is_built(document.root)) substitute(document.root, given, substituted_);
    }
  }
  index_files();
  find_documents_of_concern();
  build_deliveries();
  build_kustomizations();
  judge_deliveries();
  add_loose();
  const auto document_of = [](const BuiltObject& entry) { return entry.piece.document; };
  if (!std::ranges::is_sorted(entries_, {}, document_of)) std::ranges::stable_sort(entries_, {}, document_of);
  note_namespaces();
  judge_namespaces();
  note_unread();
  note_variables();
  note_hashes();
  judge_secret_sources();
  for (std::string& text : substituted_.secrets) sink_.hide(std::move(text));
  return worlds();
}

void Placement::index_files() {
  std::optional<std::uint32_t> source;
  std::vector<std::size_t>* in_file = nullptr;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    const Value& root = documents_[i].root;
    if (!is_built(root)) continue;
    has_deliveries_ = has_deliveries_ || is_of_deliveries(root);
    // Those of a file stand side by side.
    if (source != documents_[i].source) in_file = &files_[normalized(file_of(documents_[i].source))];
    source = documents_[i].source;
    in_file->push_back(i);
  }
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
  find_unlisted();
  std::vector<std::size_t> loose;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    if (builder_.is_taken(i)) continue;
    // Secrets may be applied by other means.
    if (builder_.is_excluded(i) && is_toolhives(documents_[i].root)) {
      ++excluded_;
    } else {
      loose.push_back(i);
    }
  }
  set_apart(loose);
  first_loose_ = sites_.size();
  std::map<std::string, std::size_t, std::less<>> builds = {{"", first_loose_}};
  sites_.emplace_back();
  for (const std::string& branch : branches_of(loose)) {
    builds.emplace(branch, sites_.size());
    sites_.push_back({branch + '/'});
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
    if (is_built(piece.root)) substitute(piece.root, variables, substituted_);
    entries_.push_back({std::move(piece), {build_of(file_of(documents_[i].source))}});
  }
}

void Placement::add(Build build, std::string_view directory, const std::string& file, const Variables& variables) {
  const std::size_t index = sites_.size();
  build_names_.push_back({{file}, "in the build of " + diag::quoted(path_to(directory))});
  sites_.push_back({normalized(file)});
  unbuilt_.emplace_back();
  refused_namespaces_.emplace_back();
  const bool is_wanting =
      std::ranges::any_of(build.refused, [](const Refused& refused) { return refused.certain && refused.of_objects; });
  Brought& brought = brought_.emplace_back();
  for (const Piece& piece : build.pieces) {
    brought.concerns = brought.concerns || is_toolhives(piece.root);
    if (is_of_deliveries(piece.root)) brought.deliveries.push_back(piece.root.mark());
  }
  brought.directory = directory;
  judge_variables(build, file, variables);
  report_refused(build, brought.concerns);
  if (!brought.concerns) {
    brought.refused = std::move(build.refused);
    brought.repeated = std::move(build.repeated);
    brought.one_of_two = std::move(build.one_of_two);
  }
  for (Piece& piece : build.pieces) {
    for (std::string& text : piece.secrets) sink_.hide(std::move(text));
    piece.secrets.clear();
    substitute(piece.root, variables, substituted_);
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
    // Then that has been reported.
    if (is_wanting && is_toolhives(piece.root)) refused_namespaces_.back().insert(namespace_of(piece.root));
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
    BuiltObject& entry = entries_[same->second];
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

std::vector<World> place(std::vector<Document> documents, DeliveryFaults faults, const Kustomizations& kustomizations,
                         const source::Sources& sources, const PlacementOptions& options, diag::Sink& sink) {
  return Placement(std::move(documents), std::move(faults), kustomizations, sources, options, sink).run();
}

}  // namespace vmcp::gitops
