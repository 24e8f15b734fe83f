#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/cluster/cluster.h"
#include "core/diag/sink.h"
#include "core/gitops/delivery_fields.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/overlays.h"
#include "core/gitops/substitution.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Objects that are in one cluster together.
struct World {
  std::vector<yaml::Document> documents;
  /// For each, whether it counts as read: not one that a world before has, nor what a kustomization generates.
  std::vector<bool> counts;
  /// Whether these are objects that no build has, though one could: what they refer to may be in another world.
  bool unlisted = false;
  std::size_t excluded = 0;  ///< documents that nobody applies, for who applies what is beside them leaves them out
  std::shared_ptr<const cluster::BuildNotes> notes;  ///< of its builds
  Origins origins;
  /// The roots of documents of which a build makes more than another name.
  std::set<yaml::Mark> rewritten;
};

struct PlacementOptions {
  std::string default_namespace = "default";
  bool namespace_is_given = false;  ///< then no build gives another to an object without one
  GivenVariables variables;
  std::set<std::uint32_t> walked;  ///< sources that were found in a directory, rather than named
  /// Whether builds of one gateway in one namespace are for several clusters even where they make the same of it: what
  /// one of them lacks, the others may have.
  bool tells_overlays_apart = false;
};

/// Puts documents where the builds of the repository that they are from put them: namespaces and patches of
/// kustomizations, Flux Kustomizations and Argo CD Applications, what generators make, and variables. What is given
/// twice, but not by one build, nor below one directory without any, is for several clusters: there is a world for each
/// then; else there is one. What no build has, though a kustomization beside it could, is in worlds of its own where
/// nothing says where it is. Notes of stage parse say, once each, which files those are, who gives namespaces, and how
/// many variables are left.
/// `faults` are those of the deliveries among the documents.
std::vector<World> place(std::vector<yaml::Document> documents, DeliveryFaults faults,
                         const Kustomizations& kustomizations, const source::Sources& sources,
                         const PlacementOptions& options, diag::Sink& sink);

}  // namespace vmcp::gitops
