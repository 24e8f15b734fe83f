#pragma once

#include <string>
#include <string_view>

#include "core/operator/context.h"

namespace vmcp::op {

/// Whether the input has an absent object, or seems to, but it could not be read or was refused: no news then, and what
/// is made of this gateway is noted to be incomplete.
bool is_unusable(const Context& context, std::string_view group, std::string_view kind, std::string_view name_space,
                 std::string_view name);

/// Says that the ToolHive object to which `path` of `from` refers is not there, with the nearest name or a namespace
/// that has one of that name: an error, or a warning where a cluster is expected to hold it already.
void report_absent(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                   std::string_view kind, std::string_view name, diag::Severity severity = diag::Severity::kError);

/// The object that `name` refers to from `path` of `from`, in `from`'s namespace. Absent: an error, null pointer.
template <class Spec>
const cluster::Resource<Spec>* resolve(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                                       std::string_view name) {
  const cluster::Resource<Spec>* found = context.cluster.find<Spec>(from.name_space, name);
  if (found == nullptr) report_absent(context, from, path, cluster::kKind<Spec>, name);
  return found;
}

/// As resolve, for a ConfigMap whose content decides the output.
const cluster::Object* resolve_config_map(const Context& context, const cluster::Object& from,
                                          const diag::FieldPath& path, std::string_view name);

/// Holds a Secret reference against the input: a Secret that is there must have the key; one that is absent is
/// assumed with a warning, or refused in strict mode. What makes a Secret (ExternalSecret, SealedSecret, a
/// SOPS-encrypted Secret) counts as that Secret. False when it is refused. `path` names the reference, whose fields
/// are `name` and `key`.
bool require_secret_key(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                        std::string_view name, std::string_view key);

/// Warns about a Secret or a key that the pod needs but the operator never looks up: it accepts what is absent, so this
/// is never an error, not even in strict mode.
void expect_secret_key(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                       std::string_view name, std::string_view key);

/// As expect_secret_key, for a ConfigMap with a CA bundle.
void expect_config_map_key(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                           std::string_view name, std::string_view key);

}  // namespace vmcp::op
