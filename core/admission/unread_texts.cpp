#include "core/admission/unread_texts.h"

#include <algorithm>
#include <cstddef>

namespace vmcp::admission {
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

/// Whether two ascending lists share an item.
bool have_common(const std::vector<std::uint32_t>& one, const std::vector<std::uint32_t>& other) {
  const auto& shorter = one.size() < other.size() ? one : other;
  const auto& longer = one.size() < other.size() ? other : one;
  return std::ranges::any_of(shorter, [&](std::uint32_t text) { return std::ranges::binary_search(longer, text); });
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
    if (!std::ranges::binary_search(texts_with("namespace"), i)) without_namespace_.push_back(i);
  }
}

const UnreadTexts::Texts& UnreadTexts::texts_with(std::string_view word) const {
  static const Texts kNone;
  const auto found = texts_with_.find(word);
  return found == texts_with_.end() ? kNone : found->second;
}

void UnreadTexts::add(std::string_view word, std::uint32_t text) {
  Texts& texts = texts_with_[word];
  if (texts.empty() || texts.back() != text) texts.push_back(text);
}

bool UnreadTexts::mention(std::string_view kind, std::string_view name) const {
  return have_common(texts_with(kind), texts_with(name));
}

bool UnreadTexts::may_hold_objects_of(std::string_view name_space) const {
  return !without_namespace_.empty() || texts_with_.contains(name_space);
}

bool UnreadTexts::may_hold(std::string_view kind, std::string_view name_space) const {
  const Texts& of_kind = texts_with(kind);
  return have_common(of_kind, without_namespace_) || have_common(of_kind, texts_with(name_space));
}

}  // namespace vmcp::admission
