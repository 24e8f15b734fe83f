#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/schema.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// The schemas of one kind, as read from facts.
struct KindFacts {
  struct Version {
    std::vector<std::string> names;  ///< versions that share the schema
    Schema schema;
  };
  std::string kind;
  std::vector<Version> versions;
};

/// Whether the messages of a CRD's rules, which are prose, are kept.
enum class RuleMessages { kDrop, kKeep };

/// Facts are compact JSON, `{"kind": ..., "schemas": [{"versions": [...], "schema": {...}}]}`, with what a CRD's
/// structural schema says and no prose. Versions that are served only, `status` left out.
///
/// Nothing when `crd` is no apiextensions.k8s.io/v1 CustomResourceDefinition.
std::optional<std::string> facts_of(const yaml::Value& crd, RuleMessages messages);

/// Reads what facts_of() wrote; nothing when the text is not that.
std::optional<KindFacts> read_facts(std::string_view json);

}  // namespace vmcp::admission
