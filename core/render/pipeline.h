#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/diag/sink.h"
#include "core/gitops/read_inputs.h"
#include "core/release/release.h"
#include "core/render/judged.h"
#include "core/render/manifest.h"
#include "core/render/options.h"
#include "core/render/outcome.h"
#include "core/source/files.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::admission {
class Schemas;
}

namespace vmcp::render {

/// What of the inputs does not say what is judged.
struct Rewritten {
  std::set<yaml::Mark> objects;     ///< of which builds change more than what they are called: the marks of their roots
  std::set<std::uint32_t> sources;  ///< those that are patches
};

/// What a run made. Manifests and objects are to be shown only when no error was found; they come in apply order per
/// gateway, gateways in input order.
struct Result {
  std::string manifests;             ///< in the format asked for, or what Options::print made
  std::vector<yaml::Value> objects;  ///< with Format::kObjects, those that were not printed
  std::vector<Manifest> files;       ///< with Options::apart, in place of `manifests`
  std::vector<Judged> clusters;      ///< with Options::keep_clusters; whatever was found
  /// The gateways that were asked for: those admitted, in the order of the objects, then those that were not.
  std::vector<Outcome> outcomes;
  std::size_t objects_read = 0;     ///< with those that were refused
  std::size_t objects_refused = 0;  ///< by the API server
  std::size_t documents_skipped = 0;
  std::size_t gateways = 0;                      ///< of those that were asked for, admitted
  std::size_t gateways_refused = 0;              ///< of those that were asked for, among the objects refused
  release::Release release = release::kDefault;  ///< that is reproduced
  Rewritten rewritten;
};

/// The whole tool without its command line: read, admit, index, reconcile, apply, start, emit. Findings go to `sink`.
/// What a walk has found is read from `files` into `sources`, as far as it matters. `crds` are admitted with; null
/// pointer: the release's facts.
Result run(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
           const admission::Schemas* crds, const Options& options, diag::Sink& sink);

/// As above, for documents that have been read.
Result run(gitops::Documents read, const source::Sources& sources, const admission::Schemas* crds,
           const Options& options, diag::Sink& sink);

}  // namespace vmcp::render
