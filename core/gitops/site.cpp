#include "core/gitops/site.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/gitops/file_paths.h"

namespace vmcp::gitops {
namespace {

/// Adds the directories at which the ways to two others part. Where one is below the other they do not.
void add_parting(std::string_view one, std::string_view other, std::set<std::string, std::less<>>& directories) {
  std::string_view common = one;
  while (!is_below(other, common)) common = directory_of(common);
  if (common == one || common == other) return;
  for (const std::string_view directory : {one, other}) {
    const std::size_t below = directory.size() - path_below(directory, common).size();
    directories.emplace(directory.substr(0, directory.find('/', below + 1)));
  }
}

/// The order in which a tree is walked: of several directories neighbours are enough to find where the ways part.
struct BeforeInTree {
  bool operator()(std::string_view one, std::string_view other) const {
    const auto rank = [](char c) { return c == '/' ? '\0' : c; };
    return std::ranges::lexicographical_compare(one, other, {}, rank, rank);
  }
};

/// Directories, each of which is one cluster's.
std::set<std::string, std::less<>> cluster_directories(std::span<const Site> sites) {
  std::map<decltype(Site::delivery), std::set<std::string_view, BeforeInTree>> by_delivery;
  for (const Site& site : sites) {
    if (!std::get<2>(site.delivery).empty()) by_delivery[site.delivery].insert(directory_of(site.file));
  }
  std::set<std::string, std::less<>> directories;
  for (const auto& [delivery, stated] : by_delivery) {
    std::string_view last = *stated.begin();
    for (const std::string_view directory : stated) {
      add_parting(last, directory, directories);
      last = directory;
    }
  }
  return directories;
}

bool differ(const std::string& one, const std::string& other) { return !one.empty() && !other.empty() && one != other; }

}  // namespace

std::vector<ClusterLabel> labels_of(std::span<const Site> sites) {
  const std::set<std::string, std::less<>> directories = cluster_directories(sites);
  std::vector<ClusterLabel> labels;
  for (const Site& site : sites) {
    std::string_view directory = directories.empty() ? std::string_view{} : directory_of(site.file);
    while (!directory.empty() && !directories.contains(directory)) directory = directory_of(directory);
    labels.push_back({std::string(directory), site.destination});
  }
  return labels;
}

bool are_apart(const ClusterLabel& one, const ClusterLabel& other) {
  return differ(one.destination.name, other.destination.name) ||
         differ(one.destination.server, other.destination.server) ||
         (!is_below(one.directory, other.directory) && !is_below(other.directory, one.directory));
}

}  // namespace vmcp::gitops
