#include "core/go/regexp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <system_error>
#include <vector>

namespace vmcp::go {
namespace {

/// The classes of characters that have hundreds of ranges.
constexpr std::array<std::string_view, 14> kLargeClasses = {"C", "L",  "Ll", "Lo", "Lu", "M", "Mn",
                                                            "N", "Nd", "No", "P",  "Po", "S", "So"};

/// How long the name of a class is that `text` begins with, what stands for it included.
std::size_t class_length(std::string_view text) {
  return text.starts_with('{') ? std::min(text.find('}'), text.size() - 1) + 1 : 1;
}

/// The same of a large class; 0 for another.
std::size_t large_class(std::string_view text) {
  const std::size_t length = class_length(text);
  std::string_view name = text.substr(0, length);
  if (name.starts_with('{')) name = name.substr(1, length - 2);
  if (name.starts_with('^')) name.remove_prefix(1);
  return std::ranges::find(kLargeClasses, name) == kLargeClasses.end() ? 0 : length;
}

/// How often the repetition `{n,m}` that `text` begins with has something at most; 0 for what is none or too much.
std::size_t repeated(std::string_view text) {
  constexpr std::size_t kMost = 1000;
  std::size_t most = 0;
  const char* at = text.data() + 1;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(at, end, most);
  if (read.ec != std::errc() || read.ptr == end || most > kMost) return 0;
  const std::size_t least = most;
  at = read.ptr;
  const bool has_most = *at == ',' && at + 1 != end && at[1] != '}';
  if (*at == ',' && at + 1 != end) ++at;
  if (has_most) {
    const auto upper = std::from_chars(at, end, most);
    if (upper.ec != std::errc() || upper.ptr == end || most > kMost || most < least) return 0;
    at = upper.ptr;
  }
  return *at == '}' ? most : 0;
}

/// `(?<name>` written `(?P<name>`, which is all that the C++ library knows; false when there is a `\C`, which Go lacks.
/// With `lightly` what is dear to compile is written as something else that may stand in its place: large classes, and
/// repetitions after many.
bool translate(std::string_view pattern, bool lightly, std::string& out) {
  constexpr std::size_t kMostRepeated = 2000;
  std::size_t all_repeated = 0;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    out += c;
    if (c == '\\' && i + 1 < pattern.size()) {
      const char next = pattern[++i];
      if (next == 'C') return false;
      const std::size_t named = lightly && (next == 'p' || next == 'P') ? large_class(pattern.substr(i + 1)) : 0;
      out += named == 0 ? next : 'w';
      i += named;
    } else if (in_class) {
      in_class = c != ']';
    } else if (c == '[') {
      in_class = true;
      // A bracket that opens the class is an ordinary character.
      for (const char first : {'^', ']'}) {
        if (i + 1 < pattern.size() && pattern[i + 1] == first) out += pattern[++i];
      }
    } else if (pattern.substr(i).starts_with("(?<")) {
      out += "?P";
      ++i;
    } else if (lightly && c == '{') {
      all_repeated += repeated(pattern.substr(i));
      if (all_repeated <= kMostRepeated || repeated(pattern.substr(i)) == 0) continue;
      out.back() = '*';
      i = pattern.find('}', i);
    }
  }
  return true;
}

}  // namespace

std::size_t regexp_cost(std::string_view pattern) {
  constexpr std::size_t kMost = 1'000'000'000;
  constexpr std::size_t kForClass = 600;
  std::vector<std::size_t> open = {0};  // what the groups that a place is in have cost before it
  std::size_t last = 0;                 // what stands last in the innermost
  const auto add = [&](std::size_t cost) {
    last = cost;
    open.back() = std::min(open.back() + cost, kMost);
  };
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const std::size_t times = c == '{' && !in_class ? repeated(pattern.substr(i)) : 0;
    std::size_t cost = 1;
    if (c == '\\') ++i;
    if (c == '\\' && i + 1 < pattern.size() && (pattern[i] == 'p' || pattern[i] == 'P')) {
      // Case that does not count, and what a class does not have, make a large one of any.
      cost = kForClass;
      i += class_length(pattern.substr(i + 1));
    }
    if (in_class || c == '[') {
      // A class is repeated as a whole.
      open.back() = std::min(open.back() + cost, kMost);
      last = in_class ? last + cost : cost;
      in_class = !in_class || c != ']';
    } else if (times > 1) {
      add((times - 1) * last);
      last = std::min(last * times / (times - 1), kMost);
    } else if (c == '(') {
      open.push_back(1);
    } else if (c == ')' && open.size() > 1) {
      const std::size_t group = open.back();
      open.pop_back();
      add(group);
    } else {
      add(cost);
    }
  }
  std::size_t all = 0;
  for (const std::size_t group : open) all = std::min(all + group, kMost);
  return all;
}

bool is_regexp(std::string_view pattern) {
  // The program is of no interest, and most of what a pattern costs.
  constexpr std::int64_t kLittleMemory = 8192;
  std::string text;
  if (!translate(pattern, true, text)) return false;
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(kLittleMemory);
  const RE2 regexp(text, options);
  return regexp.ok() || regexp.error_code() == RE2::ErrorPatternTooLarge;
}

std::unique_ptr<const RE2> compile_regexp(std::string_view pattern) {
  std::string text;
  if (regexp_cost(pattern) > kMostRegexpCost || !translate(pattern, false, text)) return nullptr;
  auto regexp = std::make_unique<const RE2>(text, RE2::Quiet);
  return regexp->ok() ? std::move(regexp) : nullptr;
}

}  // namespace vmcp::go
