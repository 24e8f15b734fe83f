#include "core/admission/variable.h"

#include <cctype>
#include <string_view>

namespace vmcp::admission {
namespace {

constexpr std::size_t kLongestName = 80;

bool is_alpha(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_upper(char c) { return is_alpha(c) && std::islower(static_cast<unsigned char>(c)) == 0; }

/// The `${VAR` at `at` of `text`, which a brace closes; empty when there is none. What may stand behind the name, such
/// as
/// `:-` and the value that serves without one, is left out.
std::string_view braced(std::string_view text, std::size_t at) {
  const std::size_t close = text.find('}', at);
  if (close == std::string_view::npos) return {};
  const std::string_view name = text.substr(at + 2, close - at - 2);
  const bool is_name = !name.empty() && is_alpha(name[0]) && name.size() <= kLongestName;
  if (!is_name) return {};
  std::size_t end = at + 2;
  while (is_alpha(text[end]) || std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
  return text.substr(at, end - at);
}

/// The `$VAR` at `at`. Only capitals: a dollar stands in front of other letters in regular expressions and passwords.
std::string_view bare(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() &&
         (is_upper(text[end]) || (end > at + 1 && std::isdigit(static_cast<unsigned char>(text[end])))))
    ++end;
  return end - at > 2 ? text.substr(at, end - at) : std::string_view{};
}

/// The first variable in `text`; empty when there is none.
std::string_view find_variable(std::string_view text) {
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    const std::string_view variable = text.substr(at).starts_with("${") ? braced(text, at) : bare(text, at);
    if (!variable.empty()) return variable;
  }
  return {};
}

}  // namespace

std::string variable_hint(const yaml::Value& value) {
  const std::string_view variable = value.is_string() ? find_variable(value.as_string()) : std::string_view{};
  if (variable.empty()) return {};
  return "; " + std::string(variable) + (variable.starts_with("${") ? "}" : "") + " has not been substituted";
}

}  // namespace vmcp::admission
