#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/emit/dialect.h"

namespace vmcp::emit {

enum class Style : std::uint8_t { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral };

/// Which styles can carry a text so that it reads back as written (as yaml_emitter_analyze_scalar, in block context).
struct ScalarTraits {
  /// Holds a line break of any kind: LF, CR, NEL, U+2028, U+2029.
  bool multiline = false;
  bool plain = false;
  bool single_quoted = false;
  bool literal = false;
};

/// Whether the text is such that both writers print it as it is, as key and as value, and that can be told at a glance:
/// most are.
bool is_simple_word(std::string_view text, const Dialect& dialect);

/// `text` must be UTF-8.
ScalarTraits analyze(std::string_view text, const Dialect& dialect);

/// The style in which both writers print the string; `simple_key` says that it must stay on one line.
Style choose_style(std::string_view text, const ScalarTraits& traits, bool simple_key, const Dialect& dialect);

/// Length in bytes of the line break at text[at]; 0 when there is none.
std::size_t line_break_size(std::string_view text, std::size_t at);

/// Whether the character at text[at] may stand unescaped in a stream (as is_printable).
bool is_printable(std::string_view text, std::size_t at);

}  // namespace vmcp::emit
