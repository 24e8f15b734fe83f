#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/gitops/piece.h"
#include "core/gitops/work.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// A field for which a selector selects nothing.
struct MissedField {
  std::string field;  ///< "name"
  yaml::Mark mark;    ///< of its key
  std::string message;
  std::string nearest;     ///< what to write instead
  bool is_broken = false;  ///< kustomize cannot read it, and does not build
};

/// Of a selector that has selected nothing in a whole build, be it a patch's target or the `select` of a replacement:
/// the field that keeps it from an object of ToolHive's, be it that of its labels or annotations. Nothing where it may
/// be meant for what is elsewhere: what is not nearly one of ToolHive's objects, an expression. `all_known` is whether
/// the build has nothing but `pieces`.
std::optional<MissedField> missed_field(const yaml::Value& selector, const std::vector<Piece>& pieces, bool all_known,
                                        Work& work);

}  // namespace vmcp::gitops
