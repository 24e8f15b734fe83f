#pragma once

#include <string>
#include <string_view>

#include "core/operator/context.h"

namespace vmcp::op {

/// The object that `name` refers to from `path` of `from`, in `from`'s namespace. Absent: an error with the nearest
/// name, the namespaces that have one of that name, and "referenced from"; null pointer.
template <class Spec>
const cluster::Resource<Spec>* resolve(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                                       std::string_view name);

/// The same for a core object (ConfigMap) whose content decides the output.
const cluster::Object* resolve_config_map(const Context& context, const cluster::Object& from,
                                          const diag::FieldPath& path, std::string_view name);

/// Holds a Secret reference against the input: a Secret that is there must have the key; one that is absent is
/// assumed with a warning, or refused in strict mode. What makes a Secret (ExternalSecret, SealedSecret, a
/// SOPS-encrypted Secret) counts as that Secret. False when it is refused. `path` names the reference.
bool require_secret_key(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                        std::string_view name, std::string_view key);

/// Warns about a Secret or a key that the operator never looks up but the pod needs (unless strict mode's cluster
/// would hold it anyway: the operator accepts it in both modes, so this is never an error).
void expect_secret_key(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                       std::string_view name, std::string_view key);

/// As expect_secret_key, for a ConfigMap with a CA bundle.
void expect_config_map_key(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                           std::string_view name, std::string_view key);

}  // namespace vmcp::op
