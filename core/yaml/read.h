#pragma once

#include <cstdint>
#include <vector>

#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/strictness.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// One document of an input.
struct Document {
  Value root;
  std::uint32_t source = 0;
  bool has_kind_of_list = false;  ///< it states none, and is of the one that the list around it is called after
};

/// Whether the items of a `List`, whose kind ends so, are documents of their own.
enum class Lists : std::uint8_t { kFlattened, kKept };
/// Whether a document whose root is no mapping is a finding, or returned as it is.
enum class Roots : std::uint8_t { kMappings, kAny };

struct ReadOptions {
  Lists lists = Lists::kFlattened;
  Roots roots = Roots::kMappings;
  Strictness strictness = Strictness::kStrict;  ///< of each document
};

/// Reads every document of one input: multi-document YAML, JSON, concatenated JSON, lists; BOM and CRLF are fine.
/// Scalars resolve as Go's sigs.k8s.io/yaml resolves them. Everything that it refuses, and every byte that no
/// document covers, is a finding of stage parse; a document with one is not returned. Empty documents are dropped.
std::vector<Document> read(const source::Sources& sources, std::uint32_t source, diag::Sink& sink,
                           ReadOptions options = {});

}  // namespace vmcp::yaml
