#pragma once

#include "core/admission/object.h"
#include "core/admission/reporter.h"
#include "core/admission/schemas.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// Warns of every field of one of ToolHive's objects that the API server admits and nobody reads: below a mapping whose
/// unknown fields are preserved (spec.config), in what the schema leaves open though its reader does not (pod
/// templates, nested steps, JSON schemas, authorizers' options), and by schemas newer than the operator.
class DroppedFields {
 public:
  /// `admitting` is what the API server admits with, `known` what the operator's types hold. Both live longer.
  DroppedFields(const admission::Schemas& admitting, const admission::Schemas& known,
                const admission::Reporter& reporter)
      : admitting_(admitting), known_(known), reporter_(reporter) {}

  /// `root` is the object as it is given, whether it is admitted or not; `identity` is what it states of itself.
  void warn(const admission::Object& identity, const yaml::Value& root) const;

  /// The same of a Deployment in the input: fields that Kubernetes does not have.
  void warn_of_deployment(const admission::Object& deployment) const;

 private:
  const admission::Schemas& admitting_;
  const admission::Schemas& known_;
  const admission::Reporter& reporter_;
};

}  // namespace vmcp::op
