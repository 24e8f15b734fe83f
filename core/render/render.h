#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/sink.h"
#include "core/operator/settings.h"
#include "core/release/release.h"
#include "core/render/substitution.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"
#include "core/yaml/value.h"

namespace vmcp::admission {
class Schemas;
}

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
constexpr bool contains(Emit set, Emit part) {
  return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(part)) != 0;
}

enum class Format : std::uint8_t { kYaml, kJson };

/// What a gateway is that vmcp would refuse to start.
enum class Start : std::uint8_t { kError, kWarn, kOff };

struct Options {
  std::string default_namespace = "default";
  bool namespace_is_given = false;  ///< `default_namespace` goes before what the input says of one
  GivenVariables variables;         ///< substituted in all objects
  Emit emit = Emit::kDeployment;
  Format format = Format::kYaml;  ///< YAML documents, or one JSON List
  std::vector<std::string> only;  ///< "NAME" or "NAMESPACE/NAME" of the gateways to render; empty: all
  Start start = Start::kWarn;
  bool allow_empty = false;  ///< no VirtualMCPServer in the input is not an error
  /// The input is judged as it stands (check, the validator): a gateway's Deployment in it is not patched, but held
  /// against what vmcp needs.
  bool judge_only = false;
  bool require_deployment = false;  ///< with judge_only: a gateway without a Deployment in the input is an error
  bool complete = false;            ///< wire up what the operator leaves out though referenced objects state it
  /// What to reproduce; nothing: what the input says, else the default.
  std::optional<release::Release> release;
  op::Settings settings;  ///< their release is the one that was chosen
};

/// What a run made.
struct Result {
  std::string manifests;            ///< to be shown only when no error was found
  std::size_t objects_read = 0;     ///< with those that were refused
  std::size_t objects_refused = 0;  ///< by the API server
  std::size_t documents_skipped = 0;
  std::size_t gateways = 0;                      ///< of those that were asked for, admitted
  std::size_t gateways_refused = 0;              ///< of those that were asked for, among the objects refused
  release::Release release = release::kDefault;  ///< that is reproduced
};

/// Takes the objects of a run in apply order per gateway, gateways in input order; they are to be shown only when no
/// error was found.
using ObjectWriter = std::function<void(yaml::Value)>;

/// Everything between reading and writing: admit, index, reconcile, apply, start. Findings go to `sink`; the result has
/// no manifests. `crds` are admitted with; null pointer: the release's facts. `unread` are texts that could not be read
/// as documents: what they may hold is not reported as absent.
Result render(std::vector<yaml::Document> documents, const source::Sources& sources, const admission::Schemas* crds,
              const Options& options, const ObjectWriter& write_object, diag::Sink& sink,
              std::span<const std::string_view> unread = {});

/// The whole tool without its command line: read, admit, index, reconcile, apply, start, emit. Findings go to `sink`;
/// `crds` as above.
Result run(const source::Sources& sources, std::span<const source::Input> inputs, const admission::Schemas* crds,
           const Options& options, diag::Sink& sink);

}  // namespace vmcp::render
