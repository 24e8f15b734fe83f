#pragma once

#include <string_view>

namespace vmcp::source {

/// Whether a shell pattern matches all of `text`: `?` and `*` stand for characters but a slash, `**` for any, `[a-z]`
/// and `[!a-z]` for one of a set, which may have classes (`[[:digit:]_]`); a backslash takes the next character
/// literally.
bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace vmcp::source
