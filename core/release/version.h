#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace vmcp::release {

using Number = std::uint32_t;
/// The last number of a version that has only two.
inline constexpr Number kAnyPatch = std::numeric_limits<Number>::max();

/// A semantic version as far as its order is needed.
struct Version {
  Number major = 0;
  Number minor = 0;
  Number patch = kAnyPatch;
  bool final = true;  ///< no pre-release, which is before the release of the same numbers

  auto operator<=>(const Version&) const = default;
};

/// Takes a number off the front of `text`; nothing when it does not begin with one, or with one that has needless
/// zeros.
std::optional<Number> take_number(std::string_view& text);

/// Takes `wanted` off the front of `text`, if it begins so.
bool take(std::string_view& text, char wanted);

/// Takes "-rc.1", "+build" or both off the front of `text`, which leaves out no mark without what it marks. Says
/// whether a pre-release was among them; nothing when it is not well-formed.
std::optional<bool> take_labels(std::string_view& text);

/// As semver.org has it, with an optional "v" and an optional last number; build metadata does not count.
std::optional<Version> parse_version(std::string_view text);

}  // namespace vmcp::release
