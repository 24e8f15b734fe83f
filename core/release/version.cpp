#include "core/release/version.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace vmcp::release {

std::optional<Number> take_number(std::string_view& text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || (length > 1 && text.front() == '0')) return std::nullopt;
  text.remove_prefix(length);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<bool> take_labels(std::string_view& text) {
  constexpr std::string_view kIdentifier = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.";
  bool is_pre_release = false;
  for (const char mark : {'-', '+'}) {
    if (!take(text, mark)) continue;
    const std::size_t end = std::min(text.find_first_not_of(kIdentifier), text.size());
    if (end == 0) return std::nullopt;
    text.remove_prefix(end);
    if (mark == '-') is_pre_release = true;
  }
  return is_pre_release;
}

std::optional<Version> parse_version(std::string_view text) {
  Version version;
  take(text, 'v');
  const auto major = take_number(text);
  if (!major || !take(text, '.')) return std::nullopt;
  const auto minor = take_number(text);
  if (!minor) return std::nullopt;
  version.major = *major;
  version.minor = *minor;
  if (!take(text, '.')) return text.empty() ? std::optional(version) : std::nullopt;
  const auto patch = take_number(text);
  if (!patch) return std::nullopt;
  version.patch = *patch;
  const std::optional<bool> is_pre_release = take_labels(text);
  if (!is_pre_release || !text.empty()) return std::nullopt;
  version.final = !*is_pre_release;
  return version;
}

}  // namespace vmcp::release
