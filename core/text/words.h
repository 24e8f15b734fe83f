#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

/// Lists of words in a text, as tables have them.
namespace vmcp::text {

/// Takes what a text begins with up to a separator or its end, with the separator.
constexpr std::string_view take_word(std::string_view& text, char separator) {
  const std::string_view word = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(word.size() + 1, text.size()));
  return word;
}
/// The words of a list, which blanks part.
std::vector<std::string_view> words_of(std::string_view list);
/// Whether a word is one of a list.
bool is_among(std::string_view word, std::string_view list);
/// Whether one of the names in a text is such a one: the runs of letters, digits, `_`, `-` and `.`, whatever parts
/// them.
bool any_name_in(std::string_view text, bool (*is_such)(std::string_view name));

}  // namespace vmcp::text
