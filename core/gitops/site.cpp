#include "core/gitops/site.h"

#include <algorithm>
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

/// Deliveries of one name in files whose paths differ in one directory.
Branches branches_of(std::span<const Site> sites) {
  using Path = std::pair<std::string_view, std::string_view>;  // above the directory, and behind it
  std::map<std::pair<decltype(Site::delivery), Path>, std::set<std::string>> names;
  for (const Site& site : sites) {
    if (std::get<2>(site.delivery).empty()) continue;
    for_each_directory(site.file, [&](std::string_view above, std::string_view name, std::string_view behind) {
      names[{site.delivery, {above, behind}}].emplace(name);
    });
  }
  Branches branches;
  for (auto& [place, several] : names) {
    if (several.size() > 1) branches[std::string(place.second.first)].merge(several);
  }
  return branches;
}

bool differ(const std::string& one, const std::string& other) { return !one.empty() && !other.empty() && one != other; }

bool is_own(const Destination& destination) {
  return destination == Destination{} || destination.server == Destination::kOwnServer;
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
  const Destination& to = one.destination;
  const Destination& to_other = other.destination;
  if (differ(to.name, to_other.name) || differ(to.server, to_other.server)) return true;
  if (!is_own(to) && !is_own(to_other)) return false;
  return std::ranges::any_of(one.branches, [&](const auto& branch) {
    const auto found = other.branches.find(branch.first);
    return found != other.branches.end() && found->second != branch.second;
  });
}

}  // namespace vmcp::gitops
