#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "core/admission/facts.h"
#include "core/release/release.h"
#include "core/yaml/value.h"

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
  /// How many of the older facts, each against the one before it in the list, are those of a set.
  std::size_t age(release::Set set) const;
  const yaml::Sequence& older() const;

  std::string_view kind_;
  mutable std::optional<yaml::Sequence> older_;
  mutable std::map<std::size_t, KindFacts> by_age_;
};

/// ToolHive's kinds, sorted.
std::span<const std::string_view> embedded_kinds();

}  // namespace vmcp::admission
