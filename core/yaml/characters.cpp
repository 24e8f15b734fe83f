#include "core/yaml/characters.h"

#include "core/diag/lines.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"
#include "core/yaml/problem.h"

namespace vmcp::yaml {
namespace {

bool is_allowed(char32_t value) {
  if (value < 0x20) return value == '\t' || value == '\n' || value == '\r';
  if (value < 0xA0) return value <= 0x7E || value == 0x85;
  return value != 0xFFFE && value != 0xFFFF;
}

}  // namespace

void check_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    if (text::is_ascii(text[offset])) {
      ++offset;
      continue;
    }
    const text::Character character = text::decode_utf8(text, offset);
    if (!character.valid) throw Problem{offset, "invalid-utf8", "the bytes here are not UTF-8 text"};
    offset += character.size;
  }
}

void check_characters(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const char c = text[offset];
    if ((c >= 0x20 && c != 0x7F) || c == '\n') {
      ++offset;
      continue;
    }
    const text::Character character = text::decode_utf8(text, offset);
    if (!is_allowed(character.code)) {
      throw Problem{offset, "control-character", "YAML does not allow this control character"};
    }
    offset += character.size;
  }
}

std::string_view normalize_breaks(std::string_view text, std::string& storage) {
  const bool ends_line = text.empty() || text.ends_with('\n');
  if (ends_line && diag::has_only_line_feeds(text)) return text;
  storage.reserve(text.size() + 1);
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t length = diag::break_length(text, offset);
    storage += length == 0 ? text[offset] : '\n';
    offset += length == 0 ? 1 : length;
  }
  if (!storage.ends_with('\n')) storage += '\n';
  return storage;
}

std::size_t separator_length(std::string_view text) {
  return text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9") ? 3 : 0;
}

}  // namespace vmcp::yaml
