#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/diag/sink.h"
#include "core/krm/items.h"
#include "core/render/pipeline.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::krm {

/// A finding as a host is told of it.
struct Finding {
  diag::Diagnostic diagnostic;
  std::optional<std::int64_t> file_index;  ///< which document of the file
  std::string proposed_path = {};          ///< of the field once the finding is cured for certain; else empty
  yaml::Value proposed_value = {};         ///< its value then
};

/// The findings of a run, errors first, since kpt shows the first lines only. One about an object of which the host
/// says where it was read names that file; another names its object alone. None has a line: the host has written the
/// list.
std::vector<Finding> findings_of(const diag::Sink& sink, const Items& items, const source::Sources& sources,
                                 const render::Rewritten& rewritten);

/// The findings as a ResourceList's `results`: message, severity, resourceRef, field (path, and
/// proposedValue where a cure is certain), file, tags (code, stage, and proposedPath where the field is to be another).
yaml::Value results(std::span<const Finding> findings);

/// The findings as text. kustomize drops results: this is all that its users see.
std::string findings_text(std::span<const Finding> findings);

}  // namespace vmcp::krm
