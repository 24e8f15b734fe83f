#include "core/krm/option_fields.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/krm/function_config.h"
#include "core/text/ascii.h"

namespace vmcp::krm {
namespace {

/// `operator-env` as `operatorEnv`.
std::string in_camel_case(std::string_view name) {
  std::string key;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins_word = name[i] == '-' && i + 1 < name.size();
    key += begins_word ? text::to_upper(name[++i]) : name[i];
  }
  return key;
}

/// The key that an option is, which begins with its dashes; empty: a functionConfig has none.
std::string key_of(std::string_view option) {
  if (option == "-n") return "namespace";
  if (!option.starts_with("--")) return {};
  std::string key = in_camel_case(option.substr(2));
  const std::vector<std::string_view> known = function_keys();
  return std::ranges::find(known, std::string_view(key)) == known.end() ? std::string() : key;
}

}  // namespace

std::string with_fields(std::string_view message, std::string_view parent) {
  const auto is_of_option = [](char c) { return c == '-' || text::is_lower(c); };
  std::string text;
  bool quoted = false;
  for (std::size_t at = 0; at < message.size();) {
    const bool begins_word = at == 0 || message[at - 1] == ' ' || message[at - 1] == '(';
    if (!quoted && begins_word && message[at] == '-') {
      const auto* const end = std::ranges::find_if_not(message.substr(at), is_of_option);
      const std::string_view option(&message[at], static_cast<std::size_t>(end - &message[at]));
      const std::string key = key_of(option);
      if (key.empty()) {
        text += option;
      } else {
        text.append(parent).append(".").append(key);
      }
      at += option.size();
      continue;
    }
    if (quoted && message[at] == '\\' && at + 1 < message.size()) text += message[at++];
    if (message[at] == '"' && (at == 0 || message[at - 1] != '\\')) quoted = !quoted;
    text += message[at++];
  }
  return text;
}

}  // namespace vmcp::krm
