#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/release/version.h"

namespace vmcp::release {

/// The versions of a chart that a text asks for: "0.63.0", "0.63.x", "^0.60", ">=0.60.0 <0.63.0", "0.60 - 0.62",
/// alternatives with "||". As github.com/Masterminds/semver, which Helm, Flux and Argo CD read them with, except that a
/// pre-release is like any other version here.
class Range {
 public:
  /// Nothing when the text is no range.
  static std::optional<Range> parse(std::string_view text);

  bool contains(const Version& version) const;
  /// The least version of the range that one of its bounds names, or 0.0.0 if that is in it; nothing when there is
  /// none.
  std::optional<Version> least() const;

 private:
  /// What one operator with its version says: from `low` on, and below `high` where there is one.
  struct Bound {
    Version low;
    std::optional<Version> high;
    bool excluded = false;  ///< those are the versions that are not meant

    bool holds(const Version& version) const;
  };
  using Bounds = std::vector<Bound>;

  static std::optional<Bounds> parse_bounds(std::string_view text);
  static std::optional<Bound> parse_bound(std::string_view& text);

  std::vector<Bounds> alternatives_;
};

}  // namespace vmcp::release
