#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/diag/utf8.h"

namespace vmcp::diag {

/// Appends a character such that a terminal shows it and does nothing else: control characters, those that turn the
/// writing direction and line separators are escaped (`\x1b`, `\u202e`), a broken byte is U+FFFD.
/// Returns the columns that it takes there: 2 for wide characters, 0 for combining ones.
std::size_t append_visible(std::string& out, const Character& character);

/// A whole text in that form.
std::string visible(std::string_view text);

}  // namespace vmcp::diag
