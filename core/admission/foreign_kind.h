#pragma once

#include <optional>
#include <string_view>

#include "core/admission/findings.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// A kind outside ToolHive's group that a later stage reads.
struct ForeignKind {
  std::string_view group;
  std::string_view kind;
  /// The one version that the API server knows; empty when any will do (kinds that other projects' CRDs define).
  std::string_view version;
  bool namespaced = true;
  bool secret = false;  ///< its values must not be shown
};

/// Whether a kind of this name, in whatever group, is among those that a later stage reads.
bool is_foreign_kind(std::string_view kind);

/// What there is to know of a kind, by the names that are given; nothing when nothing here reads it.
std::optional<ForeignKind> find_foreign_kind(std::string_view group, std::string_view kind);

/// As above, of a kind or group of which a letter or two may be wrong.
bool is_like_foreign_kind(std::string_view kind);
std::optional<ForeignKind> foreign_kind_meant_by(std::string_view group, std::string_view kind);

/// Whether an object is of a kind that no stage reads for what it is, and is kept all the same: it may name what the
/// operator makes, or was meant as something that is read.
bool is_of_others(const Object& object);

/// Checks the fields of a ConfigMap, Secret, Deployment or List that are read here, as the API server decodes them;
/// nothing of other kinds.
void check_foreign_object(const yaml::Value& root, std::string_view kind, const Findings& findings);

}  // namespace vmcp::admission
