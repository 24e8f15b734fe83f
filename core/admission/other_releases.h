#pragma once

#include <functional>
#include <string_view>

#include "core/admission/schema.h"
#include "core/admission/schemas.h"
#include "core/admission/step.h"

namespace vmcp::admission {

/// The known releases nearest to the chosen one that take what it refuses: the first after it and the last before it;
/// empty when there is none.
struct TakenBy {
  std::string_view since;
  std::string_view until;

  bool any() const { return !since.empty() || !until.empty(); }
};

/// What the schemas of other known releases say of an object of one kind. Nothing is read before it is asked for.
class OtherReleases {
 public:
  /// What is given lives longer.
  OtherReleases(const Schemas& schemas, std::string_view version, std::string_view kind)
      : schemas_(schemas), version_(version), kind_(kind) {}

  /// Which releases take what stands at `at`; `takes` judges by the schema that a release has there.
  TakenBy taken(const Step& at, const std::function<bool(const Schema&)>& takes) const;

 private:
  const Schemas& schemas_;
  std::string_view version_;
  std::string_view kind_;
};

}  // namespace vmcp::admission
