#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vmcp::go {

/// Whether `<`, `>` and `&` are written as `\u003c`, `\u003e` and `\u0026`, as json.Marshal does unless told otherwise.
enum class HtmlEscapes : std::uint8_t { kYes, kNo };

/// Appends `text` as Go's JSON encoder writes a string, quotes included: control characters, U+2028 and U+2029 are
/// escaped, a byte that is not UTF-8 becomes `\ufffd`, everything else stays as it is.
void append_json_string(std::string& out, std::string_view text, HtmlEscapes html = HtmlEscapes::kYes);

}  // namespace vmcp::go
