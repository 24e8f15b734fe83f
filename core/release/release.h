#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/release/version.h"

/// Which ToolHive is reproduced. The release is a value: it is chosen once, and everything that depends on it is a row
/// or a named fact with a span. Nothing else compares releases.
namespace vmcp::release {

/// Releases that behave alike in everything that is reproduced here: CRDs, operator, vmcp. In order; named after the
/// first known release.
enum class Set : std::uint8_t { kV0_44, kV0_47, kV0_55, kV0_56, kV0_57, kV0_59, kV0_60, kV0_62 };

inline constexpr std::array kSets = {Set::kV0_44, Set::kV0_47, Set::kV0_55, Set::kV0_56,
                                     Set::kV0_57, Set::kV0_59, Set::kV0_60, Set::kV0_62};
inline constexpr Set kOldestSet = kSets.front();
inline constexpr Set kNewestSet = kSets.back();

/// The sets from the first to the last, both included, in which something is so.
struct Span {
  Set first = kOldestSet;
  Set last = kNewestSet;

  constexpr bool holds(Set set) const { return first <= set && set <= last; }
  bool operator==(const Span&) const = default;
};

constexpr Span since(Set first) { return {first, kNewestSet}; }
constexpr Span until(Set last) { return {kOldestSet, last}; }

/// A release of ToolHive that is known: its reference could be run.
struct Release {
  std::string_view tag;  ///< "v0.63.0"
  Set set;

  bool operator==(const Release&) const = default;
};

/// Every known release and its set, the oldest first: the one place that says which release behaves how.
inline constexpr std::array kReleases = {
    Release{"v0.44.0", Set::kV0_44}, Release{"v0.47.0", Set::kV0_47}, Release{"v0.55.1", Set::kV0_55},
    Release{"v0.55.2", Set::kV0_55}, Release{"v0.56.0", Set::kV0_56}, Release{"v0.57.0", Set::kV0_57},
    Release{"v0.58.0", Set::kV0_57}, Release{"v0.59.0", Set::kV0_59}, Release{"v0.60.0", Set::kV0_60},
    Release{"v0.61.0", Set::kV0_60}, Release{"v0.62.0", Set::kV0_62}, Release{"v0.63.0", Set::kV0_62}};

/// What is reproduced when nobody says otherwise: the newest.
inline constexpr Release kDefault = kReleases.back();

/// The tags of the first and the last known release of a set.
std::string_view first_tag(Set set);
std::string_view last_tag(Set set);

/// The set whose first known release has this tag; nothing when there is none.
std::optional<Set> set_named(std::string_view first_tag);

/// What the text of a user or of a manifest stands for.
struct Choice {
  /// The release that is reproduced; nothing when there is none: then `message` says why.
  std::optional<Release> release;
  /// Empty when the release is the one that was asked for; else what to know about it, or why there is none.
  std::string message;
  /// What is installed, where that is older than all that are known and the oldest of them is reproduced.
  std::optional<Version> older = {};

  bool operator==(const Choice&) const = default;
};

/// Finds the release that `text` names: "0.63.0", "v0.63.0", or without the last number, which stands for the newest
/// known of that minor release. One between known ones is reproduced as the known one before it, which the message
/// says; one older or newer than all that are known is none.
Choice choose(std::string_view text);

/// Finds the release that the version of chart `toolhive-operator` stands for, which is the release's own. One may ask
/// for a range of versions, as ">=0.60.0 <0.63.0" or "0.63.x": it stands for the newest known release in it, as a
/// cluster takes the newest that there is, or else for the newest minor release in it before all that are known, or the
/// least version that it names; the message says so where it holds later releases that are not known. A version older
/// than all that are known is reproduced as the oldest, which the message says. Nothing when the text is neither a
/// version nor a range.
std::optional<Choice> choose_of_chart(std::string_view text);

}  // namespace vmcp::release
