#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/lines.h"
#include "core/yaml/syntax.h"

namespace vmcp::edit {

/// A part of a text, as offsets.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The tokens of one document of a text, with offsets into the whole text.
struct Tokens {
  std::vector<yaml::Token> all;
  std::vector<std::size_t> opened_by;  ///< for each the index of the bracket around it; kNone in block style
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

/// A key and its value as they are written.
struct Entry {
  const Tokens* tokens = nullptr;
  std::size_t key = 0;     ///< index of its token
  std::size_t value = 0;   ///< index of the first token behind the colon, if that is before `end`
  std::size_t end = 0;     ///< index of the first token behind the value
  std::size_t column = 0;  ///< of the key, in bytes from 0

  const yaml::Token& token(std::size_t index) const { return tokens->all[index]; }
  bool in_flow() const { return tokens->opened_by[key] != Tokens::kNone; }
  bool has_value() const { return value < end; }
  std::size_t key_begin() const { return token(key).begin; }
  std::size_t key_end() const { return token(key).end; }
  std::size_t colon_end() const { return token(value - 1).end; }
  /// Behind the last token of the value; of the colon where there is none.
  std::size_t content_end() const { return token(end - 1).end; }
  /// Whether the value is a mapping or sequence in brackets.
  bool is_flow_value() const { return has_value() && token(value).kind == yaml::Token::Kind::kOpen; }
};

/// A text of YAML or JSON, without a byte order mark, and where its tokens are. The text outlives it.
class TokenText {
 public:
  explicit TokenText(std::string_view text);

  std::string_view text() const { return text_; }
  std::string_view part(Range range) const { return text_.substr(range.begin, range.end - range.begin); }

  /// Where line and column, which count as marks do, are; and back.
  std::size_t offset(std::uint32_t line, std::uint32_t column) const;
  std::uint32_t line_of(std::size_t offset) const;
  std::pair<std::uint32_t, std::uint32_t> place(std::size_t offset) const;

  /// The entry whose key stands at `key`; nothing where that is written in no simple way (`? key`, an anchor or a tag
  /// before it), or cannot be told.
  std::optional<Entry> entry(std::size_t key) const;

  std::size_t line_begin(std::size_t offset) const;
  /// Behind the line's content, and behind its line break.
  std::size_t line_end(std::size_t offset) const { return diag::line_from(text_, line_begin(offset)).end; }
  std::size_t next_line(std::size_t offset) const { return diag::line_from(text_, line_begin(offset)).next; }
  /// Whether nothing but blanks stands in front of it in its line.
  bool is_first_on_line(std::size_t offset) const;
  /// How many blanks the line begins with.
  std::size_t indent(std::size_t offset) const;
  /// The line break that is used where `offset` is.
  std::string_view line_break(std::size_t offset) const;

  /// The lines of an entry in block style that begins its line, with the comments that belong to it: those right above
  /// it at its column, and those below that are indented more.
  Range lines_of(const Entry& entry) const;
  /// Behind the lines of an entry.
  std::size_t end_of_lines(const Entry& entry) const;

 private:
  const Tokens& tokens_at(std::size_t offset) const;
  Tokens scan(std::size_t begin, std::size_t end) const;
  std::size_t characters_before(std::size_t offset) const;

  static constexpr std::size_t kBlock = 256;

  std::string_view text_;
  diag::Lines lines_;
  std::vector<std::size_t> characters_ = {0};        ///< before each block of bytes: a line may be very long
  mutable std::map<std::size_t, Tokens> documents_;  ///< by where they begin
  mutable std::vector<std::size_t> starts_;          ///< of the documents
};

}  // namespace vmcp::edit
