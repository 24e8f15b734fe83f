#include "core/source/glob.h"

#include <cstddef>

namespace vmcp::source {
namespace {

/// Takes a set, its bracket already taken, off `pattern`; whether `c` is in it. A set that is not closed is empty.
bool take_set(std::string_view& pattern, char c) {
  bool found = false;
  const bool negated = pattern.starts_with('!') || pattern.starts_with('^');
  std::size_t i = negated ? 1 : 0;
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false, ++i) {
    const char low = pattern[i];
    char high = low;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      high = pattern[i + 2];
      i += 2;
    }
    found = found || (low <= c && c <= high);
  }
  if (i >= pattern.size()) return false;
  pattern.remove_prefix(i + 1);
  return found != negated && c != '/';
}

/// Takes one element, which is no star, off `pattern`; whether it stands for `c`.
bool take_one(std::string_view& pattern, char c) {
  const char first = pattern.front();
  pattern.remove_prefix(1);
  if (first == '?') return c != '/';
  if (first == '[') return take_set(pattern, c);
  if (first != '\\' || pattern.empty()) return first == c;
  const char literal = pattern.front();
  pattern.remove_prefix(1);
  return literal == c;
}

struct Retry {
  bool possible = false;
  std::string_view pattern;
  std::string_view text;
};

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  // The last star of each kind takes one character more whenever the rest does not fit; an earlier one never has to,
  // unless a slash stopped the last.
  Retry star;
  Retry double_star;
  while (true) {
    if (pattern.starts_with("**")) {
      pattern.remove_prefix(2);
      if (pattern.starts_with('/')) {
        if (matches_glob(pattern.substr(1), text)) return true;
      }
      double_star = {true, pattern, text};
      star.possible = false;
      continue;
    }
    if (pattern.starts_with('*')) {
      pattern.remove_prefix(1);
      star = {true, pattern, text};
      continue;
    }
    if (pattern.empty() && text.empty()) return true;
    std::string_view rest = pattern;
    if (!pattern.empty() && !text.empty() && take_one(rest, text.front())) {
      pattern = rest;
      text.remove_prefix(1);
      continue;
    }
    if (star.possible && !star.text.empty() && star.text.front() != '/') {
      star.text.remove_prefix(1);
      pattern = star.pattern;
      text = star.text;
      continue;
    }
    if (!double_star.possible || double_star.text.empty()) return false;
    star.possible = false;
    double_star.text.remove_prefix(1);
    pattern = double_star.pattern;
    text = double_star.text;
  }
}

}  // namespace vmcp::source
