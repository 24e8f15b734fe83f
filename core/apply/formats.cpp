#include "core/apply/formats.h"

#include <algorithm>

#include "core/admission/name_rules.h"
#include "core/diag/quoted.h"
#include "core/go/ip.h"
#include "core/text/ascii.h"

namespace vmcp::apply {
namespace {

constexpr std::size_t kPortNameLength = 15;
constexpr std::size_t kSubdomainLength = 253;
constexpr std::int64_t kMaxPort = 65535;
constexpr std::int64_t kMaxMode = 0777;

bool is_lower_alphanumeric(char c) { return text::is_lower(c) || text::is_digit(c); }

/// Calls `visit` for each part of `text` between separators, until it returns false; false if it did.
template <class Visitor>
bool all_parts(std::string_view text, char separator, const Visitor& visit) {
  while (true) {
    const std::size_t end = text.find(separator);
    if (!visit(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

std::string between(std::int64_t least, std::int64_t most) {
  return "must be between " + std::to_string(least) + " and " + std::to_string(most);
}

}  // namespace

std::string port_name_fault(std::string_view text) {
  if (text.size() > kPortNameLength) return "must be no longer than 15 characters";
  if (!std::ranges::all_of(text, [](char c) { return is_lower_alphanumeric(c) || c == '-'; })) {
    return "must be lower-case letters, digits and '-'";
  }
  if (std::ranges::all_of(text, [](char c) { return c == '-' || text::is_digit(c); })) return "must have a letter";
  if (text.find("--") != std::string_view::npos) return "must not have two '-' in a row";
  if (text.starts_with('-') || text.ends_with('-')) return "must not begin or end with '-'";
  return {};
}

std::string env_name_fault(std::string_view text) {
  const auto allowed = [](char c) { return c >= 0x20 && c < 0x7f && c != '='; };
  return std::ranges::all_of(text, allowed) ? "" : "must be printable ASCII characters other than '='";
}

std::string header_name_fault(std::string_view text) {
  const bool fits =
      !text.empty() && std::ranges::all_of(text, [](char c) { return text::is_alphanumeric(c) || c == '-'; });
  return fits ? "" : "must be letters, digits and '-'";
}

std::string search_domain_fault(std::string_view text) {
  if (text.size() > kSubdomainLength) return "must be no longer than 253 characters";
  const bool fits = all_parts(text, '.', [](std::string_view part) {
    const auto edge = [](char c) { return is_lower_alphanumeric(c) || c == '_'; };
    return !part.empty() && edge(part.front()) && edge(part.back()) &&
           std::ranges::all_of(part, [&](char c) { return edge(c) || c == '-'; });
  });
  return fits ? "" : "must be lower-case letters, digits, '-', '_' and '.', with no '-' at an end of a part";
}

std::string percent_fault(std::string_view text) {
  const bool fits = text.size() > 1 && text.ends_with('%') && std::all_of(text.begin(), text.end() - 1, text::is_digit);
  return fits ? "" : "must be a number of per cent, such as \"25%\"";
}

std::string ip_fault(std::string_view text) {
  const auto ip = go::parse_ip(text);
  if (!ip || (ip->is_v4() && text.find(':') != std::string_view::npos)) return "must be an IP address";
  return {};
}

std::string backstep_fault(std::string_view path) {
  const bool descends = all_parts(path, '/', [](std::string_view part) { return part != ".."; });
  return descends ? "" : "must not contain '..'";
}

std::string descending_path_fault(std::string_view path) {
  if (path.starts_with('/')) return "must be a relative path";
  return backstep_fault(path);
}

void check_local_path(const Node& path, Refusals& refusals) {
  const std::string_view text = path.text();
  refusals.invalid_text(path, descending_path_fault(text));
  if (text.starts_with("..") && !text.starts_with("../")) refusals.invalid_text(path, "must not begin with '..'");
}

void check_port(const Node& port, Refusals& refusals) {
  if (port.exists() && !port.is_integer()) {
    refusals.invalid_text(port, port_name_fault(port.text()));
  } else {
    check_range(port, 1, kMaxPort, refusals);
  }
}

void check_range(const Node& number, std::int64_t least, std::int64_t most, Refusals& refusals) {
  const std::int64_t value = number.integer();
  if (value < least || value > most) refusals.invalid(number, std::to_string(value) + ' ' + between(least, most));
}

void check_not_negative(const Node& number, Refusals& refusals) {
  if (number.integer() < 0) refusals.invalid(number, std::to_string(number.integer()) + " must not be below 0");
}

void check_file_mode(const Node& mode, Refusals& refusals) {
  if (mode.integer() < 0 || mode.integer() > kMaxMode) {
    refusals.invalid(mode, std::to_string(mode.integer()) + " must be between 0 and 0777 (octal)");
  }
}

void check_word(const Node& at, std::string_view text, std::span<const std::string_view> words, Refusals& refusals) {
  if (std::ranges::find(words, text) != words.end()) return;
  std::string list;
  for (const std::string_view word : words) list.append(list.empty() ? "" : ", ").append(diag::quoted(word));
  refusals.add(Reason::kUnsupported, at,
               diag::quoted(text) + (words.size() == 1 ? " must be " : " must be one of ") + list);
}

void check_optional_word(const Node& at, std::span<const std::string_view> words, Refusals& refusals) {
  if (at.exists()) check_word(at, at.text(), words, refusals);
}

void check_dns_label(const Node& text, Refusals& refusals) {
  refusals.invalid_text(text, admission::dns_label_fault(text.text()));
}

void check_dns_subdomain(const Node& text, Refusals& refusals) {
  refusals.invalid_text(text, admission::dns_subdomain_fault(text.text()));
}

}  // namespace vmcp::apply
