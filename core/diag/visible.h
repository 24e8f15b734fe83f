#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vmcp::diag {

/// How much room a character takes.
struct Shown {
  std::size_t size = 0;   ///< bytes of the text
  std::size_t width = 0;  ///< columns of a terminal: 2 for wide characters, 0 for combining ones
};

/// Whether a character cannot be seen, or changes how the rest is seen.
bool is_invisible(char32_t code);

/// Appends the character at `at` of `text` such that whoever reads a log sees it and nothing obeys it: what is
/// invisible or turns the writing direction is escaped (`\x1b`, `\u00a0`, `\U000e0001`), and so is the `#` that begins
/// `##[`; a broken byte is U+FFFD.
Shown append_visible(std::string& out, std::string_view text, std::size_t at);

/// A whole text in that form.
std::string visible(std::string_view text);

}  // namespace vmcp::diag
