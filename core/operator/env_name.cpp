#include "core/operator/env_name.h"

#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::op {
namespace {

/// The two letters outside ASCII whose upper case is in ASCII.
constexpr std::string_view kDotlessI = "\u0131";
constexpr std::string_view kLongS = "\u017f";

char upper_or_underscore(char c) { return text::is_alphanumeric(c) ? text::to_upper(c) : '_'; }

}  // namespace

std::string env_name(std::string_view name) {
  std::string result;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (text::continues_character(name[at])) continue;
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
