#pragma once

#include <string>
#include <string_view>

namespace vmcp::go {

/// Appends `text` as Go's JSON encoder writes a string, quotes included: control characters, U+2028 and U+2029 are
/// escaped, a byte that is not UTF-8 becomes `\ufffd`, everything else stays as it is, `<`, `>` and `&`, too (as with
/// SetEscapeHTML(false)).
void append_json_string(std::string& out, std::string_view text);

}  // namespace vmcp::go
