#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace vmcp::diag {

/// The length of the line break that stands at `at`; 0 when there is none.
///
/// This is the one idea of what ends a line, for marks, for what cuts a text into pieces and for what prints lines: LF,
/// CRLF, CR and U+0085, which are what YAML readers count. U+2028 and U+2029 stand inside a line. CR CR LF is one
/// break, too: LineReader of k8s.io/apimachinery cuts the CR off what ends in CRLF before YAML is read.
inline std::size_t break_length(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  switch (text[at]) {
    case '\n':
      return 1;
    case '\r':
      if (text.substr(at).starts_with("\r\r\n")) return 3;
      return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
    case '\xC2':
      return at + 1 < text.size() && text[at + 1] == '\x85' ? 2 : 0;
    default:
      return 0;
  }
}

/// Whether LF is the only thing that ends lines in `text`.
bool has_only_line_feeds(std::string_view text);

/// A line as offsets into its text.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;   ///< in front of the line break
  std::size_t next = 0;  ///< behind the line break
};

/// The line that begins at `begin`.
Line line_from(std::string_view text, std::size_t begin);

/// The lines of a text, which outlives this. They count from 1, as marks do; behind a last line break there is no line.
class Lines {
 public:
  explicit Lines(std::string_view text);

  std::size_t count() const { return starts_.size(); }
  /// Where a line begins; the end of the text for one that is not there.
  std::size_t offset(std::size_t line) const { return line > starts_.size() ? text_.size() : starts_[line - 1]; }
  /// The lines from `first` to the one before `end`, with their line breaks.
  std::string_view range(std::size_t first, std::size_t end) const {
    return text_.substr(offset(first), offset(end) - offset(first));
  }
  /// A line without its line break; empty when it is not there.
  std::string_view content(std::size_t line) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

}  // namespace vmcp::diag
