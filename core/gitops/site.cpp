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

/// A label of what has `own` by where it is stated and is brought by something with another.
ClusterLabel brought_by(const ClusterLabel& parent, ClusterLabel own) {
  for (const auto& [above, name] : parent.branches) own.branches.insert_or_assign(above, name);
  if (is_own(own.destination) && !is_own(parent.destination)) own.destination = parent.destination;
  return own;
}

bool are_apart(const ClusterLabel& one, const ClusterLabel& other) {
  if (differ(one.destination, other.destination)) return true;
  if (!is_own(one.destination) && !is_own(other.destination)) return false;
  return std::ranges::any_of(one.branches, [&](const auto& branch) {
    const auto found = other.branches.find(branch.first);
    return found != other.branches.end() && found->second != branch.second;
  });
}

}  // namespace

std::vector<ClusterLabels> labels_of(std::span<const Site> sites) {
  // Who is brought by more is taken to be for all.
  constexpr std::size_t kMost = 8;
  const Branches branches = branches_of(sites);
  std::vector<ClusterLabels> labels;
  for (const Site& site : sites) {
    ClusterLabel own;
    own.destination = site.destination;
    for_each_directory(site.file, [&](std::string_view above, std::string_view name, std::string_view) {
      const auto found = branches.find(std::string(above));
      if (found == branches.end() || !found->second.contains(std::string(name))) return;
      own.branches.emplace(above, name);
    });
    ClusterLabels all;
    for (const std::size_t parent : site.parents) {
      // One that is built later brings something that is no longer told apart.
      if (parent >= labels.size() || all.size() > kMost) break;
      for (const ClusterLabel& label : labels[parent]) all.insert(brought_by(label, own));
    }
    const bool is_known = !site.parents.empty() && site.parents.back() < labels.size() && all.size() <= kMost;
    labels.push_back(is_known ? std::move(all) : ClusterLabels{own});
  }
  return labels;
}

bool are_apart(const ClusterLabels& one, const ClusterLabels& other) {
  return std::ranges::all_of(one, [&](const ClusterLabel& label) {
    return std::ranges::all_of(other, [&](const ClusterLabel& another) { return are_apart(label, another); });
  });
}

}  // namespace vmcp::gitops
