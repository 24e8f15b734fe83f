#include "core/cel/property_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace vmcp::cel {
namespace {

constexpr std::string_view kMark = "__";

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSigns = {
    {{"__underscores__", "__"}, {"__dot__", "."}, {"__dash__", "-"}, {"__slash__", "/"}}};

constexpr std::array<std::string_view, 21> kReserved = {
    "true", "false",  "null", "in",   "as",      "break",     "const",  "continue", "else", "for",  "function",
    "if",   "import", "let",  "loop", "package", "namespace", "return", "var",      "void", "while"};

}  // namespace

std::string property_name(std::string_view escaped) {
  if (escaped.size() > 2 * kMark.size() && escaped.starts_with(kMark) && escaped.ends_with(kMark)) {
    const std::string_view word = escaped.substr(kMark.size(), escaped.size() - 2 * kMark.size());
    if (std::ranges::find(kReserved, word) != kReserved.end()) return std::string(word);
  }
  std::string name;
  for (std::size_t at = 0; at < escaped.size();) {
    const auto* const sign =
        std::ranges::find_if(kSigns, [&](const auto& one) { return escaped.substr(at).starts_with(one.first); });
    if (sign != kSigns.end()) {
      name += sign->second;
      at += sign->first.size();
    } else {
      name += escaped[at++];
    }
  }
  return name;
}

}  // namespace vmcp::cel
