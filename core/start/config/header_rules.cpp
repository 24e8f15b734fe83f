#include "core/start/config/header_rules.h"

#include <algorithm>

#include "core/text/ascii.h"

namespace vmcp::start {
namespace {

constexpr std::size_t kLongestName = 256;
constexpr std::size_t kLongestValue = 8192;

bool is_token_char(char c) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return text::is_alphanumeric(c) || kSigns.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_token_char); }

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

std::optional<std::string> length_problem(std::string_view text, std::size_t longest) {
  if (text.empty()) return "it is empty";
  if (text.size() <= longest) return std::nullopt;
  return "it has " + std::to_string(text.size()) + " bytes, expected at most " + std::to_string(longest);
}

}  // namespace

std::optional<std::string> header_name_problem(std::string_view name) {
  if (auto problem = length_problem(name, kLongestName)) return problem;
  if (!is_token(name)) return "it holds a character that no header's name may have";
  return std::nullopt;
}

std::optional<std::string> header_value_problem(std::string_view value) {
  if (auto problem = length_problem(value, kLongestValue)) return problem;
  if (std::ranges::any_of(value, is_control)) return "it holds a control character";
  return std::nullopt;
}

std::string canonical_header(std::string_view name) {
  std::string result(name);
  if (!is_token(name)) return result;
  bool begins_word = true;
  for (char& c : result) {
    c = begins_word ? text::to_upper(c) : text::to_lower(c);
    begins_word = c == '-';
  }
  return result;
}

}  // namespace vmcp::start
