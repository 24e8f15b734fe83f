#include "core/release/release.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "core/diag/quoted.h"
#include "core/release/range.h"
#include "core/release/version.h"

namespace vmcp::release {
namespace {

/// What a version stands for that a text calls `text`.
Choice choose_version(const Version& asked, std::string_view text) {
  const auto is_after = [&](const Release& release) { return *parse_version(release.tag) > asked; };
  const auto after = std::ranges::find_if(kReleases, is_after);
  if (after == kReleases.begin()) {
    return {{},
            diag::quoted(text) + " is older than " + std::string(after->tag) + ", the oldest release that is known"};
  }
  const Release& before = *std::prev(after);
  const Version known = *parse_version(before.tag);
  const bool same_minor = known.major == asked.major && known.minor == asked.minor;
  if (same_minor && (asked.patch == kAnyPatch || known == asked)) return {before, {}};
  if (after == kReleases.end()) {
    return {{},
            diag::quoted(text) + " is newer than " + std::string(before.tag) + ", the newest release that is known"};
  }
  return {before, "release " + diag::quoted(text) + " is not known; it is reproduced as " + std::string(before.tag) +
                      ", the known one before it"};
}

/// As choose_version(); an operator that is older than all that are known is there all the same, and the oldest of them
/// is the nearest to it.
Choice choose_installed(const Version& installed, std::string_view text) {
  const Release& oldest = kReleases.front();
  if (installed >= *parse_version(oldest.tag)) return choose_version(installed, text);
  return {oldest,
          diag::quoted(text) + " is older than " + std::string(oldest.tag) +
              ", the oldest release that is known; it is reproduced as that",
          installed};
}

/// The newest minor release of a range that holds no known one; what it names least where there is none, either.
std::optional<Version> newest_unknown(const Range& range) {
  const Version oldest = *parse_version(kReleases.front().tag);
  for (Number minor = oldest.minor; minor-- > 0;) {
    const Version any{oldest.major, minor};
    if (range.contains(any)) return any;
  }
  return range.least();
}

/// What to know of a range whose newest known release is `newest`: that it holds later ones, which a cluster would
/// take, between that and the next known one. Empty when it holds none.
std::string unknown_above(const Release& newest, const Range& range, std::string_view text) {
  const auto* const next = std::next(std::ranges::find(kReleases, newest));
  if (next == kReleases.end()) return {};
  const Version before = *parse_version(newest.tag);
  const Version after = *parse_version(next->tag);
  for (Number minor = after.minor; minor-- > before.minor + 1;) {
    if (before.major != after.major || !range.contains({after.major, minor, 0, true})) continue;
    return diag::quoted(text) + " admits releases that are not known, up to v" + std::to_string(after.major) + '.' +
           std::to_string(minor) + "; it is reproduced as " + std::string(newest.tag) + ", the newest known one in it";
  }
  return {};
}

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
  if (const std::optional<Version> asked = parse_version(text)) return choose_version(*asked, text);
  return {{},
          diag::quoted(text) + " is no release of ToolHive; expected one like " + std::string(kReleases.back().tag)};
}

std::optional<Choice> choose_of_chart(std::string_view text) {
  if (const std::optional<Version> exact = parse_version(text)) return choose_installed(*exact, text);
  const std::optional<Range> range = Range::parse(text);
  if (!range) return std::nullopt;
  const auto newest = std::ranges::find_if(kReleases.rbegin(), kReleases.rend(), [&](const Release& release) {
    return range->contains(*parse_version(release.tag));
  });
  if (newest != kReleases.rend()) return Choice{*newest, unknown_above(*newest, *range, text)};
  if (const std::optional<Version> installed = newest_unknown(*range)) return choose_installed(*installed, text);
  return Choice{{}, diag::quoted(text) + " holds no release of ToolHive that is known"};
}

}  // namespace vmcp::release
