#include "core/compare/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <string>

namespace vmcp::compare {
namespace {

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view letters) {
  Lines lines;
  for (std::size_t i = 0; i < letters.size(); ++i) lines.push_back(letters.substr(i, 1));
  return lines;
}

/// What the edits make of `before`.
Lines applied(const std::vector<Edit>& edits, const Lines& before, const Lines& after) {
  Lines result;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    while (at < edit.before) result.push_back(before[at++]);
    for (std::size_t i = 0; i < edit.after_count; ++i) result.push_back(after[edit.after + i]);
    at += edit.before_count;
  }
  while (at < before.size()) result.push_back(before[at++]);
  return result;
}

std::size_t changed(const std::vector<Edit>& edits) {
  std::size_t count = 0;
  for (const Edit& edit : edits) count += edit.before_count + edit.after_count;
  return count;
}

/// The fewest lines that can be changed, by the longest common subsequence.
std::size_t fewest(const Lines& before, const Lines& after) {
  std::vector<std::vector<std::size_t>> common(before.size() + 1, std::vector<std::size_t>(after.size() + 1));
  for (std::size_t i = 0; i < before.size(); ++i) {
    for (std::size_t j = 0; j < after.size(); ++j) {
      common[i + 1][j + 1] = before[i] == after[j] ? common[i][j] + 1 : std::max(common[i][j + 1], common[i + 1][j]);
    }
  }
  return before.size() + after.size() - 2 * common.back().back();
}

}  // namespace

TEST_CASE("edits are as few as there can be") {
  CHECK(line_edits({}, {}).empty());
  CHECK(line_edits(lines_of("abc"), lines_of("abc")).empty());
  CHECK(line_edits(lines_of("abc"), lines_of("abXc")) == std::vector<Edit>{{2, 0, 2, 1}});
  CHECK(line_edits(lines_of("abc"), lines_of("aXc")) == std::vector<Edit>{{1, 1, 1, 1}});
  CHECK(line_edits(lines_of("abc"), {}) == std::vector<Edit>{{0, 3, 0, 0}});
  CHECK(line_edits({}, lines_of("ab")) == std::vector<Edit>{{0, 0, 0, 2}});
  CHECK(changed(line_edits(lines_of("abcabba"), lines_of("cbabac"))) == 5);

  std::uint32_t state = 1;
  const auto random = [&](std::uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 16U) % below;
  };
  for (int round = 0; round < 3000; ++round) {
    std::string first;
    std::string second;
    for (std::uint32_t i = random(13); i > 0; --i) first += static_cast<char>('a' + random(3));
    for (std::uint32_t i = random(13); i > 0; --i) second += static_cast<char>('a' + random(3));
    CAPTURE(first);
    CAPTURE(second);
    const Lines before = lines_of(first);
    const Lines after = lines_of(second);
    const std::vector<Edit> edits = line_edits(before, after);
    CHECK(applied(edits, before, after) == after);
    CHECK(changed(edits) == fewest(before, after));
  }
}

TEST_CASE("huge lists without anything in common take no time") {
  std::vector<std::string> texts;
  for (int i = 0; i < 200000; ++i) texts.push_back(std::to_string(i));
  const Lines before(texts.begin(), texts.begin() + 100000);
  Lines after(texts.begin() + 100000, texts.end());
  CHECK(changed(line_edits(before, after)) == 200000);

  // A few edits are found in lists of any length.
  after = before;
  after[500] = "x";
  after.erase(after.begin() + 70000);
  CHECK(changed(line_edits(before, after)) == 3);

  // What is found elsewhere is no edit although the search was given up.
  Lines shuffled = before;
  std::ranges::reverse(shuffled);
  CHECK(applied(line_edits(before, shuffled), before, shuffled) == shuffled);
}

}  // namespace vmcp::compare
