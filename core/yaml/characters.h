#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vmcp::yaml {

/// Throws a Problem at the first byte that is not UTF-8.
void check_utf8(std::string_view text);

/// Throws a Problem at the first character of a UTF-8 text that YAML does not allow: controls other than tab and line
/// breaks, U+FFFE, U+FFFF.
void check_characters(std::string_view text);

/// The text with its line breaks as yaml-cpp knows them: CRLF, CR and U+0085 become LF, and one ends the last line.
/// `text` itself when it is so already; `storage` holds the copy otherwise.
std::string_view normalize_breaks(std::string_view text, std::string& storage);

/// YAML 1.1 breaks lines at U+2028 and U+2029, too: the length of such a separator that `text` begins with, or 0.
std::size_t separator_length(std::string_view text);

}  // namespace vmcp::yaml
