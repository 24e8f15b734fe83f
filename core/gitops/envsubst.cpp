#include "core/gitops/envsubst.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/text/ascii.h"

namespace vmcp::gitops {
namespace {

bool is_name_character(char c) { return text::is_alphanumeric(c) || c == '_'; }

/// The part of an expression behind the name: its operator and arguments.
struct Operation {
  std::string_view name;
  std::vector<std::string> arguments;
};

std::optional<int> integer(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// As toSubstr.
std::string substring(const std::string& value, const std::vector<std::string>& arguments) {
  const std::optional<int> begin = integer(arguments.front());
  if (!begin) return value;
  const auto size = static_cast<std::ptrdiff_t>(value.size());
  const std::ptrdiff_t from = *begin >= 0 ? *begin : std::max<std::ptrdiff_t>(size + *begin, 0);
  std::ptrdiff_t to = size;
  if (arguments.size() > 1) {
    const std::optional<int> length = integer(arguments[1]);
    if (!length) return value;
    to = std::min(size, *length < 0 ? size + *length : from + *length);
  }
  if (from >= size || to < from) return {};
  return value.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
}

/// More than any object may have: what would make a larger text is not replaced.
constexpr std::size_t kLargest = std::size_t{2} << 20U;

/// `text` with `old` replaced, where it stands first or everywhere; an empty one stands first in front.
std::string replaced(const std::string& text, const std::string& old, const std::string& by, bool all) {
  if (old.empty()) return by + text;
  std::string out;
  std::size_t at = 0;
  while (true) {
    const std::size_t found = text.find(old, at);
    if (found == std::string::npos) break;
    out.append(text, at, found - at).append(by);
    if (out.size() > kLargest) return text;
    at = found + old.size();
    if (!all) break;
  }
  return out.append(text, at);
}

/// A pattern of `*` and `?`, and which of its parts what has been read of a text may end before: a bit for each.
class Pattern {
 public:
  explicit Pattern(std::string_view text) {
    for (const char c : text) {
      if (c != '*' || parts_.empty() || parts_.back() != '*') parts_ += c;
    }
    const std::size_t words = parts_.size() / kBits + 1;
    stars_.resize(words);
    any_.resize(words);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      std::vector<std::uint64_t>& taken = parts_[i] == '*' ? stars_ : parts_[i] == '?' ? any_ : of_character(parts_[i]);
      taken[i / kBits] |= std::uint64_t{1} << i % kBits;
    }
    state_.resize(words);
    state_[0] = 1;
    pass_stars();
  }

  /// How many characters a text has at least that is as the pattern has it.
  std::size_t least() const { return parts_.size() - static_cast<std::size_t>(std::ranges::count(parts_, '*')); }

  void read(char c) {
    const auto found = characters_.find(c);
    std::uint64_t carried = 0;
    for (std::size_t word = 0; word < state_.size(); ++word) {
      const std::uint64_t taken = any_[word] | (found == characters_.end() ? 0 : found->second[word]);
      const std::uint64_t stepped = state_[word] & taken;
      state_[word] = (state_[word] & stars_[word]) | stepped << 1U | carried;
      carried = stepped >> (kBits - 1);
    }
    pass_stars();
  }

  bool is_at_end() const { return (state_[parts_.size() / kBits] >> parts_.size() % kBits & 1U) != 0; }

 private:
  static constexpr std::size_t kBits = 64;

  std::vector<std::uint64_t>& of_character(char c) {
    return characters_.try_emplace(c, parts_.size() / kBits + 1).first->second;
  }

  /// A star stands for nothing, too.
  void pass_stars() {
    std::uint64_t carried = 0;
    for (std::size_t word = 0; word < state_.size(); ++word) {
      const std::uint64_t at_star = state_[word] & stars_[word];
      state_[word] |= at_star << 1U | carried;
      carried = at_star >> (kBits - 1);
    }
  }

  std::string parts_;
  std::vector<std::uint64_t> stars_;
  std::vector<std::uint64_t> any_;
  std::map<char, std::vector<std::uint64_t>> characters_;
  std::vector<std::uint64_t> state_;
};

/// What is left of `text` without the shortest or longest beginning that is as the pattern has it.
std::string without_beginning(std::string_view text, std::string_view pattern, bool longest) {
  Pattern read(pattern);
  if (read.least() > text.size()) return std::string(text);
  std::size_t matched = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    read.read(text[i]);
    if (!read.is_at_end()) continue;
    matched = i + 1;
    if (!longest) break;
  }
  return std::string(text.substr(matched));
}

std::string reversed(std::string_view text) { return {text.rbegin(), text.rend()}; }

std::string with_case(std::string value, char (*change)(char), bool all) {
  const auto end = all ? value.end() : value.begin() + (value.empty() ? 0 : 1);
  std::transform(value.begin(), end, value.begin(), change);
  return value;
}

/// What the operation makes of a variable that is set, or unset and so empty.
std::string applied(const std::string& value, const Operation& operation) {
  const std::string_view name = operation.name;
  const std::vector<std::string>& arguments = operation.arguments;
  if (name == "#")
    return arguments.empty() ? std::to_string(value.size()) : without_beginning(value, arguments[0], false);
  if (name == "##") return without_beginning(value, arguments[0], true);
  if (name == "%" || name == "%%") {
    return reversed(without_beginning(reversed(value), reversed(arguments[0]), name == "%%"));
  }
  if (name == ",") return with_case(value, text::to_lower, false);
  if (name == ",,") return with_case(value, text::to_lower, true);
  if (name == "^") return with_case(value, text::to_upper, false);
  if (name == "^^") return with_case(value, text::to_upper, true);
  if (name == ":") return substring(value, arguments);
  const std::string by = arguments.size() > 1 ? arguments[1] : std::string();
  if (name == "/") return replaced(value, arguments[0], by, false);
  if (name == "//") return replaced(value, arguments[0], by, true);
  if (name == "/#") return value.starts_with(arguments[0]) ? by + value.substr(arguments[0].size()) : value;
  if (name == "/%") {
    return value.ends_with(arguments[0]) ? value.substr(0, value.size() - arguments[0].size()) + by : value;
  }
  // What is left gives a default.
  if (!value.empty()) return value;
  std::string joined;
  for (const std::string& argument : arguments) joined += argument;
  return joined;
}

/// Reads one text and what it holds; as Tree.Parse and Template.Execute in one.
class Expansion {
 public:
  Expansion(std::string_view text, const Lookup& lookup) : text_(text), lookup_(lookup) {}

