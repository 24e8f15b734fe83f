#include "core/gitops/worlds.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "core/gitops/file_paths.h"

namespace vmcp::gitops {
namespace {

using Pairs = std::set<std::pair<std::size_t, std::size_t>>;

struct Conflicts {
  std::set<std::size_t> builds;    ///< those that conflict with another
  std::set<std::size_t> left_out;  ///< of which it was not asked with which
  Pairs pairs;                     ///< ascending
};

Conflicts conflicts_of(const std::vector<Shared>& objects) {
  // What the very same builds have twice is no matter of clusters.
  std::map<decltype(Shared::identity), std::set<std::vector<std::size_t>>> by_identity;
  for (const Shared& object : objects) by_identity[object.identity].insert(object.builds);
  Conflicts conflicts;
  for (const auto& [identity, versions] : by_identity) {
    if (versions.size() < 2) continue;
    for (const std::vector<std::size_t>& builds : versions) conflicts.builds.insert(builds.begin(), builds.end());
  }
  while (conflicts.builds.size() > kMostClusters) {
    conflicts.left_out.insert(conflicts.builds.extract(std::prev(conflicts.builds.end())));
  }
  for (const auto& [identity, versions] : by_identity) {
    std::vector<std::pair<std::size_t, std::size_t>> version_of;  // a build, and which version it has
    std::size_t version = 0;
    for (const std::vector<std::size_t>& builds : versions) {
      for (const std::size_t build : builds) {
        if (conflicts.builds.contains(build)) version_of.emplace_back(build, version);
      }
      ++version;
    }
    for (auto one = version_of.begin(); one != version_of.end(); ++one) {
      for (auto other = std::next(one); other != version_of.end(); ++other) {
        const auto [a, b] = std::minmax(one->first, other->first);
        if (one->second != other->second && a != b) conflicts.pairs.emplace(a, b);
      }
    }
  }
  return conflicts;
}

}  // namespace

Clusters clusters_of(const std::vector<Shared>& objects, const std::vector<std::string>& files) {
  const Conflicts conflicts = conflicts_of(objects);
  const auto conflict = [&](std::size_t a, std::size_t b) {
    return conflicts.pairs.contains({std::min(a, b), std::max(a, b)});
  };

  std::vector<std::vector<std::size_t>> clusters;
  for (const std::size_t build : conflicts.builds) {
    std::vector<std::size_t>* best = nullptr;
    std::size_t best_shared = 0;
    for (std::vector<std::size_t>& cluster : clusters) {
      if (std::ranges::any_of(cluster, [&](std::size_t other) { return conflict(build, other); })) continue;
      std::size_t shared = 0;
      for (const std::size_t other : cluster) shared = std::max(shared, shared_directories(files[build], files[other]));
      if (best != nullptr && shared <= best_shared) continue;
      best = &cluster;
      best_shared = shared;
    }
    (best != nullptr ? *best : clusters.emplace_back()).push_back(build);
  }
  if (clusters.empty()) clusters.emplace_back();
  for (std::vector<std::size_t>& cluster : clusters) {
    for (std::size_t build = 0; build < files.size(); ++build) {
      if (!conflicts.builds.contains(build) && !conflicts.left_out.contains(build)) cluster.push_back(build);
    }
    std::ranges::sort(cluster);
  }
  return {std::move(clusters), conflicts.left_out.size()};
}

}  // namespace vmcp::gitops
