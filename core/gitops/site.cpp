#include "core/gitops/site.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "core/gitops/file_paths.h"

namespace vmcp::gitops {
namespace {

/// By directories, those below each of which no two are for one cluster.
using Branches = std::map<std::string, std::set<std::string>>;

/// Tells of each directory of a file the one above it, its name, and what is behind it.
template <class Visit>
void for_each_directory(std::string_view file, const Visit& visit) {
  std::size_t begin = file.starts_with('/') ? 1 : 0;
  for (std::size_t end = file.find('/', begin); end != std::string_view::npos; end = file.find('/', begin)) {
    visit(file.substr(0, begin), file.substr(begin, end - begin), file.substr(end));
    begin = end + 1;
  }
}

/// Whether a directory is hardly one of a cluster, but holds what is copied from one or for one.
bool holds_copies(std::string_view above, std::string_view name) {
  constexpr auto kNames = std::to_array<std::string_view>({"archive", "backup", "bootstrap", "deprecated", "disabled",
                                                           "doc", "docs", "example", "examples", "old", "sample",
                                                           "samples", "template", "templates", "testdata", "tests"});
  while (name.starts_with('_') || name.starts_with('.')) name.remove_prefix(1);
  // Below others it may be an environment.
  return std::ranges::find(kNames, name) != kNames.end() || (name == "test" && above.empty());
}

/// Deliveries of one name in files whose paths differ in one directory, unless one build makes them all.
Branches branches_of(std::span<const Site> sites) {
  using Path = std::pair<std::string_view, std::string_view>;  // above the directory, and behind it
  struct Names {
    std::set<std::string> all;
    std::set<std::vector<std::size_t>> parents;
  };
  std::map<std::pair<decltype(Site::delivery), Path>, Names> names;
  for (const Site& site : sites) {
    if (std::get<2>(site.delivery).empty()) continue;
    for_each_directory(site.file, [&](std::string_view above, std::string_view name, std::string_view behind) {
      if (holds_copies(above, name)) return;
      Names& there = names[{site.delivery, {above, behind}}];
      there.all.emplace(name);
      there.parents.insert(site.parents);
    });
  }
  Branches branches;
  for (auto& [place, there] : names) {
    const bool is_of_one = there.parents.size() == 1 && !there.parents.begin()->empty();
    if (there.all.size() > 1 && !is_of_one) branches[std::string(place.second.first)].merge(there.all);
  }
  return branches;
}

bool differ(const std::string& one, const std::string& other) { return !one.empty() && !other.empty() && one != other; }

bool differ(const Destination& one, const Destination& other) {
  // What one calls a cluster the other may call otherwise.
  if (one.by != other.by) return false;
  if (one.by == Destination::By::kFlux) return one.name != other.name;
  return differ(one.name, other.name) || differ(one.server, other.server);
}

/// Whether it is the cluster that the delivery itself is in.
bool is_own(const Destination& destination) {
  return (destination.name.empty() && destination.server.empty()) || destination.server == Destination::kOwnServer;
}

}  // namespace

std::vector<ClusterLabel> labels_of(std::span<const Site> sites) {
  const Branches branches = branches_of(sites);
  std::vector<ClusterLabel> labels;
  for (const Site& site : sites) {
    ClusterLabel& label = labels.emplace_back();
    label.destination = site.destination;
    for_each_directory(site.file, [&](std::string_view above, std::string_view name, std::string_view) {
      const auto found = branches.find(std::string(above));
      if (found == branches.end() || !found->second.contains(std::string(name))) return;
      label.branches.emplace(above, name);
    });
    // Who is brought by several is for the clusters of all.
    if (site.parents.size() != 1 || site.parents.front() + 1 >= labels.size()) continue;
    const ClusterLabel& parent = labels[site.parents.front()];
    for (const auto& [above, name] : parent.branches) label.branches.insert_or_assign(above, name);
    if (is_own(label.destination) && !is_own(parent.destination)) label.destination = parent.destination;
  }
  return labels;
}

bool are_apart(const ClusterLabel& one, const ClusterLabel& other) {
  if (differ(one.destination, other.destination)) return true;
  if (!is_own(one.destination) && !is_own(other.destination)) return false;
  return std::ranges::any_of(one.branches, [&](const auto& branch) {
    const auto found = other.branches.find(branch.first);
    return found != other.branches.end() && found->second != branch.second;
  });
}

}  // namespace vmcp::gitops
