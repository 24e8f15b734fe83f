#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/diag/sink.h"
#include "core/release/release.h"
#include "core/release/version.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// Whether an object of Flux' or Argo CD's names a chart that ToolHive is installed with: the operator's, or its CRDs'.
bool installs_toolhive(const yaml::Value& root);

/// What the manifests of an input say about the ToolHive that runs in the cluster which they are for: the version of
/// chart `toolhive-operator` where Flux, Argo CD or kustomize install it, and the tag of the operator's own image.
class StatedReleases {
 public:
  /// Learns from `document`, which need not be an object.
  void add(const yaml::Document& document, const source::Sources& sources);

  /// The release that is stated, the newest known of several; nothing when none is. Reports who states it, and that
  /// the statements differ or name a release that is not known. Where the operator is installed, but nobody states a
  /// version or range of versions ("latest", a digest, a `${VAR}`, a branch), a note says what is assumed.
  std::optional<release::Release> choose(diag::Sink& sink) const;

  /// The version that is stated where it is older than all that are known; nothing when it is not.
  std::optional<release::Version> older() const;

 private:
  struct Statement {
    std::string text;
    release::Choice choice;  ///< of one that states no version neither a release nor a message
    diag::Place place;
    std::string path;
    diag::ResourceId resource;
  };

  void state(const yaml::Document& document, const source::Sources& sources, std::string path, std::string_view text);
  static void report(diag::Severity severity, diag::Code code, const Statement& at, diag::Message message,
                     diag::Sink& sink);
  void note_assumption(diag::Sink& sink) const;
  /// The statement that counts, of which there is one at least.
  const Statement& newest() const;

  std::vector<Statement> statements_;
  std::vector<Statement> without_version_;
};

}  // namespace vmcp::gitops
