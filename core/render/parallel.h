#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/diag/sink.h"
#include "core/emit/emit.h"
#include "core/operator/context.h"
#include "core/render/gateways.h"
#include "core/render/judged.h"
#include "core/render/manifest.h"
#include "core/render/options.h"
#include "core/render/outcome.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// What was made of one gateway.
struct Made {
  std::vector<yaml::Value> objects = {};
  emit::Comments comments = {};  ///< of `objects`
  std::size_t config_bytes = 0;  ///< what its ConfigMap holds, and about what is wired up in its pod
  Outcome outcome = {};
  std::optional<Verdict> verdict = {};  ///< if the options ask for it
};

/// Makes the objects of a gateway; findings go to the sink. Runs on several threads at once, each with a sink of its
/// own.
using Make = std::function<Made(const cluster::Object&, diag::Sink&)>;

/// What the ConfigMaps and pods of a run may hold together. One group may be in the config of each of its gateways, so
/// that a small input can ask for a text of any size.
inline constexpr std::size_t kMostConfigBytes = std::size_t{64} << 20U;

/// The objects of all gateways, in their order.
struct Output {
  std::string text;                  ///< YAML documents, or what Options::print made
  std::vector<yaml::Value> objects;  ///< in other formats, those that were not printed
  std::vector<Manifest> files;       ///< with Options::apart, in place of both
  std::vector<Verdict> verdicts;     ///< of those that have one
  std::vector<Outcome> outcomes;

  void append(Output more, const Options& options);
};

/// Makes them, on several threads where there are many gateways. Of YAML no more than one gateway's objects are kept
/// per thread, and the text of a few beside the text of all. More than `most_config_bytes` is an error, the only
/// finding then: how far the threads came is chance.
Output make_all(Gateways gateways, const Options& options, const Make& make, diag::Sink& sink,
                std::size_t most_config_bytes = kMostConfigBytes);

}  // namespace vmcp::render
