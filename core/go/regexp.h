#pragma once

#include <cstddef>
#include <memory>
#include <re2/re2.h>
#include <string_view>

namespace vmcp::go {

/// What it may take to compile a pattern, as regexp_cost() has it.
inline constexpr std::size_t kMostRegexpCost = 20'000;

/// As regexp.Compile: RE2's syntax, with `(?<name>...)` and without `\C`. Null when Go refuses the pattern, or it takes
/// more than that to compile.
std::unique_ptr<const RE2> compile_regexp(std::string_view pattern);

/// Whether Go knows the pattern, which is soon told, however much it stands for.
bool is_regexp(std::string_view pattern);

/// What it takes to compile a pattern, in instructions: a few of them take a microsecond.
std::size_t regexp_cost(std::string_view pattern);

}  // namespace vmcp::go
