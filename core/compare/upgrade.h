#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/compare/objects.h"
#include "core/diag/diagnostic.h"
#include "core/release/release.h"
#include "core/render/outcome.h"
#include "core/render/pipeline.h"

namespace vmcp::compare {

/// What became of an input in one release: a run that made objects of all kinds, each as JSON (render::Options::apart),
/// and tells the findings of each gateway, and all its findings as they are printed.
struct Run {
  render::Result result;
  std::vector<diag::Diagnostic> findings;
};

/// What the other release does to a gateway, the worst of it.
enum class Change : std::uint8_t {
  kSame,
  kObjects,   ///< objects change, but the pod stays
  kRestart,   ///< the template of the pod changes
  kAccepted,  ///< only the other release takes it
  kWillNotStart,
  kRefused,
};

/// same, changed, restarts, accepted, will-not-start, refused.
std::string_view change_name(Change change);

/// Why a pod restarts: what kind of change it is, and the field of the Deployment that is the first of that kind.
struct Cause {
  std::string_view kind;  ///< image, env, config checksum, volumes, other; the first of these that there is
  std::string path;
};

/// Findings that only one of the runs has, by severity, code, object, path and message.
struct FindingChanges {
  std::vector<diag::Diagnostic> appear;
  std::vector<diag::Diagnostic> go;
  std::vector<diag::Diagnostic> stay;  ///< errors that both have
  /// Those of the run after, new or not, that name a field which is to be written otherwise: it is deprecated or has
  /// moved.
  std::vector<diag::Diagnostic> fields;

  bool any() const { return !appear.empty() || !go.empty(); }
};

struct GatewayUpgrade {
  std::string name_space;
  std::string name;
  Change change = Change::kSame;
  render::Fate before = render::Fate::kRefused;
  render::Fate after = render::Fate::kRefused;
  std::optional<Cause> cause;  ///< of kRestart
  FindingChanges findings;
  std::vector<ObjectDifference>
      objects;  ///< theirs are those before; none where one of the releases refuses the gateway
};

struct Upgrade {
  release::Release from;
  release::Release to;
  std::vector<GatewayUpgrade> gateways;  ///< in the order of the run after
  FindingChanges others;                 ///< findings about no gateway

  /// Whether nothing changes, neither an object nor a finding, and all gateways start.
  bool is_same() const;
};

/// Says what changes from one run to another of the same input.
Upgrade compare_runs(Run before, Run after);

}  // namespace vmcp::compare
