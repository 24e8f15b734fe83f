#include "core/cel/property_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/cel/words.h"

namespace vmcp::cel {
namespace {

constexpr std::string_view kMark = "__";

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSigns = {
    {{"__underscores__", "__"}, {"__dot__", "."}, {"__dash__", "-"}, {"__slash__", "/"}}};

}  // namespace

std::string property_name(std::string_view escaped) {
  if (escaped.size() > 2 * kMark.size() && escaped.starts_with(kMark) && escaped.ends_with(kMark)) {
    const std::string_view word = escaped.substr(kMark.size(), escaped.size() - 2 * kMark.size());
    if (is_keyword(word) || is_reserved(word)) return std::string(word);
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
