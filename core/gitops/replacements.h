#pragma once

#include <cstddef>
#include <vector>

#include "core/gitops/kustomization_fields.h"
#include "core/gitops/piece.h"
#include "core/gitops/work.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What became of a replacement.
struct Replaced {
  std::vector<Piece*> unknown;    ///< what it may change in ways that are not known here
  FieldFault problem;             ///< why kustomize refuses to build, by the path below the entry; empty: it does not
  std::vector<std::size_t> idle;  ///< the targets that select nothing
};

/// Copies the field of one object to fields of others, as an entry of a kustomization's `replacements` says and
/// kustomize's replacement.Filter does it. `whole` is whether all that is built of the kinds that are read here is
/// among `pieces`. What a Secret holds is copied nowhere.
Replaced replace(const yaml::Value& entry, std::vector<Piece>& pieces, bool whole, Work& work);

}  // namespace vmcp::gitops
