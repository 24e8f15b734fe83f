#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace vmcp::gitops {

/// An object as some of the builds of a repository have it.
struct Shared {
  std::tuple<std::string_view, std::string_view, std::string, std::string_view>
      identity;                     ///< group, kind, namespace, name
  std::vector<std::size_t> builds;  ///< ascending
};

/// More clusters than that are not told apart: each is judged by itself, with all that it shares with the others.
inline constexpr std::size_t kMostClusters = 200;

struct Clusters {
  std::vector<std::vector<std::size_t>> builds;  ///< of each cluster, ascending
  std::size_t left_out = 0;                      ///< builds that are in none
};

/// Which builds are for one cluster. Two that have the same object otherwise are for two clusters; one that has none of
/// these is for all. `files` say where the builds are stated: those of one cluster stand together.
Clusters clusters_of(const std::vector<Shared>& objects, const std::vector<std::string>& files);

}  // namespace vmcp::gitops
