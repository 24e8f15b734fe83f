#include "core/source/glob.h"

#include <cstddef>

#include "core/text/ascii.h"

namespace vmcp::source {
namespace {

/// Whether `c` is of a class that POSIX names; ASCII alone.
bool is_of_class(std::string_view name, char c) {
  const bool is_graph = '!' <= c && c <= '~';
  if (name == "alpha") return text::is_alpha(c);
  if (name == "digit") return text::is_digit(c);
  if (name == "alnum") return text::is_alphanumeric(c);
  if (name == "upper") return text::is_upper(c);
  if (name == "lower") return text::is_lower(c);
  if (name == "xdigit") return text::is_hex_digit(c);
  if (name == "punct") return is_graph && !text::is_alphanumeric(c);
  if (name == "graph") return is_graph;
  if (name == "print") return is_graph || c == ' ';
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "space") return c == ' ' || ('\t' <= c && c <= '\r');
  return name == "cntrl" && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f);
}

/// Takes a set, its bracket already taken, off `pattern`; whether `c` is in it. A set that is not closed is empty.
bool take_set(std::string_view& pattern, char c) {
  bool found = false;
  const bool negated = pattern.starts_with('!') || pattern.starts_with('^');
  std::size_t i = negated ? 1 : 0;
  /// The character at `i`, one behind a backslash as it is.
  const auto literal = [&] {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    return pattern[i];
  };
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false, ++i) {
    const std::size_t end = pattern.substr(i).starts_with("[:") ? pattern.find(":]", i + 2) : std::string_view::npos;
    if (end != std::string_view::npos) {
      found = found || is_of_class(pattern.substr(i + 2, end - i - 2), c);
      i = end + 1;
      continue;
    }
    const char low = literal();
    char high = low;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      i += 2;
      high = literal();
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
  bool whole_names = false;  ///< whether the rest may fit behind a slash only
  std::string_view pattern;
  std::string_view text;

  /// Lets the star take what it must before the rest can fit again; false if there is nothing left to take.
  bool advance() {
    const std::size_t last = whole_names ? text.find('/') : 0;
    if (last >= text.size()) return false;
    text.remove_prefix(last + 1);
    return true;
  }
};

bool is_literal(char c) { return c != '*' && c != '?' && c != '[' && c != '\\'; }

/// Takes off what no star can leave to a rest that starts with `c`; a slash ends what it can take.
void skip_to(char c, std::string_view& text) {
  while (!text.empty() && text.front() != c && text.front() != '/') text.remove_prefix(1);
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  // The last star of each kind takes one character more whenever the rest does not fit; an earlier one never has to,
  // unless a slash stopped the last.
  Retry star;
  Retry double_star;
  while (true) {
    if (pattern.starts_with("**")) {
      pattern.remove_prefix(2);
      const bool takes_directories = pattern.starts_with('/');
      if (takes_directories) pattern.remove_prefix(1);
      double_star = {true, takes_directories, pattern, text};
      star.possible = false;
      continue;
    }
    if (pattern.starts_with('*')) {
      pattern.remove_prefix(1);
      star = {true, false, pattern, text};
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
      if (!star.pattern.empty() && is_literal(star.pattern.front())) skip_to(star.pattern.front(), star.text);
      pattern = star.pattern;
      text = star.text;
      continue;
    }
    // To the end of the text nothing fits, and from further on neither.
    if (star.possible && star.text.empty()) return false;
    if (!double_star.possible || !double_star.advance()) return false;
    star.possible = false;
    pattern = double_star.pattern;
    text = double_star.text;
  }
}

std::string longest_literal(std::string_view pattern) {
  std::string longest;
  std::string run;
  for (std::size_t i = 0; i < pattern.size() && pattern[i] != '['; ++i) {
    if (pattern[i] == '*' || pattern[i] == '?') {
      run.clear();
      continue;
    }
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    run += pattern[i];
    if (run.size() > longest.size()) longest = run;
  }
  return longest;
}

}  // namespace vmcp::source
