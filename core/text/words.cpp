#include "core/text/words.h"

#include <algorithm>

#include "core/text/ascii.h"

namespace vmcp::text {

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) words.push_back(take_word(list, ' '));
  return words;
}

bool is_among(std::string_view word, std::string_view list) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

bool any_name_in(std::string_view text, bool (*is_such)(std::string_view name)) {
  const auto is_of_name = [](char c) { return is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; };
  while (!text.empty()) {
    const auto* const end = std::ranges::find_if_not(text, is_of_name);
    const std::string_view name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    if (!name.empty() && is_such(name)) return true;
    text.remove_prefix(std::min(name.size() + 1, text.size()));
  }
  return false;
}

}  // namespace vmcp::text
