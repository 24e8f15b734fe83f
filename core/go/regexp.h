#pragma once

#include <memory>
#include <re2/re2.h>
#include <string_view>

namespace vmcp::go {

/// As regexp.Compile: RE2's syntax, with `(?<name>...)` and without `\C`. Null when Go refuses the pattern.
std::unique_ptr<const RE2> compile_regexp(std::string_view pattern);

}  // namespace vmcp::go
