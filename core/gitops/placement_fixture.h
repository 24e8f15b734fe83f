#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/sink.h"
#include "core/gitops/placement.h"
#include "core/gitops/read_inputs.h"
#include "core/source/files.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"

/// Walked trees for tests of what is made of their files.
namespace vmcp::gitops::fixture {

using Tree = std::map<std::string, std::string>;

inline std::string object(const std::string& kind, const std::string& name, const std::string& more = "") {
  const bool is_core = kind == "Secret" || kind == "ConfigMap";
  return "apiVersion: " + std::string(is_core ? "v1" : "toolhive.stacklok.dev/v1beta1") + "\nkind: " + kind +
         "\nmetadata: {name: \"" + name + '"' + more + "}\n";
}

inline std::string gateway(const std::string& more = "") { return object("VirtualMCPServer", "gw", more); }

inline std::string flux(const std::string& spec) {
  return "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: "
         "flux-system}\nspec: " +
         spec + "\n";
}

inline std::string argo(const std::string& source, const std::string& name_space) {
  return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: apps}\nspec: {source: " + source +
         ", destination: {namespace: " + name_space + "}}\n";
}

/// A walked tree and what is made of it.
struct Placed {
  source::MemoryFileSystem files;
  source::Sources sources;
  diag::Sink sink;
  std::vector<World> worlds;

  explicit Placed(Tree tree, PlacementOptions options = {}) {
    files.files = std::move(tree);
    source::InputOptions input;
    input.paths = {"repo"};
    input.recursive = true;
    source::Inputs inputs = source::collect_inputs(files, input, sources, sink);
    Documents read = read_inputs(files, sources, inputs, {}, sink);
    options.walked = read.walked;
    worlds =
        place(std::move(read.documents), std::move(read.delivery_faults), read.kustomizations, sources, options, sink);
  }

  /// `Kind namespace/name` of the ToolHive and other objects that matter, a world a list.
  std::vector<std::string> objects(std::size_t world = 0) const {
    std::vector<std::string> result;
    for (const yaml::Document& document : worlds.at(world).documents) {
      const std::string_view kind = document.root.string_at("kind");
      static const std::set<std::string_view> kOfDeliveries = {"Kustomization", "Application", "ApplicationSet",
                                                               "FluxInstance", "GitRepository"};
      if (kOfDeliveries.contains(kind)) continue;
      const yaml::Value* metadata = document.root.find("metadata");
      if (metadata == nullptr) continue;
      result.push_back(std::string(kind) + ' ' + std::string(metadata->string_at("namespace")) + '/' +
                       std::string(metadata->string_at("name")));
    }
    return result;
  }

  std::vector<std::string> notes() const {
    std::vector<std::string> result;
    for (const diag::Diagnostic& finding : sink.sorted()) {
      result.push_back(finding.place.file + ':' + std::to_string(finding.place.line) + ' ' + std::string(finding.code));
    }
    return result;
  }
};

using Texts = std::vector<std::string>;

}  // namespace vmcp::gitops::fixture
