#include "core/admission/variable.h"

#include <cctype>
#include <string_view>

namespace vmcp::admission {
namespace {

constexpr std::size_t kLongestName = 80;

/// The first `${VAR}` in `text`; empty when there is none.
std::string_view find_variable(std::string_view text) {
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 1)) {
    const std::size_t close = text.find('}', at);
    if (close == std::string_view::npos) return {};
    const std::string_view name = text.substr(at + 2, close - at - 2);
    const bool starts_well =
        !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) != 0 || name[0] == '_');
    if (starts_well && name.size() <= kLongestName) return text.substr(at, close - at + 1);
  }
  return {};
}

}  // namespace

std::string variable_hint(const yaml::Value& value) {
  const std::string_view variable = value.is_string() ? find_variable(value.as_string()) : std::string_view{};
  if (variable.empty()) return {};
  return "; " + std::string(variable) + " has not been substituted";
}

}  // namespace vmcp::admission
