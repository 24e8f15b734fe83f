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

/// How likely two files are for one cluster.
struct Nearness {
  std::size_t shared = 0;  ///< directories
  std::size_t alike = 0;   ///< names of directories in common
  auto operator<=>(const Nearness&) const = default;
};

Nearness nearness_of(std::string_view one, std::string_view other) {
  Nearness nearness{shared_directories(one, other)};
  std::set<std::string_view> names;
  for (std::string_view at = directory_of(one); !at.empty(); at = directory_of(at)) {
    names.insert(at.substr(at.rfind('/') + 1));
  }
  for (std::string_view at = directory_of(other); !at.empty(); at = directory_of(at)) {
    if (names.contains(at.substr(at.rfind('/') + 1))) ++nearness.alike;
  }
  return nearness;
}

/// Builds that are for one cluster.
struct Members {
  std::vector<std::size_t> builds;
  std::set<ClusterLabels> labels;

  bool may_have(const ClusterLabels& other) const {
    return std::ranges::none_of(labels, [&](const ClusterLabels& one) { return are_apart(one, other); });
  }
};

}  // namespace

Clusters clusters_of(const std::vector<Shared>& objects, std::span<const Site> sites) {
  Conflicts conflicts = conflicts_of(objects);
  const auto conflict = [&](std::size_t a, std::size_t b) {
    return conflicts.pairs.contains({std::min(a, b), std::max(a, b)});
  };
  const std::vector<ClusterLabels> labels = labels_of(sites);

  std::vector<Members> clusters;
  for (const std::size_t build : conflicts.builds) {
    Members* best = nullptr;
    Nearness best_nearness;
    for (Members& cluster : clusters) {
      const auto is_other = [&](std::size_t other) { return conflict(build, other); };
      if (!cluster.may_have(labels[build]) || std::ranges::any_of(cluster.builds, is_other)) continue;
      Nearness nearness;
      for (const std::size_t other : cluster.builds) {
        nearness = std::max(nearness, nearness_of(sites[build].file, sites[other].file));
      }
      if (best != nullptr && nearness <= best_nearness) continue;
      best = &cluster;
      best_nearness = nearness;
    }
    if (best == nullptr) best = &clusters.emplace_back();
    best->builds.push_back(build);
    best->labels.insert(labels[build]);
  }

  const auto is_placed = [&](std::size_t build) {
    return conflicts.builds.contains(build) || conflicts.left_out.contains(build);
  };
  std::set<std::size_t> of_concern;
  for (const Shared& object : objects) of_concern.insert(object.builds.begin(), object.builds.end());
  for (const std::size_t build : of_concern) {
    const ClusterLabels& label = labels[build];
    if (label.contains(ClusterLabel{}) || is_placed(build)) continue;
    bool is_in_any = false;
    for (Members& cluster : clusters) {
      if (!cluster.may_have(label)) continue;
      cluster.labels.insert(label);
      is_in_any = true;
    }
    if (is_in_any) continue;
    if (clusters.size() < kMostClusters) {
      clusters.emplace_back().labels.insert(label);
    } else {
      conflicts.left_out.insert(build);
    }
  }
  if (clusters.empty()) clusters.emplace_back();

  for (std::size_t build = 0; build < sites.size(); ++build) {
    if (is_placed(build)) continue;
    bool is_in_any = false;
    for (Members& cluster : clusters) {
      if (!cluster.may_have(labels[build])) continue;
      cluster.builds.push_back(build);
      is_in_any = true;
    }
    // Nothing reads what it has, which counts all the same.
    if (!is_in_any) clusters.front().builds.push_back(build);
  }
  Clusters result{{}, conflicts.left_out.size()};
  for (Members& cluster : clusters) {
    std::ranges::sort(cluster.builds);
    result.builds.push_back(std::move(cluster.builds));
  }
  return result;
}

}  // namespace vmcp::gitops
