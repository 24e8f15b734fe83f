#include "core/emit/scalar.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/diag/lines.h"
#include "core/emit/plain.h"

namespace vmcp::emit {
namespace {

enum class ByteClass : std::uint8_t { kOrdinary, kBlank, kTab, kColon, kHash, kOther };

/// kOther: a byte that may begin a line break or something that must be escaped.
constexpr std::array<ByteClass, 256> make_classes() {
  std::array<ByteClass, 256> classes{};
  for (std::size_t byte = 0; byte < classes.size(); ++byte) {
    if (byte < 0x20 || byte == 0x7f || byte == 0xc2 || byte == 0xe2 || byte == 0xed || byte >= 0xef) {
      classes[byte] = ByteClass::kOther;
    }
  }
  classes[' '] = ByteClass::kBlank;
  classes['\t'] = ByteClass::kTab;
  classes[':'] = ByteClass::kColon;
  classes['#'] = ByteClass::kHash;
  return classes;
}
constexpr std::array<ByteClass, 256> kClasses = make_classes();

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr std::array<bool, 256> make_in_words() {
  std::array<bool, 256> in_words{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./")) {
    in_words[static_cast<unsigned char>(c)] = true;
  }
  return in_words;
}
constexpr std::array<bool, 256> kInWords = make_in_words();

bool blank_or_end(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\t';
}

/// Whether the beginning of the text would be read as something else than a plain scalar.
bool begins_with_indicator(std::string_view text) {
  if (text.starts_with("---") || text.starts_with("...")) return true;
  constexpr std::string_view kAlways = "#,[]{}&*!|>'\"%@`";
  if (kAlways.find(text.front()) != std::string_view::npos) return true;
  constexpr std::string_view kBeforeBlank = "?:-";
  return kBeforeBlank.find(text.front()) != std::string_view::npos && blank_or_end(text, 1);
}

/// Whether some reader may take a plain `text` for a number, a time, a merge key or a default (`=`): those of YAML 1.1
/// do so more often than go-yaml, and fail on what they cannot convert (`0b_`, `2001-99-99`).
bool looks_typed(std::string_view text) {
  if (text == "<<" || text == "=") return true;
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || !(is_digit(text.front()) || text.front() == '.')) return false;
  constexpr std::string_view kPrefixes = "xXoObB";
  if (text.size() > 2 && text.front() == '0' && kPrefixes.find(text[1]) != std::string_view::npos) {
    return text.find_first_not_of("0123456789abcdefABCDEF_", 2) == std::string_view::npos;
  }
  return text.find_first_not_of("0123456789_:.+-eETtZz ") == std::string_view::npos;
}

/// Whether the style that go-yaml chooses for `text` reads back as it everywhere.
bool is_portable(std::string_view text, const ScalarTraits& traits) {
  if (!traits.multiline) return !looks_typed(text);
  // A block whose header says its indentation, or that keeps empty lines at its end, is what writers and readers get
  // wrong.
  const bool only_line_feeds = diag::has_only_line_feeds(text) && text.find("\u2028") == std::string_view::npos &&
                               text.find("\u2029") == std::string_view::npos;
  return only_line_feeds && text.front() != '\n' && text.front() != ' ' && !text.ends_with("\n\n");
}

}  // namespace

std::size_t line_break_size(std::string_view text, std::size_t at) {
  if (text[at] == '\n' || text[at] == '\r') return 1;
  if (static_cast<unsigned char>(text[at]) < 0x80) return 0;
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("\u0085")) return 2;
  return rest.starts_with("\u2028") || rest.starts_with("\u2029") ? 3 : 0;
}

bool is_printable(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return first == '\n' || (first >= 0x20 && first < 0x7f);
  if (first == 0xc2) return byte(at + 1) >= 0xa0;
  if (first != 0xef) return first < 0xf0;
  const std::string_view rest = text.substr(at);
  return !rest.starts_with("\ufeff") && !rest.starts_with("\ufffe") && !rest.starts_with("\uffff");
}

bool is_simple_word(std::string_view text, const Dialect& dialect) {
  constexpr std::size_t kLongest = 80;
  if (text.empty() || text.size() > kLongest || !is_letter(text.front())) return false;
  return std::ranges::all_of(text, [](char c) { return kInWords[static_cast<unsigned char>(c)]; }) &&
         reads_as_string(text, dialect);
}

ScalarTraits analyze(std::string_view text, const Dialect& dialect) {
  if (text.empty()) return {.multiline = false, .plain = true, .single_quoted = true, .literal = false};
  bool indicator = begins_with_indicator(text);
  bool tab = false;
  bool special = false;
  bool multiline = false;
  bool break_then_blank = false;
  bool blank_then_break = false;
  // Where the last blank and the last line break end: equal to `at` when one stands right before it.
  std::size_t blank_end = 0;
  std::size_t break_end = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (kClasses[static_cast<unsigned char>(text[at])]) {
      case ByteClass::kOrdinary:
        break;
      case ByteClass::kBlank:
        break_then_blank = break_then_blank || (at > 0 && break_end == at);
        blank_end = at + 1;
        break;
      case ByteClass::kTab:
        tab = true;
        break;
      case ByteClass::kColon:
        indicator = indicator || (at > 0 && blank_or_end(text, at + 1));
        break;
      case ByteClass::kHash:
        indicator = indicator || (at > 0 && blank_end == at);
        break;
      case ByteClass::kOther:
        special = special || !is_printable(text, at);
        if (const std::size_t size = line_break_size(text, at); size != 0) {
          multiline = true;
          blank_then_break = blank_then_break || (at > 0 && blank_end == at);
          break_end = at + size;
        }
        break;
    }
  }
  const bool leading_blank = text.front() == ' ';
  const bool trailing_blank = text.back() == ' ';
  const bool quotable = !break_then_blank && !blank_then_break && !tab && !special;
  return {.multiline = multiline,
          .plain = quotable && !multiline && !indicator && !leading_blank && !trailing_blank,
          .single_quoted = quotable,
          .literal = !trailing_blank && !blank_then_break && !special && (!tab || dialect.literal_tabs)};
}

Style choose_style(std::string_view text, const ScalarTraits& traits, bool simple_key, const Dialect& dialect) {
  if (dialect.portable && !is_portable(text, traits)) return Style::kDoubleQuoted;
  if (simple_key && traits.multiline) return Style::kDoubleQuoted;
  if (traits.multiline && text.find('\n') != std::string_view::npos) {
    return traits.literal && !simple_key ? Style::kLiteral : Style::kDoubleQuoted;
  }
  if (!reads_as_string(text, dialect)) return Style::kDoubleQuoted;
  if (traits.plain) return Style::kPlain;
  return traits.single_quoted ? Style::kSingleQuoted : Style::kDoubleQuoted;
}

}  // namespace vmcp::emit
