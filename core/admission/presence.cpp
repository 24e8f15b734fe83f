#include "core/admission/presence.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>

#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::admission {
namespace {

/// Nothing: not known, which an error is, too.
using Truth = std::optional<bool>;

constexpr std::size_t kLongest = 2000;  ///< of an expression, which is read anew for each object
constexpr int kMostDepth = 20;

bool is_path_character(char c) { return text::is_alphanumeric(c) || c == '_' || c == '.'; }

/// Reads an expression as CEL's grammar has it, as far as the operators of logic go.
class Reading {
 public:
  Reading(std::string_view expression, const yaml::Value& self, const cel::Typing& typing)
      : rest_(expression),
        self_(self),
        typing_(typing),
        is_conditional_(expression.find('?') != std::string_view::npos) {}

  Truth result() {
    const Truth truth = expression();
    return rest_.empty() ? truth : std::nullopt;
  }

 private:
  Truth expression() {
    if (++depth_ > kMostDepth) return std::nullopt;
    Truth truth = any();
    if (accept('?')) {
      const Truth yes = expression();
      if (!accept(':')) return std::nullopt;
      const Truth no = expression();
      if (truth) truth = *truth ? yes : no;
    }
    --depth_;
    return truth;
  }

  Truth any() {
    Truth truth = all();
    while (accept_twice('|')) {
      // Most rules say first what they are not about.
      if (truth == true && depth_ == 1 && !is_conditional_) {
        rest_ = {};
        return true;
      }
      const Truth other = all();
      truth = truth == true || other == true ? true : (truth && other ? Truth(false) : std::nullopt);
    }
    return truth;
  }

  Truth all() {
    Truth truth = equality();
    while (accept_twice('&')) {
      const Truth other = equality();
      truth = truth == false || other == false ? false : (truth && other ? Truth(true) : std::nullopt);
    }
    return truth;
  }

  /// Truths that are compared. Relations are read from the left: one to the right has another operand than its own.
  Truth equality() {
    Truth truth = term();
    while (is_at_equality()) {
      const bool is_equality = peek() == '=';
      rest_.remove_prefix(2);
      const Truth other = term();
      const bool is_known = truth && other && !is_relation_;
      truth = is_known ? Truth((*truth == *other) == is_equality) : std::nullopt;
    }
    return truth;
  }

  Truth term() {
    is_relation_ = false;
    if (accept('!')) {
      const Truth negated = term();
      return negated && !is_relation_ ? Truth(!*negated) : std::nullopt;
    }
    const std::string_view before = rest_;
    const std::optional<Truth> truth = read_term();
    if (truth && is_at_end_of_term()) return *truth;
    rest_ = before;
    skip_term();
    return std::nullopt;
  }

  /// Nothing: it is none that can be read.
  std::optional<Truth> read_term() {
    std::optional<Truth> truth;
    if (accept('(')) {
      truth = expression();
      is_relation_ = false;
    } else if (accept_word("has(self.")) {
      truth = is_there(take_path());
    } else if (accept_word("size(self.")) {
      const yaml::Value* value = follow(take_path());
      return accept(')') ? comparison_of_size(value) : std::nullopt;
    } else if (accept_word("self.")) {
      return comparison(take_path());
    } else {
      return membership();
    }
    return accept(')') ? truth : std::nullopt;
  }

  /// `path == "text"`, `path.size() > 0`, or the path of a truth.
  std::optional<Truth> comparison(std::string_view path) {
    constexpr std::string_view kSize = ".size";
    if (peek() == '(' && peek(1) == ')' && path.ends_with(kSize)) {
      rest_.remove_prefix(2);
      path.remove_suffix(kSize.size());
      return comparison_of_size(follow(path));
    }
    const yaml::Value* value = follow(path);
    const std::string_view behind_path = rest_;
    if (is_at_equality()) {
      const bool is_equality = peek() == '=';
      rest_.remove_prefix(2);
      skip_blanks();
      if (const std::string_view text = take_string(); !text.empty()) {
        is_relation_ = true;
        if (!is_text(value)) return Truth();
        return Truth((value->as_string() == inside(text)) == is_equality);
      }
      rest_ = behind_path;
    }
    if (value == nullptr || !value->is_bool()) return std::nullopt;
    return Truth(value->as_bool());
  }

