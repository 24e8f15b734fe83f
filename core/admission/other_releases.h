#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/admission/schema.h"
#include "core/admission/schemas.h"
#include "core/admission/step.h"
#include "core/diag/diagnostic.h"
#include "core/release/version.h"

namespace vmcp::admission {

/// The known releases nearest to the chosen one that take what it refuses: the first after it and the last before it;
/// empty when there is none.
struct TakenBy {
  std::string_view since;
  std::string_view until;

  bool any() const { return !since.empty() || !until.empty(); }
  /// Completes what is said of what is refused, at `place`.
  void add_to(diag::Message& message, const diag::Place& place) const;
};

/// What the schemas of other known releases say of an object of one kind. Nothing is read before it is asked for.
class OtherReleases {
 public:
  /// What is given lives longer. `older` is the operator of the cluster where it is older than all known releases.
  OtherReleases(const Schemas& schemas, std::string_view version, std::string_view kind,
                std::optional<release::Version> older = {})
      : schemas_(schemas), version_(version), kind_(kind), older_(older) {}

  /// Which releases have a field where `at` leads to.
  TakenBy having(const Step& at) const;

  /// What is wrong with the object by the schema of another release.
  using Judge = std::function<std::vector<diag::Diagnostic>(const Schema& root)>;
  /// Completes the findings about an object, all that there are but unknown fields, with the releases that have no such
  /// finding, nor one of their own about the same value, one in it or one that holds it.
  void add_to(std::span<diag::Diagnostic> findings, const Judge& judge) const;

  /// Makes warnings of the errors about what the older operator accepts. False where that leaves something of which it
  /// is not understood what it stands for.
  bool soften(std::span<diag::Diagnostic> findings) const;

 private:
  /// Whether there is something to ask.
  bool known() const { return schemas_.set().has_value(); }
  template <class Takes>
  TakenBy taken(const Takes& takes) const;

  const Schemas& schemas_;
  std::string_view version_;
  std::string_view kind_;
  std::optional<release::Version> older_;
};

}  // namespace vmcp::admission
