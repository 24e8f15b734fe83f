#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <set>
#include <vector>

#include "core/admission/effort.h"
#include "core/admission/misspelt_head.h"
#include "core/admission/object.h"
#include "core/admission/schemas.h"
#include "core/diag/sink.h"
#include "core/gitops/placement.h"
#include "core/render/options.h"
#include "core/source/sources.h"

namespace vmcp::render {

/// What the API server took of the documents of a run.
struct Admitted {
  std::deque<admission::Object> objects;
  std::vector<admission::Object> refused;
  // How many there are, of the documents that count.
  std::size_t objects_refused = 0;
  std::size_t objects_read = 0;      ///< with those that were refused
  std::size_t gateways_refused = 0;  ///< of those that the run is about
  /// Of those that the run is about, such as only an older operator accepts: they stand among the refused, and nothing
  /// is made of them.
  std::size_t gateways_of_older = 0;
  std::size_t skipped = 0;  ///< documents that are none, or of no concern
};

/// What the objects of a run are admitted with.
struct Admitting {
  const std::set<std::uint32_t>& walked;  ///< the sources of a walk
  const admission::MisspeltKeys& misspelt;
  const admission::Schemas& builtin;
  const admission::Schemas& schemas;  ///< those, or CRDs
  const source::Sources& sources;
};

/// Admits the documents of a cluster in input order, and last the bystanders among those of a walk: they are objects
/// only as far as nothing is wrong with them, and once. What of the others is going to be dropped is warned of. Runs on
/// several threads where there are many, and finds the same on one.
Admitted admit_all(gitops::World world, const Admitting& with, const Options& options, admission::Effort& effort,
                   diag::Sink& sink);

}  // namespace vmcp::render
