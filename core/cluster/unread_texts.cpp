#include "core/cluster/unread_texts.h"

#include <algorithm>
#include <cstddef>

namespace vmcp::cluster {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// What the names and kinds of objects are made of.
bool is_word_character(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

/// A sentence's full stop is no part of its last word.
std::string_view without_stops(std::string_view word) {
  while (word.ends_with('.')) word.remove_suffix(1);
  return word;
}

}  // namespace

UnreadTexts::UnreadTexts(std::span<const std::string_view> texts) {
  /// Longer than any kind: what begins at the capitals of longer words is of no interest.
  constexpr std::size_t kLongestKind = 64;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    for (auto at = texts[i].begin(); at != texts[i].end();) {
      const auto begin = std::find_if(at, texts[i].end(), is_word_character);
      at = std::find_if_not(begin, texts[i].end(), is_word_character);
      const std::string_view word = without_stops({begin, at});
      if (word.empty()) continue;
      add(word, i);
      if (word.size() > kLongestKind) continue;
      for (std::size_t capital = 1; capital < word.size(); ++capital) {
        if (is_upper(word[capital])) add(word.substr(capital), i);
      }
    }
  }
}

void UnreadTexts::add(std::string_view word, std::uint32_t text) {
  std::vector<std::uint32_t>& texts = texts_with_[word];
  if (texts.empty() || texts.back() != text) texts.push_back(text);
}

bool UnreadTexts::mention(std::string_view kind, std::string_view name) const {
  const auto with_kind = texts_with_.find(kind);
  const auto with_name = texts_with_.find(name);
  if (with_kind == texts_with_.end() || with_name == texts_with_.end()) return false;
  const bool kind_is_rarer = with_kind->second.size() < with_name->second.size();
  const auto& rarer = kind_is_rarer ? with_kind->second : with_name->second;
  const auto& other = kind_is_rarer ? with_name->second : with_kind->second;
  return std::ranges::any_of(rarer, [&](std::uint32_t text) { return std::ranges::binary_search(other, text); });
}

}  // namespace vmcp::cluster