  std::string run() {
    std::string out;
    while (at_ < text_.size()) {
      if (out.size() > kLargest) return std::string(text_);
      if (starts("${")) {
        const std::size_t begin = at_;
        const Expanded expanded = expression();
        if (expanded.is_expression && expanded.value) {
          out += *expanded.value;
          continue;
        }
        if (!expanded.is_expression) at_ = begin + 2;
        out += text_.substr(begin, at_ - begin);
      } else if (starts("$$")) {
        out += '$';
        at_ += 2;
      } else {
        out += text_[at_++];
      }
    }
    return out;
  }

 private:
  struct Expanded {
    bool is_expression = false;
    std::optional<std::string> value = {};  ///< nothing when it depends on what is not known
  };
  /// An argument, or why there is none.
  struct Argument {
    bool is_argument = false;
    std::optional<std::string> value = {};
  };

  bool starts(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (here() != c) return false;
    ++at_;
    return true;
  }

  std::string_view name() {
    const std::size_t begin = at_;
    while (is_name_character(here())) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  /// The operator that is read from here; empty when there is none.
  std::string_view take_operator() {
    constexpr std::array<std::string_view, 19> kOperators = {":=", ":-", ":?", ":+", ":",  "=", ",,", ",", "^^", "^",
                                                             "//", "/#", "/%", "/",  "##", "#", "%%", "%", ""};
    const auto* const found =
        std::ranges::find_if(kOperators, [&](std::string_view word) { return text_.substr(at_).starts_with(word); });
    at_ += found->size();
    return *found;
  }

  /// One piece of an argument up to one of `ends`: an expression, or text. `escapes`: `\/` and `$$` are a slash and a
  /// dollar.
  Argument piece(std::string_view ends, bool escapes) {
    if (starts("${")) {
      Expanded inner = expression();
      return {inner.is_expression, std::move(inner.value)};
    }
    std::string text;
    while (at_ < text_.size() && !starts("${") && ends.find(here()) == std::string_view::npos) {
      if (escapes && (starts("\\/") || starts("\\\\") || starts("$$"))) ++at_;
      text += text_[at_++];
    }
    return {at_ < text_.size(), std::move(text)};
  }

  /// From `${` to behind the `}`.
  Expanded expression() {
    at_ += 2;
    ++depth_;
    Expanded result = depth_ > kDeepest ? Expanded{} : rest_of_expression();
    --depth_;
    return result;
  }

  Expanded rest_of_expression() {
    Operation operation;
    if (take('#')) {
      operation.name = "#";
      return finish(name(), std::move(operation), true);
    }
    const std::string_view variable = name();
    operation.name = take_operator();
    bool known = true;
    const auto argument = [&](std::string_view ends, bool escapes = false) {
      Argument one = piece(ends, escapes);
      known = known && one.value.has_value();
      operation.arguments.push_back(std::move(one.value).value_or(""));
      return one.is_argument;
    };
    const char kind = operation.name.empty() ? '\0' : operation.name.back();
    if (operation.name == ":") {
      if (!argument(":}")) return {};
      if (take(':') && !argument("}")) return {};
    } else if (kind == '=' || kind == '-' || kind == '?' || kind == '+') {
      while (here() != '}') {
        if (!argument("}")) return {};
      }
    } else if (operation.name.starts_with('/')) {
      if (!argument("/", true) || !take('/')) return {};
      if (here() != '}' && !argument("}", true)) return {};
      // An empty text stands between all characters: left to Flux.
      if (operation.name == "//" && operation.arguments[0].empty()) known = false;
    } else if (kind == '#' || kind == '%') {
      if (!argument("}")) return {};
      // Classes of characters are left to Flux.
      if (operation.arguments[0].find_first_of("[\\") != std::string::npos) known = false;
    }
    return finish(variable, std::move(operation), known);
  }

  Expanded finish(std::string_view variable, Operation operation, bool known) {
    if (variable.empty() || !take('}')) return {};
    const Binding binding = lookup_(variable);
    if (binding.state == Binding::State::kUnknown) return {true};
    const char kind = operation.name.empty() ? '\0' : operation.name.back();
    const bool has_default = kind == '=' || kind == '-' || kind == '?' || kind == '+';
    if (binding.state == Binding::State::kUnset && !has_default) return {true};
    if ((kind == '#' || kind == '%') && binding.value.size() > kLongestTrimmed) return {true};
    if (!known && (!has_default || binding.value.empty())) return {true};
    return {true, applied(binding.value, operation)};
  }

  static constexpr int kDeepest = 32;
  /// What is longer is left to Flux where beginnings or ends are taken off, which costs as much as the text and the
  /// pattern are long together.
  static constexpr std::size_t kLongestTrimmed = 1024;

  std::string_view text_;
  const Lookup& lookup_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::string expand(std::string_view text, const Lookup& lookup) { return Expansion(text, lookup).run(); }

bool is_variable_name(std::string_view name) {
  return !name.empty() && !text::is_digit(name.front()) && std::ranges::all_of(name, is_name_character);
}

}  // namespace vmcp::gitops