  /// What follows `size(path)`: an operator and a number.
  std::optional<Truth> comparison_of_size(const yaml::Value* value) {
    skip_blanks();
    if (rest_.empty()) return std::nullopt;
    const bool has_equals = peek(1) == '=';
    const char sign = take(has_equals ? 2 : 1).front();
    skip_blanks();
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    const bool is_operator = sign == '<' || sign == '>' || (has_equals && (sign == '=' || sign == '!'));
    if (!is_operator || error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    is_relation_ = true;
    const std::optional<std::size_t> size = size_of(value);
    if (!size) return Truth();
    switch (sign) {
      case '<':
        return Truth(has_equals ? *size <= number : *size < number);
      case '>':
        return Truth(has_equals ? *size >= number : *size > number);
      default:
        return Truth((*size == number) == (sign == '='));
    }
  }

  bool is_text(const yaml::Value* value) const {
    return value != nullptr && value->is_string() && !typing_.values.contains(value);
  }

  std::optional<std::size_t> size_of(const yaml::Value* value) const {
    if (is_text(value)) return text::count_characters(value->as_string());
    if (value != nullptr && value->is_sequence()) return value->items().size();
    return std::nullopt;
  }

  /// `"text" in path`
  std::optional<Truth> membership() {
    skip_blanks();
    const std::string_view text = take_string();
    if (text.empty() || !accept_word("in ") || !accept_word("self.")) return std::nullopt;
    is_relation_ = true;
    const yaml::Value* list = follow(take_path());
    if (list == nullptr || !list->is_sequence()) return Truth();
    return Truth(std::ranges::any_of(
        list->items(), [&](const yaml::Value& item) { return item.is_string() && item.as_string() == inside(text); }));
  }

  static std::string_view inside(std::string_view quoted) { return quoted.substr(1, quoted.size() - 2); }

  bool is_at_equality() {
    skip_blanks();
    return (peek() == '=' || peek() == '!') && peek(1) == '=';
  }

  Truth is_there(std::string_view path) const {
    const std::size_t dot = path.rfind('.');
    const bool is_nested = dot != std::string_view::npos;
    const yaml::Value* holder = is_nested ? follow(path.substr(0, dot)) : &self_;
    const std::string_view name = is_nested ? path.substr(dot + 1) : path;
    // Names that are not those of fields are written with two low lines.
    if (holder == nullptr || !holder->is_mapping() || name.empty() || path.find("__") != std::string_view::npos) {
      return std::nullopt;
    }
    const yaml::Value* value = holder->find(name);
    if (value == nullptr) return false;
    return value->is_null() ? std::nullopt : Truth(true);
  }

  /// Null pointer when there is nothing.
  const yaml::Value* follow(std::string_view path) const {
    const yaml::Value* value = &self_;
    while (value != nullptr && !path.empty()) {
      const std::size_t dot = std::min(path.find('.'), path.size());
      value = value->find(path.substr(0, dot));
      path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value;
  }

  char peek(std::size_t at = 0) const { return at < rest_.size() ? rest_[at] : '\0'; }

  void skip_blanks() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') rest_.remove_prefix(1);
  }

  bool accept(char c) {
    skip_blanks();
    const bool is_one = peek() == c;
    if (is_one) rest_.remove_prefix(1);
    return is_one;
  }

  bool accept_twice(char c) {
    skip_blanks();
    const bool are_two = peek() == c && peek(1) == c;
    if (are_two) rest_.remove_prefix(2);
    return are_two;
  }

  bool accept_word(std::string_view word) {
    skip_blanks();
    if (peek() != word.front() || !rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  std::string_view take(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view take_path() {
    std::size_t size = 0;
    while (is_path_character(peek(size))) ++size;
    return take(size);
  }

  /// A string with its quotes; nothing where none begins, and where more has to be known to see where it ends.
  std::string_view take_string() {
    const char quote = peek();
    if (quote != '\'' && quote != '"') return {};
    std::size_t size = 1;
    while (size < rest_.size() && peek(size) != quote && peek(size) != '\\') ++size;
    const bool may_be_triple = size == 1 && peek(2) == quote;
    return peek(size) != quote || may_be_triple ? std::string_view() : take(size + 1);
  }

  bool is_at_end_of_term() {
    skip_blanks();
    switch (peek()) {
      case '&':
      case '|':
        return peek(1) == peek();
      case '=':
      case '!':
        return peek(1) == '=';
      case '\0':
      case '?':
      case ':':
      case ')':
      case ']':
      case '}':
      case ',':
        return true;
      default:
        return false;
    }
  }

  /// A comment, and a string that cannot be taken, leave a rest that nothing takes.
  void skip_term() {
    for (std::size_t depth = 0; !rest_.empty() && (depth > 0 || !is_at_end_of_term());) {
      const char c = peek();
      if (c == '(' || c == '[' || c == '{') ++depth;
      if (c == ')' || c == ']' || c == '}') --depth;
      const bool is_string = c == '\'' || c == '"';
      if ((is_string && take_string().empty()) || (c == '/' && peek(1) == '/')) {
        rest_ = "//";
        return;
      }
      if (!is_string) rest_.remove_prefix(1);
    }
  }

  std::string_view rest_;
  const yaml::Value& self_;
  const cel::Typing& typing_;
  const bool is_conditional_;
  int depth_ = 0;
  bool is_relation_ = false;  ///< whether what was read last is one, which no parentheses hold together
};

}  // namespace

std::optional<bool> decided_by_presence(std::string_view expression, const yaml::Value& self,
                                        const cel::Typing& typing) {
  if (expression.size() > kLongest) return std::nullopt;
  return Reading(expression, self, typing).result();
}

}  // namespace vmcp::admission
