#pragma once

#include <optional>
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

/// Where an object that `from` refers to is likely to be meant: the one other namespace that has it, in another file,
/// where `from` itself has none. Empty: nowhere; always in strict mode.
std::string_view likely_namespace(const Context& context, const cluster::Object& from, std::string_view group,
                                  std::string_view kind, std::string_view name);
/// As above, outside of a gateway.
std::string_view likely_namespace(const cluster::Cluster& cluster, bool strict, const cluster::Object& from,
                                  std::string_view group, std::string_view kind, std::string_view name);

/// The object that `name` refers to from `path` of `from`, in `from`'s namespace, or else where it is likely to be
/// meant. Absent: an error, or a warning where only a build knows; null pointer.
template <class Spec>
const cluster::Resource<Spec>* resolve(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                                       std::string_view name) {
  const cluster::Resource<Spec>* found = context.cluster.find<Spec>(from.name_space, name);
  if (found != nullptr) return found;
  report_absent(context, from, path, cluster::kKind<Spec>, name);
  const std::string_view elsewhere =
      likely_namespace(context, from, admission::kToolhiveGroup, cluster::kKind<Spec>, name);
  return elsewhere.empty() ? nullptr : context.cluster.find<Spec>(elsewhere, name);
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

/// Warns about a Secret or a key of it that the operator reads but does not need: never an error.
void expect_secret_key(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                       std::string_view name, std::string_view key);

/// Warns, in stage `pod`, that the pod needs a key of a Secret or ConfigMap which is not in the input and which the
/// operator never looks up: a cluster is expected to hold it. Says nothing in strict mode or of an object that is
/// there: what then keeps the pod from starting is said of the Deployment. `path` is as above.
void assume_for_pod(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                    std::string_view kind, std::string_view name, std::string_view key);

/// What a pod, or a variable or volume of it, needs.
struct PodSource {
  std::string_view kind;  ///< Secret, ConfigMap or ServiceAccount
  std::string_view name;
  std::optional<std::string_view> key;  ///< nothing: all that there are
};

/// Says that a pod cannot start, since the object is not in the input; without a `severity` warns that it is assumed.
/// Nothing is said of one that could not be read or was refused.
void report_absent_from_pod(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                            const PodSource& source, std::optional<diag::Severity> severity);
/// Says that a pod cannot start, since the object, which is in the input, lacks the key.
void report_keyless_for_pod(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                            const PodSource& source, std::string_view nearest, diag::Severity severity);

}  // namespace vmcp::op
