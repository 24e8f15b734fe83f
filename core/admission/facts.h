#pragma once

#include <optional>
#include <string>
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

/// What the structural schemas of a CRD say, `{kind, schemas: [{versions, schema}]}`, in fewer words and without prose:
/// the versions that are served, `status` left out. Nothing when `crd` is no apiextensions.k8s.io/v1
/// CustomResourceDefinition.
std::optional<yaml::Value> facts_of(const yaml::Value& crd, RuleMessages messages);

/// Reads what facts_of() made; nothing when `facts` is something else.
std::optional<KindFacts> read_facts(const yaml::Value& facts);

}  // namespace vmcp::admission
