#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/cluster/cluster.h"
#include "core/diag/sink.h"
#include "core/operator/context.h"
#include "core/operator/reconcile.h"
#include "core/render/render.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// The custom resources as they were written (lowered, not defaulted), by namespace and name.
using WrittenResources = std::map<std::pair<std::string, std::string>, yaml::Value>;

/// Turns admitted gateways into the objects to print, each by itself; may be called on several threads at once. What is
/// given lives longer.
class Maker {
 public:
  Maker(const cluster::Cluster& cluster, WrittenResources written, const Options& options,
        const source::Sources& sources)
      : cluster_(cluster), written_(std::move(written)), options_(options), sources_(sources) {}

  /// What --emit asks for, in apply order: reconcile, then start. Nothing when the gateway is refused; the findings say
  /// why.
  std::vector<yaml::Value> make(const op::Server& server, diag::Sink& sink) const;

 private:
  /// Whether vmcp would serve with what the operator made, which the render does not depend on. `deployment` is the one
  /// that is going to run; `given` says where it stands, if that is in the input.
  void foretell(const op::Rendered& rendered, const yaml::Value& deployment, const cluster::Object* given,
                diag::Sink& sink) const;
  std::vector<yaml::Value> selected(const op::Context& context, op::Rendered rendered) const;

  const cluster::Cluster& cluster_;
  WrittenResources written_;
  const Options& options_;
  const source::Sources& sources_;
};

}  // namespace vmcp::render
