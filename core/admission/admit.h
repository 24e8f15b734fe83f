#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/admission/object.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::admission {

/// What the API server needs to know beyond the objects.
struct Options {
  std::string default_namespace = "default";
};

/// The schemas that objects are admitted with: the built-in facts, or CRDs read at run time.
class Schemas;

/// Admits one document as the API server would: identity, strict decoding, null pruning, defaulting, schema, list
/// types, metadata, CEL, in that order. Nothing when it is refused (the findings say why), or when it is of a kind
/// that nothing here reads.
std::optional<Object> admit(yaml::Document document, const Schemas& schemas, const Options& options,
                            const source::Sources& sources, diag::Sink& sink);

}  // namespace vmcp::admission
