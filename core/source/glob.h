#pragma once

#include <string>
#include <string_view>

namespace vmcp::source {

/// Whether a shell pattern matches all of `text`: `?` and `*` stand for characters but a slash, `**` for any, `[a-z]`
/// and `[!a-z]` for one of a set, which may have classes (`[[:digit:]_]`); a backslash takes the next character
/// literally.
bool matches_glob(std::string_view pattern, std::string_view text);

/// What every text that a pattern without `**` matches has in it, to pass over other texts at once: the longest run of
/// characters that stand for themselves, before the first set. May be empty.
std::string longest_literal(std::string_view pattern);

}  // namespace vmcp::source
