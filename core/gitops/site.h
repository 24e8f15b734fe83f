#pragma once

#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace vmcp::gitops {

/// A cluster as a delivery names it; what is empty is not stated.
struct Destination {
  std::string name;
  std::string server;
  auto operator<=>(const Destination&) const = default;
};

/// Where a build is stated, and what the delivery that states it says of itself.
struct Site {
  std::string file;  ///< normalized
  /// Kind, namespace and name. No cluster has two of them.
  std::tuple<std::string, std::string, std::string> delivery = {};
  Destination destination = {};
};

/// What tells the cluster of a site.
struct ClusterLabel {
  std::string directory;  ///< below which nothing is for the cluster of its siblings; empty: it is below none
  Destination destination;
  auto operator<=>(const ClusterLabel&) const = default;
};

/// The labels of sites. The directory of a cluster is found where others have deliveries of the same name.
std::vector<ClusterLabel> labels_of(std::span<const Site> sites);

/// Whether two are not for the same cluster.
bool are_apart(const ClusterLabel& one, const ClusterLabel& other);

}  // namespace vmcp::gitops
