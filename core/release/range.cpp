#include "core/release/range.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace vmcp::release {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kOr = "||";

void skip(std::string_view& text, std::string_view characters) {
  text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
}

/// A version of which the last numbers may be absent, or be "x", "X" or "*".
struct Partial {
  Version first;            ///< the first version that it stands for
  std::size_t numbers = 0;  ///< how many are given
};

/// Nothing when the text does not begin with one.
std::optional<Partial> take_partial(std::string_view& text) {
  Partial partial{{0, 0, 0, true}, 0};
  const std::array<Number*, 3> numbers = {&partial.first.major, &partial.first.minor, &partial.first.patch};
  take(text, 'v');
  bool is_open = false;
  for (std::size_t i = 0; i < numbers.size() && (i == 0 || take(text, '.')); ++i) {
    if (take(text, 'x') || take(text, 'X') || take(text, '*')) {
      is_open = true;
      continue;
    }
    const std::optional<Number> number = take_number(text);
    if (!number) return std::nullopt;
    if (is_open) continue;
    *numbers.at(i) = *number;
    ++partial.numbers;
  }
  const std::optional<bool> is_pre_release = take_labels(text);
  if (!is_pre_release) return std::nullopt;
  if (partial.numbers == numbers.size()) partial.first.final = !*is_pre_release;
  return partial;
}

/// The version right behind this one.
Version next(const Version& version) {
  Version result = version;
  if (version.final) ++result.patch;
  result.final = !version.final;
  return result;
}

/// The first version whose first `numbers` numbers are greater than those of `version`; nothing for none of them.
std::optional<Version> next_of(const Version& version, std::size_t numbers) {
  switch (numbers) {
    case 0:
      return std::nullopt;
    case 1:
      return Version{version.major + 1, 0, 0, false};
    case 2:
      return Version{version.major, version.minor + 1, 0, false};
    default:
      return next(version);
  }
}

/// How many numbers of a version "^" keeps: those up to the first that is not zero.
std::size_t kept_by_caret(const Partial& partial) {
  if (partial.numbers == 0) return 0;
  if (partial.first.major != 0 || partial.numbers == 1) return 1;
  if (partial.first.minor != 0 || partial.numbers == 2) return 2;
  return 3;
}

}  // namespace

bool Range::Bound::holds(const Version& version) const {
  const bool inside = low <= version && (!high || version < *high);
  return inside != excluded;
}

std::optional<Range::Bound> Range::parse_bound(std::string_view& text) {
  const std::size_t length = std::min(text.find_first_not_of("=!<>~^"), text.size());
  const std::string_view sign = text.substr(0, length);
  text.remove_prefix(length);
  skip(text, kBlanks);
  const std::optional<Partial> partial = take_partial(text);
  if (!partial) return std::nullopt;
  const Version& first = partial->first;
  const std::optional<Version> end = next_of(first, partial->numbers);
  constexpr Version kZero{0, 0, 0, false};

  if (sign.empty() || sign == "=") return Bound{first, end};
  if (sign == "!=") return Bound{first, end, true};
  // Nothing is above or below all versions.
  if (sign == ">") return Bound{end.value_or(kZero), end ? std::nullopt : std::optional(kZero)};
  if (sign == "<") return Bound{kZero, end ? first : kZero};
  if (sign == ">=" || sign == "=>") return Bound{first, {}};
  if (sign == "<=" || sign == "=<") return Bound{kZero, end};
  if (sign == "~" || sign == "~>") {
    return Bound{first, next_of(first, std::min<std::size_t>(partial->numbers, 2))};
  }
  if (sign == "^") return Bound{first, next_of({first.major, first.minor, first.patch, true}, kept_by_caret(*partial))};
  return std::nullopt;
}

std::optional<Range::Bounds> Range::parse_bounds(std::string_view text) {
  Bounds bounds;
  for (skip(text, kBlanks); !text.empty(); skip(text, " \t\r\n,")) {
    std::optional<Bound> bound = parse_bound(text);
    if (!bound) return std::nullopt;
    std::string_view rest = text;
    skip(rest, kBlanks);
    if (rest.size() < text.size() && rest.starts_with("- ")) {
      text = rest.substr(1);
      skip(text, kBlanks);
      const std::optional<Partial> last = take_partial(text);
      if (!last) return std::nullopt;
      bound->high = next_of(last->first, last->numbers);
    }
    // What follows a version is not glued to it.
    if (!text.empty() && kBlanks.find(text.front()) == std::string_view::npos && text.front() != ',') {
      return std::nullopt;
    }
    bounds.push_back(*bound);
  }
  return bounds.empty() ? std::nullopt : std::optional(std::move(bounds));
}

std::optional<Range> Range::parse(std::string_view text) {
  Range range;
  while (true) {
    const std::size_t end = text.find(kOr);
    std::optional<Bounds> bounds = parse_bounds(text.substr(0, end));
    if (!bounds) return std::nullopt;
    range.alternatives_.push_back(*std::move(bounds));
    if (end == std::string_view::npos) return range;
    text.remove_prefix(end + kOr.size());
  }
}

bool Range::contains(const Version& version) const {
  return std::ranges::any_of(alternatives_, [&](const Bounds& bounds) {
    return std::ranges::all_of(bounds, [&](const Bound& bound) { return bound.holds(version); });
  });
}

std::optional<Version> Range::least() const {
  std::optional<Version> least;
  const auto consider = [&](const Version& version) {
    if (contains(version) && (!least || version < *least)) least = version;
  };
  consider({0, 0, 0, true});
  for (const Bounds& bounds : alternatives_) {
    for (const Bound& bound : bounds) consider(bound.low);
  }
  return least;
}

}  // namespace vmcp::release
