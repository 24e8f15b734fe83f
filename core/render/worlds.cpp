#include "core/render/worlds.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "core/render/file_paths.h"

namespace vmcp::render {
namespace {

using Conflicts = std::set<std::pair<std::size_t, std::size_t>>;

Conflicts conflicts_of(const std::vector<Shared>& objects) {
  // What the very same builds have twice is no matter of clusters.
  std::map<decltype(Shared::identity), std::set<std::vector<std::size_t>>> by_identity;
  for (const Shared& object : objects) by_identity[object.identity].insert(object.builds);
  Conflicts conflicts;
  for (const auto& [identity, versions] : by_identity) {
    for (auto one = versions.begin(); one != versions.end(); ++one) {
      for (auto other = std::next(one); other != versions.end(); ++other) {
        for (const std::size_t a : *one) {
          for (const std::size_t b : *other) {
            if (a != b) conflicts.emplace(std::min(a, b), std::max(a, b));
          }
        }
      }
    }
  }
  return conflicts;
}

}  // namespace

std::vector<std::vector<std::size_t>> clusters_of(const std::vector<Shared>& objects,
                                                  const std::vector<std::string>& files) {
  const Conflicts conflicts = conflicts_of(objects);
  const auto conflict = [&](std::size_t a, std::size_t b) {
    return conflicts.contains({std::min(a, b), std::max(a, b)});
  };
  std::set<std::size_t> split;
  for (const auto& [a, b] : conflicts) split.insert({a, b});

  std::vector<std::vector<std::size_t>> clusters;
  for (const std::size_t build : split) {
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
      if (!split.contains(build)) cluster.push_back(build);
    }
    std::ranges::sort(cluster);
  }
  return clusters;
}

}  // namespace vmcp::render
