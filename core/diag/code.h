#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace vmcp::diag {

struct CodeMeaning {
  std::string_view code;
  std::string_view meaning;
};

/// Every code that a finding can have. Codes are part of the interface: they are never renamed, and a test fails for
/// one that no golden case shows.
inline constexpr std::array kCodes = {
    CodeMeaning{"usage", "the command line is wrong"},
};

/// A code of kCodes; any other literal does not compile.
class Code {
 public:
  consteval Code(const char* text) : text_(text) {
    if (std::ranges::none_of(kCodes, [&](const CodeMeaning& known) { return known.code == text_; })) {
      throw "this code is not in kCodes";
    }
  }
  constexpr operator std::string_view() const { return text_; }

 private:
  std::string_view text_;
};

}  // namespace vmcp::diag
