#include "core/source/glob.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <optional>
#include <utility>

#include "core/text/ascii.h"

namespace vmcp::source {
namespace {

using Bytes = std::bitset<256>;

Bytes those(bool (*are)(char)) {
  Bytes bytes;
  for (int c = 0; c < 128; ++c) bytes[static_cast<std::size_t>(c)] = are(static_cast<char>(c));
  return bytes;
}

bool is_graph(char c) { return '!' <= c && c <= '~'; }

/// The characters of a class that POSIX names, ASCII alone; nothing for another name.
std::optional<Bytes> class_named(std::string_view name) {
  static const std::array<std::pair<std::string_view, Bytes>, 12> kClasses = {
      {{"alpha", those(text::is_alpha)},
       {"digit", those(text::is_digit)},
       {"alnum", those(text::is_alphanumeric)},
       {"upper", those(text::is_upper)},
       {"lower", those(text::is_lower)},
       {"xdigit", those(text::is_hex_digit)},
       {"punct", those([](char c) { return is_graph(c) && !text::is_alphanumeric(c); })},
       {"graph", those(is_graph)},
       {"print", those([](char c) { return is_graph(c) || c == ' '; })},
       {"blank", those([](char c) { return c == ' ' || c == '\t'; })},
       {"space", those([](char c) { return c == ' ' || ('\t' <= c && c <= '\r'); })},
       {"cntrl", those([](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })}}};
  const auto* const known = std::ranges::find(kClasses, name, &decltype(kClasses)::value_type::first);
  return known == kClasses.end() ? std::nullopt : std::optional(known->second);
}

/// Where a class that `pattern` begins with ends, `[:alpha:]`; nothing when it begins with none.
std::optional<std::size_t> class_end(std::string_view pattern) {
  if (!pattern.starts_with("[:")) return std::nullopt;
  const std::size_t end = pattern.find(']', 2);
  return end != std::string_view::npos && end > 2 && pattern[end - 1] == ':' ? std::optional(end) : std::nullopt;
}

/// Takes a set, its bracket already taken, off `pattern`; nothing when it is not closed, or names a class that there is
/// not. As dowild() of Git.
std::optional<Bytes> take_set(std::string_view& pattern) {
  Bytes set;
  const bool negated = pattern.starts_with('!') || pattern.starts_with('^');
  std::size_t i = negated ? 1 : 0;
  /// The character at `i`, one behind a backslash as it is.
  const auto literal = [&] {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    return static_cast<unsigned char>(pattern[i]);
  };
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false, ++i) {
    if (const std::optional<std::size_t> end = class_end(pattern.substr(i))) {
      const std::optional<Bytes> of_class = class_named(pattern.substr(i + 2, *end - 3));
      if (!of_class) return std::nullopt;
      set |= *of_class;
      i += *end;
      continue;
    }
    const std::size_t low = literal();
    // Of a range that is none its beginning is left.
    set.set(low);
    if (i + 2 >= pattern.size() || pattern[i + 1] != '-' || pattern[i + 2] == ']') continue;
    i += 2;
    const std::size_t high = literal();
    for (std::size_t c = low; c <= high; ++c) set.set(c);
  }
  if (i >= pattern.size()) return std::nullopt;
  pattern.remove_prefix(i + 1);
  if (negated) set.flip();
  set.reset('/');
  return set;
}

}  // namespace

Glob::Glob(std::string_view pattern) {
  while (!pattern.empty()) {
    const char first = pattern.front();
    if (pattern.starts_with("**/")) {
      elements_.push_back({Kind::kDirectories});
      pattern.remove_prefix(3);
      continue;
    }
    if (pattern.starts_with("**")) {
      elements_.push_back({Kind::kDoubleStar});
      pattern.remove_prefix(2);
      continue;
    }
    pattern.remove_prefix(1);
    if (first == '*') {
      elements_.push_back({Kind::kStar});
    } else if (first == '?') {
      add_set(~Set().set('/'));
    } else if (first == '[') {
      const std::optional<Set> set = take_set(pattern);
      matches_nothing_ = matches_nothing_ || !set;
      if (!set) return;
      add_set(*set);
    } else if (first == '\\' && !pattern.empty()) {
      elements_.push_back({Kind::kByte, pattern.front()});
      pattern.remove_prefix(1);
    } else {
      elements_.push_back({Kind::kByte, first});
    }
  }
  const auto is_star = [](const Element& one) { return one.kind != Kind::kByte && one.kind != Kind::kSet; };
  if (std::ranges::count_if(elements_, is_star) > 1) runs_ = literals();
}

