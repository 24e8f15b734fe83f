#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/gitops/application_set.h"
#include "core/gitops/delivery_peers.h"
#include "core/gitops/delivery_queue.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/flux_names.h"
#include "core/gitops/placement_steps.h"
#include "core/gitops/post_build.h"
#include "core/gitops/repositories.h"
#include "core/gitops/work.h"

/// What deliveries bring, as they were meant.
namespace vmcp::gitops {

using yaml::Document;

Directories Placement::directories_of_tree() const {
  std::set<std::string> all;
  std::optional<std::string> root;
  const auto add_file = [&](std::string_view file) {
    add_directories(file, all);
    if (!root) root = directory_of(file);
    while (!is_below(directory_of(file), *root)) root = directory_of(*root);
  };
  for (const auto& [file, documents] : files_) add_file(file);
  for (const Kustomization& kustomization : kustomizations_.all()) add_file(normalized(kustomization.file));
  return {{all.begin(), all.end()}, std::move(root).value_or("")};
}

void Placement::build_deliveries() {
  if (!has_deliveries_) return;
  const Directories directories = directories_of_tree();
  const Variables given(options_.variables);
  constexpr std::size_t kMostLooks = std::size_t{8} << 20U;
  Work looks(kMostLooks);
  const auto meant = [&](std::string_view glob) {
    constexpr std::size_t kForOne = 8;
    return looks.take(kForOne * directories.all.size()) ? meant_glob(glob, directories) : std::string();
  };
  std::vector<DeliveryQueue::Stated> stated;
  const auto add_faults = [&](const Document& document, std::vector<FieldFault> faults) {
    if (!faults.empty()) std::ranges::move(faults, std::back_inserter(faults_[document.root.mark()]));
  };
  const DeliveryPeers peers(documents_);
  for (Document& document : documents_) {
    if (!is_of_deliveries(document.root)) continue;
    std::vector<FieldFault> faults;
    peers.mend(document.root, looks, faults);
    add_faults(document, std::move(faults));
  }
  // What is named has the name and namespace that it was meant to have.
  const FluxNames flux_names(documents_, kustomizations_);
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    Document& document = documents_[i];
    const bool delivers = is_delivery(document.root);
    if (!delivers && !serves_deliveries(document.root)) continue;
    std::vector<FieldFault> faults;
    if (delivers) {
      mend_directories(document.root, normalized(file_of(document.source)), directories.all, meant, looks, faults);
    }
    flux_names.mend(document.root, looks, faults);
    add_faults(document, std::move(faults));
    if (!delivers) continue;
    stated.push_back({i, document.root, document.source});
    substitute(stated.back().root, given, substituted_);
    for (std::string& value : secret_parameters(stated.back().root)) sink_.hide(std::move(value));
    for (const std::string& directory :
         excluded_directories(stated.back().root, normalized(file_of(document.source)), directories.all, looks)) {
      builder_.exclude_below(directory);
    }
  }
  DeliveryQueue queue(std::move(stated), Repositories(documents_), kustomizations_, sources_, directories);
  constexpr std::size_t kMostOfVariables = 20'000'000;
  Work taken_variables(kMostOfVariables);
  const PostBuilds post_builds(documents_, sources_);
  std::size_t seen = entries_.size();
  const auto pass_on = [&] {
    for (; seen < entries_.size(); ++seen) {
      const Piece& piece = entries_[seen].piece;
      if (is_delivery(piece.root)) queue.add(piece.document, piece.root, piece.source, seen);
    }
  };
  for (const std::string& directory : queue.first()) {
    add(builder_.build(directory), directory, kustomizations_.find(directory)->file, given);
    pass_on();
  }
  std::vector<std::pair<std::size_t, std::size_t>> made;  // builds, and the entries that are their deliveries
  while (const std::optional<DeliveryQueue::Next> next = queue.next()) {
    if (!next->certain && is_delivered(next->directory)) continue;
    Delivery delivery = next->delivery;
    // What another repository has is not there.
    delivery.ignores_missing_components = delivery.ignores_missing_components || !next->certain;
    const Variables variables = variables_of(delivery, documents_, sources_, options_.variables, taken_variables);
    for (const std::string& value : variables.secrets()) sink_.hide(value);
    if (takes_variables_from_secrets(delivery)) secret_variables_.push_back(variables);
    variables.add_names(stated_variables_);
    Build built = builder_.build(delivery, next->directory);
    // So may be what it patches.
    if (!next->certain && !delivery.edits_field.empty()) {
      std::erase_if(built.refused, [&](const Refused& one) { return one.path.starts_with(delivery.edits_field); });
    }
    add(std::move(built), next->directory, delivery.stated_in, variables);
    brought_.back().by = delivery.object;
    sites_.back().delivery = {delivery.object_kind, delivery.own_namespace, delivery.own_name};
    sites_.back().destination = delivery.destination;
    if (next->made_as) made.emplace_back(sites_.size() - 1, *next->made_as);
    if (brought_.back().concerns) post_builds.report(delivery, reporter_, looks);
    pass_on();
  }
  for (const auto& [build, entry] : made) {
    Site& site = sites_[build];
    site.parents = entries_[entry].builds;
    const Site& parent = sites_[site.parents.front()];
    // What a kustomization makes of a delivery, to be applied by hand, is stated there.
    if (site.parents.size() == 1 && std::get<2>(parent.delivery).empty()) site.file = parent.file;
  }
  strays_ = queue.strays();
}

/// Whether builds have used what is in a directory.
bool Placement::is_delivered(const std::string& directory) const {
  if (builder_.used().contains(directory)) return true;
  const auto is_taken = [&](std::size_t document) { return builder_.is_taken(document); };
  bool any = false;
  for (const auto& [file, documents] : files_below(files_, directory)) {
    if (!std::ranges::all_of(documents, is_taken)) return false;
    any = true;
  }
  return any;
}

}  // namespace vmcp::gitops
