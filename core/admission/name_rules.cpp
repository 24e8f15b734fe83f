#include "core/admission/name_rules.h"

#include <algorithm>
#include <cstddef>

#include "core/text/ascii.h"

namespace vmcp::admission {
namespace {

constexpr std::size_t kLabelLength = 63;
constexpr std::size_t kSubdomainLength = 253;

using text::is_alphanumeric;

bool is_lower_alphanumeric(char c) { return text::is_lower(c) || text::is_digit(c); }

bool is_dns_label(std::string_view text) {
  return !text.empty() && is_lower_alphanumeric(text.front()) && is_lower_alphanumeric(text.back()) &&
         std::ranges::all_of(text, [](char c) { return is_lower_alphanumeric(c) || c == '-'; });
}

bool is_dns_subdomain(std::string_view text) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_dns_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_label_text(std::string_view text) {
  return !text.empty() && is_alphanumeric(text.front()) && is_alphanumeric(text.back()) &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; });
}

std::string too_long(std::size_t limit) { return "must be no longer than " + std::to_string(limit) + " characters"; }

}  // namespace

std::string dns_subdomain_fault(std::string_view text) {
  if (text.size() > kSubdomainLength) return too_long(kSubdomainLength);
  if (is_dns_subdomain(text)) return {};
  return "must be lower-case letters, digits, '-' and '.', with a letter or digit at both ends of every part";
}

std::string dns_label_fault(std::string_view text) {
  if (text.size() > kLabelLength) return too_long(kLabelLength);
  if (is_dns_label(text)) return {};
  return "must be lower-case letters, digits and '-', with a letter or digit at both ends";
}

std::string qualified_name_fault(std::string_view text) {
  std::string_view name = text;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const std::string_view prefix = text.substr(0, slash);
    name = text.substr(slash + 1);
    if (name.find('/') != std::string_view::npos) return "must have at most one '/'";
    if (prefix.empty()) return "must have a prefix before '/'";
    if (const std::string fault = dns_subdomain_fault(prefix); !fault.empty()) return "the prefix " + fault;
  }
  if (name.empty()) return "must not be empty";
  if (name.size() > kLabelLength) return too_long(kLabelLength);
  if (is_label_text(name)) return {};
  return "must be letters, digits, '-', '_' and '.', with a letter or digit at both ends, after an optional DNS "
         "prefix and '/'";
}

std::string label_value_fault(std::string_view text) {
  if (text.size() > kLabelLength) return too_long(kLabelLength);
  if (text.empty() || is_label_text(text)) return {};
  return "must be letters, digits, '-', '_' and '.', with a letter or digit at both ends";
}

std::string config_map_key_fault(std::string_view text) {
  if (text.size() > kSubdomainLength) return too_long(kSubdomainLength);
  const auto allowed = [](char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; };
  if (text.empty() || !std::ranges::all_of(text, allowed)) return "must be letters, digits, '-', '_' and '.'";
  if (text == "." || text.starts_with("..")) return "must not be '.' or begin with '..'";
  return {};
}

}  // namespace vmcp::admission
