#pragma once

#include <optional>
#include <string>

#include "core/admission/effort.h"
#include "core/admission/misspelt_head.h"
#include "core/admission/object.h"
#include "core/admission/schemas.h"
#include "core/diag/sink.h"
#include "core/release/version.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::admission {

/// What the API server needs to know beyond the objects.
struct Options {
  std::string default_namespace = "default";
  const MisspeltKeys* misspelt = nullptr;  ///< what mend_head() has mended; null pointer: nothing
  /// The operator of the cluster, where it is older than all releases that are known.
  std::optional<release::Version> older = {};
  Effort* effort = nullptr;  ///< what all objects have left; null pointer: nothing bounds it
};

/// Whether a document means to be a Kubernetes object: it has an apiVersion and a kind, or ToolHive's group in its
/// apiVersion, or a kind that ToolHive alone has. What does not (Helm values, package.json) may be skipped where a
/// directory was named.
bool is_object(const yaml::Value& root);

/// The identity that a document states, which may be half there; the value is left out. What is longer than any name
/// may be is cut.
Object identify(const yaml::Value& root, const Options& options);

/// Whether an object that is read here is in a namespace that no API server takes, whoever puts it there.
bool is_in_no_place(const Object& object);

/// Admits one document as the API server would: identity, strict decoding, null pruning, defaulting, schema, list
/// types, metadata, CEL. Nothing when it is refused (the findings say why), or when it is of a kind that nothing here
/// reads. Kinds outside ToolHive's group get light checks. `refused`, if given, receives the value of a ToolHive object
/// that is refused by its schema, for the stages that judge what does not follow from that: fields that were misspelt
/// stand in it under the names that they were meant to have. What only the older operator accepts is warned of; where
/// that leaves something which is not understood, the object is not admitted, either.
std::optional<Object> admit(yaml::Document document, const Schemas& schemas, const Options& options,
                            const source::Sources& sources, diag::Sink& sink, Object* refused = nullptr);

/// Says how many objects of a run were left unjudged.
void report_unjudged(const Effort& effort, diag::Sink& sink);

}  // namespace vmcp::admission
