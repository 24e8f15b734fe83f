#include "core/text/word_forms.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/text/ascii.h"

namespace vmcp::text {
namespace {

using Words = std::vector<std::string>;

/// A word and what it is also called, where the one is not the beginning of the other.
struct Synonym {
  std::string_view word;
  std::string_view other;
};
constexpr std::array kSynonyms = {Synonym{"certificate", "crt"}, Synonym{"config", "cfg"},
                                  Synonym{"password", "passwd"}, Synonym{"password", "pwd"},
                                  Synonym{"service", "svc"},     Synonym{"url", "uri"}};

/// A plural and its singular are the same.
std::string singular(std::string word) {
  constexpr std::size_t kShortest = 4;
  if (word.size() < kShortest || !word.ends_with('s') || word.ends_with("ss")) return word;
  word.pop_back();
  if (word.ends_with("ie")) word.replace(word.size() - 2, 2, "y");
  return word;
}

/// `caBundleRef`, `CABundleRef` and `ca_bundle_refs` have the words `ca`, `bundle` and `ref`; a text longer than any
/// name has none.
Words words_of(std::string_view name) {
  constexpr std::size_t kLongest = 128;
  Words words;
  if (name.size() > kLongest) return words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(singular(to_lower(word)));
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!is_alphanumeric(name[i])) {
      end_word();
      continue;
    }
    const bool after_lower = i > 0 && !is_upper(name[i - 1]);
    const bool before_lower = i + 1 < name.size() && is_lower(name[i + 1]);
    const bool plural_of_capitals = before_lower && name[i + 1] == 's' && i + 2 == name.size();
    if (is_upper(name[i]) && (after_lower || (before_lower && !plural_of_capitals))) end_word();
    word += name[i];
  }
  end_word();
  return words;
}

bool is_same_word(std::string_view one, std::string_view other, bool may_be_cut) {
  constexpr std::size_t kShortestBeginning = 3;
  if (one == other) return true;
  const bool begins = one.size() < other.size() ? other.starts_with(one) : one.starts_with(other);
  if (may_be_cut && begins && std::min(one.size(), other.size()) >= kShortestBeginning) return true;
  return std::ranges::any_of(kSynonyms, [&](const Synonym& row) {
    return (row.word == one && row.other == other) || (row.word == other && row.other == one);
  });
}

/// How many of the longer name's words the other lacks; nothing where it has words of its own or another order.
std::optional<std::size_t> words_apart(const Words& one, const Words& other, bool may_be_cut) {
  const Words& fewer = one.size() < other.size() ? one : other;
  const Words& more = one.size() < other.size() ? other : one;
  std::size_t found = 0;
  for (const std::string& word : more) {
    if (found < fewer.size() && is_same_word(word, fewer[found], may_be_cut)) ++found;
  }
  return found == fewer.size() ? std::optional(more.size() - fewer.size()) : std::nullopt;
}

}  // namespace

bool have_same_words(std::string_view one, std::string_view other) {
  const Words words = words_of(one);
  return !words.empty() && words_apart(words, words_of(other), false) == 0;
}

std::string_view of_same_words(std::string_view seen, std::span<const std::string_view> candidates) {
  const Words words = words_of(seen);
  if (words.empty()) return {};
  for (const std::size_t apart : {std::size_t{0}, std::size_t{1}}) {
    std::string_view only;
    bool several = false;
    for (const std::string_view candidate : candidates) {
      const Words others = words_of(candidate);
      if (others.empty() || words_apart(words, others, true) != apart) continue;
      several = !only.empty();
      only = candidate;
      if (several) break;
    }
    if (several) return {};
    if (!only.empty()) return only;
  }
  return {};
}

}  // namespace vmcp::text
