#include "core/release/release.h"

#include <algorithm>
#include <charconv>
#include <compare>
#include <iterator>
#include <limits>

namespace vmcp::release {
namespace {

using Number = std::uint32_t;
constexpr Number kAnyPatch = std::numeric_limits<Number>::max();

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
std::optional<Number> take_number(std::string_view& text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || (length > 1 && text.front() == '0')) return std::nullopt;
  text.remove_prefix(length);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

/// As semver.org has it, with an optional "v" and an optional last number; build metadata does not count.
std::optional<Version> parse(std::string_view text) {
  constexpr std::string_view kIdentifier = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.";
  Version version;
  take(text, 'v');
  const auto major = take_number(text);
  if (!major || !take(text, '.')) return std::nullopt;
  const auto minor = take_number(text);
  if (!minor) return std::nullopt;
  version.major = *major;
  version.minor = *minor;
  if (take(text, '.')) {
    const auto patch = take_number(text);
    if (!patch) return std::nullopt;
    version.patch = *patch;
  }
  if (version.patch == kAnyPatch) return text.empty() ? std::optional(version) : std::nullopt;
  for (const char mark : {'-', '+'}) {
    if (!take(text, mark)) continue;
    const std::size_t end = std::min(text.find_first_not_of(kIdentifier), text.size());
    if (end == 0) return std::nullopt;
    text.remove_prefix(end);
    if (mark == '-') version.final = false;
  }
  return text.empty() ? std::optional(version) : std::nullopt;
}

std::string said(std::string_view text) { return '"' + std::string(text) + '"'; }

}  // namespace

std::string_view first_tag(Set set) { return std::ranges::find(kReleases, set, &Release::set)->tag; }

std::string_view last_tag(Set set) {
  std::string_view tag;
  for (const Release& release : kReleases) {
    if (release.set == set) tag = release.tag;
  }
  return tag;
}

std::optional<Set> set_named(std::string_view first) {
  const auto found = std::ranges::find(kSets, first, first_tag);
  return found == kSets.end() ? std::nullopt : std::optional(*found);
}

Choice choose(std::string_view text) {
  const std::optional<Version> asked = parse(text);
  if (!asked) {
    return {{}, said(text) + " is no release of ToolHive; expected one like " + std::string(kReleases.back().tag)};
  }
  const auto is_after = [&](const Release& release) { return *parse(release.tag) > *asked; };
  const auto after = std::ranges::find_if(kReleases, is_after);
  if (after == kReleases.begin()) {
    return {{}, said(text) + " is older than " + std::string(after->tag) + ", the oldest release that is known"};
  }
  const Release& before = *std::prev(after);
  const Version known = *parse(before.tag);
  const bool same_minor = known.major == asked->major && known.minor == asked->minor;
  if (same_minor && (asked->patch == kAnyPatch || known == *asked)) return {before, {}};
  if (after == kReleases.end()) {
    return {{}, said(text) + " is newer than " + std::string(before.tag) + ", the newest release that is known"};
  }
  return {before, "release " + said(text) + " is not known; it is reproduced as " + std::string(before.tag) +
                      ", the known one before it"};
}

}  // namespace vmcp::release
