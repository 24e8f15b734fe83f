#include "core/admission/variable.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/text/ascii.h"

namespace vmcp::admission {
namespace {

constexpr std::size_t kLongestName = 80;

bool begins_name(char c) { return text::is_alpha(c) || c == '_'; }
bool is_capital(char c) { return text::is_upper(c) || c == '_'; }

/// `text` up to its last brace: behind it no variable is closed.
std::string_view up_to_last_brace(std::string_view text) { return text.substr(0, text.rfind('}') + 1); }

/// The `${VAR` at `at` of `text`, which up_to_last_brace() has made; empty when there is none. What may stand behind
/// the name, such as `:-` and the value that serves without one, is left out.
std::string_view braced(std::string_view text, std::size_t at) {
  constexpr std::string_view kBehindName = "}:=-+?/#%^,";
  std::size_t end = at + 2;
  while (end < text.size() && (begins_name(text[end]) || (end > at + 2 && text::is_digit(text[end])))) ++end;
  const std::size_t length = end - at - 2;
  if (end == text.size() || length == 0 || length > kLongestName) return {};
  if (kBehindName.find(text[end]) == std::string_view::npos) return {};
  return text.substr(at, end - at);
}

/// The `${{ values.name }}` at `at`; empty when there is none.
std::string_view templated(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongestExpression = 200;
  text = text.substr(std::min(at, text.size()), kLongestExpression);
  const std::size_t end = text.starts_with("${{") ? text.find("}}") : std::string_view::npos;
  return end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 2);
}

/// The `$VAR` at `at`. Only capitals: a dollar stands in front of other letters in regular expressions and passwords.
std::string_view bare(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && end <= at + 1 + kLongestName &&
         (is_capital(text[end]) || (end > at + 1 && text::is_digit(text[end]))))
    ++end;
  const std::size_t length = end - at - 1;
  return length > 1 && length <= kLongestName ? text.substr(at, end - at) : std::string_view{};
}

/// The first variable in `text`; empty when there is none.
std::string_view find_variable(std::string_view text) {
  const std::string_view closed = up_to_last_brace(text);
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    std::string_view variable = text.substr(at).starts_with("${") ? braced(closed, at) : bare(text, at);
    if (variable.empty()) variable = templated(closed, at);
    if (!variable.empty()) return variable;
  }
  return {};
}

constexpr std::string_view kToken = "#{";
constexpr std::string_view kVault = "<path:";

/// Whether a text may have a variable: all forms begin with one of these.
bool may_have_variable(std::string_view text) {
  return text.find('$') != std::string_view::npos || text.find(kToken) != std::string_view::npos ||
         text.find(kVault) != std::string_view::npos;
}

bool is_name_character(char c) { return begins_name(c) || text::is_digit(c); }

/// Finds the variables of a text.
class Scan {
 public:
  explicit Scan(std::string_view text)
      : text_(text),
        closed_(up_to_last_brace(text)),
        // What has blanks is prose or a script, whose variables are its own.
        has_bare_(text.find_first_of(" \t\r\n") == std::string_view::npos) {}

  struct Found {
    std::size_t begin;
    std::size_t end;  ///< of one that holds others, behind its name
    Variable variable;
  };

  /// The next from `at` on; nothing where there is none.
  std::optional<Found> next(std::size_t at) const {
    if (const std::string_view name = bound(); !name.empty()) {
      if (at > 0) return std::nullopt;
      return Found{0, text_.size(), {name, Variable::Form::kBinding}};
    }
    for (at = text_.find_first_of("$#<", at); at < text_.size(); at = text_.find_first_of("$#<", at)) {
      if (text_.substr(at).starts_with("$$")) {
        at += 2;
        continue;
      }
      if (text_[at] != '$') {
        if (const std::optional<Found> found = bracketed(at)) return found;
        ++at;
        continue;
      }
      if (const std::string_view written = templated(closed_, at); !written.empty()) {
        std::string_view name = text::trim(written.substr(3, written.size() - 5));
        name = name.substr(0, name.find_first_of(" |"));
        if (!name.empty()) return Found{at, at + written.size(), {name, Variable::Form::kTemplated}};
      } else if (text_.substr(at).starts_with("${")) {
        const std::string_view name = braced(closed_, at);
        if (!name.empty()) return Found{at, at + name.size(), {name.substr(2), Variable::Form::kBraced}};
      } else if (has_bare_) {
        const std::string_view name = bare(text_, at);
        const std::size_t end = at + name.size();
        const bool is_whole = end == text_.size() || !is_name_character(text_[end]);
        if (!name.empty() && is_whole) return Found{at, end, {name.substr(1), Variable::Form::kBare}};
      }
      ++at;
    }
    return std::nullopt;
  }

