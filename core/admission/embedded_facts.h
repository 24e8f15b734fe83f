#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/admission/facts.h"
#include "core/release/release.h"

namespace vmcp::admission {

/// What the program itself knows of one of ToolHive's kinds, in every set of releases. Facts are parsed when they are
/// first asked for.
class EmbeddedFacts {
 public:
  /// `kind` is one of embedded_kinds() and lives as long as the program.
  explicit EmbeddedFacts(std::string_view kind) : kind_(kind) {}

  /// The kind's facts in a set; sets in which they are the same share them.
  const KindFacts& in(release::Set set) const;

 private:
  /// The facts in some sets, which end with `until`; the newest sets have none after them.
  struct Age {
    std::optional<release::Span> sets;
    KindFacts facts;
  };
  const std::vector<Age>& ages() const;

  std::string_view kind_;
  mutable std::vector<Age> ages_;  ///< the newest first
};

/// ToolHive's kinds: the files that are embedded. The names live as long as the program.
std::span<const std::string_view> embedded_kinds();

}  // namespace vmcp::admission
