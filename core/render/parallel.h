#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/diag/sink.h"
#include "core/operator/context.h"
#include "core/render/gateways.h"
#include "core/render/options.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// The objects of one gateway; findings go to the sink. Runs on several threads at once, each with a sink of its own.
using MakeObjects = std::function<std::vector<yaml::Value>(const op::Server&, diag::Sink&)>;

/// The objects of all gateways, in their order.
struct Output {
  std::string manifests;
  std::vector<yaml::Value> objects;  ///< with Format::kObjects, in place of `manifests`
};

/// Makes them, on several threads where there are many gateways. Of YAML no more than one gateway's objects are kept
/// per thread.
Output make_all(Gateways gateways, Format format, const MakeObjects& make, diag::Sink& sink);

}  // namespace vmcp::render