std::vector<std::string> Glob::literals() const {
  std::vector<std::string> runs;
  bool goes_on = false;
  for (const Element& element : elements_) {
    const bool is_byte = element.kind == Kind::kByte;
    if (is_byte && !goes_on) runs.emplace_back();
    if (is_byte) runs.back() += element.byte;
    goes_on = is_byte;
  }
  return runs;
}

void Glob::add_set(Set set) {
  elements_.push_back({Kind::kSet, '\0', static_cast<std::uint32_t>(sets_.size())});
  sets_.push_back(set);
}

bool Glob::fits(const Element& element, char c) const {
  if (element.kind == Kind::kByte) return element.byte == c;
  return element.kind == Kind::kSet && sets_[element.set][static_cast<unsigned char>(c)];
}

bool Glob::Retry::advance(std::string_view text) {
  const std::size_t last = whole_names ? text.find('/', at) : at;
  if (last >= text.size()) return false;
  at = last + 1;
  return true;
}

std::size_t Glob::next_place(std::size_t element, std::string_view text, std::size_t at) const {
  if (element == elements_.size()) return at;
  const Element& next = elements_[element];
  if (next.kind != Kind::kByte && next.kind != Kind::kSet) return at;
  while (at < text.size() && text[at] != '/' && !fits(next, text[at])) ++at;
  return at;
}

bool Glob::matches(std::string_view text) const {
  if (matches_nothing_) return false;
  // Several stars try many places before they find that something is nowhere.
  std::size_t behind = 0;
  for (const std::string& run : runs_) {
    const std::size_t found = text.find(run, behind);
    if (found == std::string_view::npos) return false;
    behind = found + run.size();
  }
  // The last star of each kind takes one character more whenever the rest does not fit; an earlier one never has to,
  // unless a slash stopped the last.
  Retry star;
  Retry double_star;
  std::size_t element = 0;
  std::size_t at = 0;
  while (true) {
    if (element == elements_.size() && at == text.size()) return true;
    if (element < elements_.size()) {
      const Element& next = elements_[element];
      if (next.kind == Kind::kDoubleStar || next.kind == Kind::kDirectories) {
        double_star = {true, next.kind == Kind::kDirectories, ++element, at};
        star.possible = false;
        continue;
      }
      if (next.kind == Kind::kStar) {
        star = {true, false, ++element, at};
        continue;
      }
      if (at < text.size() && fits(next, text[at])) {
        ++element;
        ++at;
        continue;
      }
    }
    if (star.possible && star.at < text.size() && text[star.at] != '/') {
      star.at = next_place(star.element, text, star.at + 1);
      element = star.element;
      at = star.at;
      continue;
    }
    // To the end of the text nothing fits, and from further on neither.
    if (star.possible && star.at == text.size()) return false;
    if (!double_star.possible || !double_star.advance(text)) return false;
    star.possible = false;
    element = double_star.element;
    at = double_star.at;
  }
}

std::vector<std::string> names_of_glob(std::string_view pattern) {
  std::vector<std::string> names(1);
  while (!pattern.empty()) {
    if (pattern.starts_with("\\/")) pattern.remove_prefix(1);
    std::string_view rest = pattern.substr(1);
    if (pattern.front() == '[' && !take_set(rest)) rest = pattern.substr(1);
    if (pattern.front() == '\\' && !rest.empty()) rest.remove_prefix(1);
    if (pattern.front() == '/') {
      names.emplace_back();
    } else {
      names.back() += pattern.substr(0, pattern.size() - rest.size());
    }
    pattern = rest;
  }
  return names;
}

}  // namespace vmcp::source
