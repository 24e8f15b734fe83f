#include "core/go/regexp.h"

#include <string>

namespace vmcp::go {
namespace {

/// `(?<name>` written `(?P<name>`, which is all that the C++ library knows; false when there is a `\C`, which Go lacks.
bool translate(std::string_view pattern, std::string& out) {
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    out += c;
    if (c == '\\' && i + 1 < pattern.size()) {
      if (pattern[i + 1] == 'C') return false;
      out += pattern[++i];
    } else if (in_class) {
      in_class = c != ']';
    } else if (c == '[') {
      in_class = true;
      // A bracket that opens the class is an ordinary character.
      for (const char first : {'^', ']'}) {
        if (i + 1 < pattern.size() && pattern[i + 1] == first) out += pattern[++i];
      }
    } else if (pattern.substr(i).starts_with("(?<")) {
      out += "?P";
      ++i;
    }
  }
  return true;
}

}  // namespace

std::unique_ptr<const RE2> compile_regexp(std::string_view pattern) {
  std::string text;
  if (!translate(pattern, text)) return nullptr;
  auto regexp = std::make_unique<const RE2>(text, RE2::Quiet);
  return regexp->ok() ? std::move(regexp) : nullptr;
}

}  // namespace vmcp::go
