#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/diag/suppressions.h"
#include "core/gitops/read_inputs.h"
#include "core/gitops/substitution.h"
#include "core/operator/settings.h"
#include "core/release/release.h"
#include "core/release/version.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// Which of a gateway's objects are printed; a set of bits.
enum class Emit : std::uint8_t {
  kNothing = 0,
  kCustomResource = 1,
  kRbac = 2,
  kConfig = 4,
  kService = 8,
  kDeployment = 16,
  kPatch = 32,  ///< the auth server's part of the Deployment
};
constexpr Emit operator|(Emit a, Emit b) {
  return static_cast<Emit>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
/// What the operator makes of a gateway.
inline constexpr Emit kEverything = Emit::kRbac | Emit::kConfig | Emit::kService | Emit::kDeployment;
constexpr bool contains(Emit set, Emit part) {
  return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(part)) != 0;
}

enum class Format : std::uint8_t {
  kYaml,     ///< YAML documents
  kJson,     ///< one JSON List
  kObjects,  ///< values, for a host that has a place for each
};

/// What a gateway is that vmcp would refuse to start.
enum class Start : std::uint8_t { kError, kWarn, kOff };

struct Options {
  std::string default_namespace = "default";
  bool namespace_is_given = false;   ///< `default_namespace` goes before what the input says of one
  gitops::GivenVariables variables;  ///< substituted in all objects
  Emit emit = Emit::kDeployment;
  Format format = Format::kYaml;
  /// With kObjects, for a host that prints most objects: appends an object's text, or leaves it a value (false). Called
  /// on several threads at once.
  std::function<bool(std::string& text, const yaml::Value& object)> print = {};
  bool apart = false;            ///< each manifest is a text of its own, in the format of all
  bool annotate_origin = false;  ///< with kYaml: comments say where variables, mounts and volumes come from
  std::vector<diag::Suppression> suppressed;  ///< findings that are not reported
  /// "NAME" or "NAMESPACE/NAME" of the gateways to render; empty: all.
  std::set<std::string, std::less<>> only;
  Start start = Start::kWarn;
  bool allow_empty = false;  ///< no VirtualMCPServer in the input is not an error
  /// The input is judged as it stands (check, graph, the validator): nothing is made to print, and a gateway's
  /// Deployment in it is not patched, but held against what vmcp needs.
  bool judge_only = false;
  bool require_deployment = false;  ///< with judge_only: a gateway without a Deployment in the input is an error
  bool complete = false;            ///< wire up what the operator leaves out though referenced objects state it
  bool keep_clusters = false;       ///< the result tells what the clusters hold and what became of their gateways
  bool keep_findings = false;       ///< the outcome of a gateway has the findings of its stages
  /// What to reproduce; nothing: what the input says, else the default.
  std::optional<release::Release> release;
  op::Settings settings;  ///< their release is the one that was chosen
  /// What the input says is installed, where that is older than all known releases: what it accepts is no error.
  std::optional<release::Version> older = {};
  /// Counts the gateways that are done, for who shows how far a run is; null: nobody does.
  std::atomic<std::size_t>* gateways_done = nullptr;

  gitops::ReadOptions for_reading() const { return {default_namespace, allow_empty, settings}; }
};

}  // namespace vmcp::render
