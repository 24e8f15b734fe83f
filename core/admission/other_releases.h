#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "core/admission/schema.h"
#include "core/admission/schemas.h"
#include "core/admission/step.h"
#include "core/diag/diagnostic.h"

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
  /// What is given lives longer.
  OtherReleases(const Schemas& schemas, std::string_view version, std::string_view kind)
      : schemas_(schemas), version_(version), kind_(kind) {}

  /// Which releases have a field where `at` leads to.
  TakenBy having(const Step& at) const;

  /// What is wrong with the object by the schema of another release.
  using Judge = std::function<std::vector<diag::Diagnostic>(const Schema& root)>;
  /// Completes the findings about an object, all that there are but unknown fields, with the releases that have no such
  /// finding, nor one of their own about the same value, one in it or one that holds it.
  void add_to(std::span<diag::Diagnostic> findings, const Judge& judge) const;

 private:
  /// Whether there is something to ask.
  bool known() const { return schemas_.set().has_value(); }
  template <class Takes>
  TakenBy taken(const Takes& takes) const;

  const Schemas& schemas_;
  std::string_view version_;
  std::string_view kind_;
};

}  // namespace vmcp::admission
