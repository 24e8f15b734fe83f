#include "core/admission/variable.h"

#include <cstddef>
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
    const std::string_view variable = text.substr(at).starts_with("${") ? braced(closed, at) : bare(text, at);
    if (!variable.empty()) return variable;
  }
  return {};
}

/// The next `${VAR` from `at` on that no dollar escapes; the end of the text where there is none.
std::size_t next_variable(std::string_view text, std::size_t at) {
  const std::string_view closed = up_to_last_brace(text);
  for (at = text.find('$', at); at < text.size(); at = text.find('$', at)) {
    if (text.substr(at).starts_with("$$")) {
      at += 2;
    } else if (text.substr(at).starts_with("${") && !braced(closed, at).empty()) {
      return at;
    } else {
      ++at;
    }
  }
  return text.size();
}

}  // namespace

std::vector<std::string_view> variables_in(std::string_view text) {
  text = up_to_last_brace(text);
  std::vector<std::string_view> names;
  for (std::size_t at = next_variable(text, 0); at < text.size(); at = next_variable(text, at + 2)) {
    names.push_back(braced(text, at).substr(2));
  }
  return names;
}

bool has_variable(const yaml::Value& value) {
  return value.is_string() && next_variable(value.as_string(), 0) < value.as_string().size();
}

bool may_become(std::string_view with_variables, std::string_view text) {
  std::size_t at = 0;
  bool is_first = true;
  while (true) {
    const std::size_t variable = next_variable(with_variables, at);
    const std::string_view part = with_variables.substr(at, variable - at);
    if (variable == with_variables.size()) return is_first ? text == part : text.ends_with(part);
    if (is_first ? !text.starts_with(part) : text.find(part) == std::string_view::npos) return false;
    text.remove_prefix(text.find(part) + part.size());
    at = with_variables.find('}', variable) + 1;
    is_first = false;
  }
}

std::string variable_hint(const yaml::Value& value) {
  const std::string_view variable = value.is_string() ? find_variable(value.as_string()) : std::string_view{};
  if (variable.empty()) return {};
  return "; " + std::string(variable) + (variable.starts_with("${") ? "}" : "") + " has not been substituted";
}

}  // namespace vmcp::admission
