#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/schema_table.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// The schemas of one kind, as read from facts.
struct KindFacts {
  struct Version {
    std::vector<std::string> names;  ///< versions that share the schema
    SchemaRef schema;
  };
  std::string kind;
  std::vector<Version> versions;
  std::shared_ptr<SchemaTable> table;  ///< has the nodes
};

/// Whether the messages of a CRD's rules, which are prose, are kept.
enum class RuleMessages { kDrop, kKeep };

/// What the structural schemas of a CRD say, `{kind, schemas: [{versions, schema}]}`, in fewer words and without prose:
/// the versions that are served, `status` left out. Nothing when `crd` is no apiextensions.k8s.io/v1
/// CustomResourceDefinition.
std::optional<yaml::Value> facts_of(const yaml::Value& crd, RuleMessages messages);

/// The key of a node of a table that lists the properties which have a default.
inline constexpr std::string_view kWithDefault = "withDefault";

/// Reads what facts_of() made; nothing when `facts` is something else. A schema below another may be the number of a
/// node of `table`.
std::optional<KindFacts> read_facts(const yaml::Value& facts, std::shared_ptr<SchemaTable> table);
inline std::optional<KindFacts> read_facts(const yaml::Value& facts) {
  return read_facts(facts, std::make_shared<SchemaTable>());
}

/// Reads the facts of one node of `table` from their JSON. Throws std::logic_error when it is none.
Schema read_node(std::string_view json, SchemaTable& table);

}  // namespace vmcp::admission
