#include "core/operator/env_name.h"

namespace vmcp::op {
namespace {

/// The two letters outside ASCII whose upper case is in ASCII.
constexpr std::string_view kDotlessI = "\u0131";
constexpr std::string_view kLongS = "\u017f";

char upper_or_underscore(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<char>(c - 'a' + 'A');
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string env_name(std::string_view name) {
  std::string result;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (continues_character(name[at])) continue;
    if (name.substr(at).starts_with(kDotlessI)) {
      result += 'I';
    } else if (name.substr(at).starts_with(kLongS)) {
      result += 'S';
    } else {
      result += upper_or_underscore(name[at]);
    }
  }
  return result;
}

}  // namespace vmcp::op
