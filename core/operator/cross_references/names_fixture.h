#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/operator/cross_references/check_names.h"
#include "core/operator/test_world.h"

/// Objects of namespace "team" and group "g", for tests of what is found in the names that they have.
namespace vmcp::op::fixture {

using Findings = std::vector<std::string>;

inline std::string object(std::string_view kind, std::string_view name, std::string_view spec) {
  return "---\n{apiVersion: toolhive.stacklok.dev/v1beta1, kind: " + std::string(kind) +
         ", metadata: {name: " + std::string(name) + ", namespace: team}, spec: {" + std::string(spec) + "}}\n";
}

inline std::string secret(std::string_view name, std::string_view keys) {
  return "---\n{apiVersion: v1, kind: Secret, metadata: {name: " + std::string(name) +
         ", namespace: team}, stringData: {" + std::string(keys) + "}}\n";
}

inline const std::string kGroup = object("MCPGroup", "g", "");

inline std::string member(std::string_view name, const std::string& more = {}) {
  return object("MCPServer", name, "groupRef: {name: g}" + more);
}

inline std::string gateway(std::string_view more) {
  return object("VirtualMCPServer", "v", "groupRef: {name: g}" + std::string(more));
}

/// What is found, each with what it suggests.
inline Findings found(const std::string& text, NameRules rules = {}) {
  const TestWorld world(text);
  const Context context = world.context();
  check_names(context.cluster, rules, context.reporter);
  Findings findings = world.findings();
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (!world.all()[i].suggestion.empty()) findings[i] += " -> " + world.all()[i].suggestion;
  }
  return findings;
}

}  // namespace vmcp::op::fixture
