#pragma once

#include <cstdint>
#include <vector>

#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// One document of an input; the items of a `List` count as documents of their own.
struct Document {
  Value root;
  std::uint32_t source = 0;
};

/// What the root of a document may be.
enum class Roots : std::uint8_t {
  kMappings,  ///< another one is a finding
  kAny,       ///< returned as it is
};

/// Reads every document of one input: multi-document YAML, JSON, concatenated JSON, lists; BOM and CRLF are fine.
/// Scalars resolve as Go's sigs.k8s.io/yaml resolves them. Everything that it refuses, and every byte that no
/// document covers, is a finding of stage parse; a document with one is not returned. Empty documents are dropped.
std::vector<Document> read(const source::Sources& sources, std::uint32_t source, diag::Sink& sink,
                           Roots roots = Roots::kMappings);

}  // namespace vmcp::yaml
