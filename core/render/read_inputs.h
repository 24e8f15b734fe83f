#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/diag/sink.h"
#include "core/render/kustomization.h"
#include "core/render/render.h"
#include "core/render/stated_releases.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::render {

/// The documents of all inputs.
struct Documents {
  std::vector<yaml::Document> documents;
  /// Those of a directory walk that are no Kubernetes objects: Helm values, templates of a chart, kustomizations,
  /// patches, package.json.
  std::size_t skipped = 0;
  /// Inputs of which some part could not be read: what seems to be absent may stand there.
  std::vector<std::string_view> unread;
  StatedReleases stated;
  Kustomizations kustomizations;
};

/// Reads the inputs and leaves out what is no object where a directory walk found it. A file that was named must hold
/// an object, unless `allow_empty`.
Documents read_inputs(const source::Sources& sources, std::span<const source::Input> inputs, const Options& options,
                      diag::Sink& sink);

}  // namespace vmcp::render