 private:
  /// The token or path of a vault at `at`.
  std::optional<Found> bracketed(std::size_t at) const {
    const bool is_token = text_.substr(at).starts_with(kToken);
    if (!is_token && !text_.substr(at).starts_with(kVault)) return std::nullopt;
    const std::size_t begin = at + (is_token ? kToken : kVault).size();
    const std::string_view rest = text_.substr(begin, kLongestName + 1);
    const std::size_t length = is_token ? rest.find('}') : rest.find_first_of(">\r\n");
    if (length == 0 || length == std::string_view::npos || (!is_token && rest[length] != '>')) return std::nullopt;
    const std::string_view name = rest.substr(0, length);
    const auto belongs = [](char c) { return is_name_character(c) || c == '-' || c == '.' || c == ' '; };
    if (is_token && !std::ranges::all_of(name, belongs)) return std::nullopt;
    // `<path:secret/data/mcp#key | base64encode>`
    if (!is_token && name.substr(0, name.find(" |")).find(' ') != std::string_view::npos) return std::nullopt;
    std::size_t end = begin + length + 1;
    if (is_token && text_.substr(end).starts_with('#')) ++end;
    return Found{at, end, {name, is_token ? Variable::Form::kToken : Variable::Form::kVault}};
  }

  /// The first name in `($name)` or `(join('-', [$name, 'a']))`; empty where the text is another.
  std::string_view bound() const {
    if (!text_.starts_with('(') || !text_.ends_with(')')) return {};
    const std::size_t begin = text_.find('$') + 1;
    if (begin == 0 || !begins_name(text_[begin])) return {};
    const std::size_t end = static_cast<std::size_t>(
        std::find_if_not(text_.begin() + static_cast<std::ptrdiff_t>(begin), text_.end(), is_name_character) -
        text_.begin());
    return text_.substr(begin, end - begin);
  }

  std::string_view text_;
  std::string_view closed_;
  bool has_bare_;
};

}  // namespace

std::vector<Variable> variables_in(std::string_view text) {
  std::vector<Variable> variables;
  if (!may_have_variable(text)) return variables;
  const Scan scan(text);
  for (auto found = scan.next(0); found; found = scan.next(found->end)) variables.push_back(found->variable);
  return variables;
}

bool has_variable(const yaml::Value& value) {
  return value.is_string() && may_have_variable(value.as_string()) && Scan(value.as_string()).next(0).has_value();
}

bool holds_variable(const yaml::Value& value) {
  if (value.is_sequence()) return std::ranges::any_of(value.items(), holds_variable);
  if (!value.is_mapping()) return has_variable(value);
  return std::ranges::any_of(value.members(), [](const yaml::Member& member) { return holds_variable(member.value); });
}

bool may_become(std::string_view with_variables, std::string_view text) {
  const Scan scan(with_variables);
  std::size_t at = 0;
  bool is_first = true;
  while (true) {
    const auto variable = scan.next(at);
    const std::string_view part = with_variables.substr(at, variable ? variable->begin - at : std::string_view::npos);
    if (!variable) return is_first ? text == part : text.ends_with(part);
    if (is_first ? !text.starts_with(part) : text.find(part) == std::string_view::npos) return false;
    text.remove_prefix(text.find(part) + part.size());
    const bool is_braced = variable->variable.form == Variable::Form::kBraced;
    at = is_braced ? with_variables.find('}', variable->begin) + 1 : variable->end;
    is_first = false;
  }
}

bool may_be_same(std::string_view one, std::string_view other) {
  if (one == other) return true;
  const bool is_open = !variables_in(one).empty();
  const bool is_other_open = !variables_in(other).empty();
  if (is_open && is_other_open) return true;
  return (is_open && may_become(one, other)) || (is_other_open && may_become(other, one));
}

std::string variable_hint(const yaml::Value& value) {
  const std::string_view variable = value.is_string() ? find_variable(value.as_string()) : std::string_view{};
  if (variable.empty()) return {};
  return "; " + std::string(variable) + (variable.starts_with("${") && !variable.ends_with('}') ? "}" : "") +
         " has not been substituted";
}

}  // namespace vmcp::admission
