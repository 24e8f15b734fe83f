#include "core/gitops/env_file.h"

#include <algorithm>
#include <cstddef>

#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::gitops {
namespace {

bool is_key(std::string_view name) {
  constexpr std::size_t kLongest = 253;
  return name.size() <= kLongest &&
         std::ranges::all_of(name, [](char c) { return text::is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace

std::optional<EnvFile> read_env_file(std::string_view text, bool with_values) {
  if (!text::is_utf8(text)) return std::nullopt;
  text = text::without_byte_order_mark(text);
  EnvFile file;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    line.remove_prefix(std::min(line.find_first_not_of(" \t\v\f\r"), line.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t equals = line.find('=');
    const std::string_view name = line.substr(0, equals);
    if (name.empty()) continue;
    if (equals == std::string_view::npos || !is_key(name)) {
      file.complete = false;
      continue;
    }
    file.variables.emplace_back(name, with_values ? line.substr(equals + 1) : std::string_view{});
  }
  return file;
}

}  // namespace vmcp::gitops
