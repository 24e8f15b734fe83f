#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace vmcp::gitops {

/// A cluster as a delivery names it.
struct Destination {
  enum class By : std::uint8_t { kNobody, kFlux, kArgo };
  /// Of the cluster that Argo CD runs in.
  static constexpr const char* kOwnServer = "https://kubernetes.default.svc";

  By by = By::kNobody;
  std::string name = {};  ///< of Flux' kubeconfig, or Argo CD's; empty: not stated, by which Flux' own cluster is meant
  std::string server = {};  ///< Argo CD's; empty: not stated
  auto operator<=>(const Destination&) const = default;
};

/// Where a build is stated, and what the delivery that states it says of itself.
struct Site {
  std::string file;  ///< normalized
  /// Kind, namespace and name. No cluster has two of them.
  std::tuple<std::string, std::string, std::string> delivery = {};
  Destination destination = {};
  std::vector<std::size_t> parents = {};  ///< the builds that make the delivery; none: it stands by itself
};

/// What tells the cluster of a site.
struct ClusterLabel {
  /// By directories: of those below each, of which no two are for one cluster, the one that holds the site.
  std::map<std::string, std::string> branches;
  Destination destination;
  auto operator<=>(const ClusterLabel&) const = default;
};

/// Those of the clusters of which a site may be.
using ClusterLabels = std::set<ClusterLabel>;

/// The labels of sites, at least one of each. What one delivery brings is in its cluster, if that is not stated
/// otherwise, and what several bring in theirs. Directories are of several clusters where they have deliveries of the
/// same name at the same place.
std::vector<ClusterLabels> labels_of(std::span<const Site> sites);

/// Whether no cluster can be that of both.
bool are_apart(const ClusterLabels& one, const ClusterLabels& other);

}  // namespace vmcp::gitops
