#pragma once

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <utility>

#include "core/gitops/placement_fixture.h"

/// Kustomizations over a gateway, for tests of what is built of them.
namespace vmcp::gitops::fixture {

/// Why builds are refused: "PLACE PATH: MESSAGE", without what all messages end with.
inline Texts refused(const Placed& placed) {
  const std::string_view end = "; kustomize refuses to build this";
  Texts result;
  for (const diag::Diagnostic& finding : placed.sink.sorted()) {
    if (finding.code != "build-refused" || finding.severity != diag::Severity::kError) continue;
    REQUIRE(finding.message.ends_with(end));
    std::string text = finding.place.file + ':' + std::to_string(finding.place.line) + ' ' + finding.path + ": " +
                       finding.message.substr(0, finding.message.size() - end.size());
    if (!finding.suggestion.empty()) text += " -> " + finding.suggestion;
    result.push_back(std::move(text));
  }
  return result;
}

/// A tree of a gateway in `base`, of which the kustomization of `over` makes something.
inline Tree overlaid(const std::string& over, const std::string& more = "") {
  return {{"repo/base/gw.yaml", gateway(", labels: {app: a}") + "spec: {replicas: 1, list: [1, 2]}\n" + more},
          {"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"},
          {"repo/over/kustomization.yaml", "resources: [../base]\n" + over}};
}

inline const yaml::Value& first(const Placed& placed) { return placed.worlds.at(0).documents.at(0).root; }

}  // namespace vmcp::gitops::fixture
