#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/gitops/site.h"

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

/// Which builds are for one cluster. Two that have the same object otherwise, or whose sites are apart, are for two
/// clusters; another is for all. Those of one cluster are stated near each other.
Clusters clusters_of(const std::vector<Shared>& objects, std::span<const Site> sites);

}  // namespace vmcp::gitops
