#include "core/yaml/text.h"

#include "core/diag/lines.h"
#include "core/yaml/problem.h"

namespace vmcp::yaml {
namespace {

unsigned byte_at(std::string_view text, std::size_t offset) { return static_cast<unsigned char>(text[offset]); }

/// The code point of a character that character_length() has measured.
char32_t decode(std::string_view character) {
  const unsigned first = byte_at(character, 0);
  if (character.size() == 1) return first;
  char32_t value = first & (0x7FU >> character.size());
  for (std::size_t i = 1; i < character.size(); ++i) value = value << 6 | (byte_at(character, i) & 0x3F);
  return value;
}

bool is_allowed(char32_t value) {
  if (value < 0x20) return value == '\t' || value == '\n' || value == '\r';
  if (value < 0xA0) return value <= 0x7E || value == 0x85;
  return value != 0xFFFE && value != 0xFFFF;
}

}  // namespace

std::size_t character_length(std::string_view text, std::size_t offset) {
  const unsigned first = byte_at(text, offset);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || offset + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, offset + i) & 0xC0) != 0x80) return 0;
  }
  const char32_t value = decode(text.substr(offset, length));
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return overlong || surrogate || value > 0x10FFFF ? 0 : length;
}

void check_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t length = character_length(text, offset);
    if (length == 0) throw Problem{offset, "invalid-utf8", "the bytes here are not UTF-8 text"};
    offset += length;
  }
}

void check_characters(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const char c = text[offset];
    if ((c >= 0x20 && c != 0x7F) || c == '\n') {
      ++offset;
      continue;
    }
    const std::size_t length = character_length(text, offset);
    if (!is_allowed(decode(text.substr(offset, length)))) {
      throw Problem{offset, "control-character", "YAML does not allow this control character"};
    }
    offset += length;
  }
}

void append_utf8(std::string& out, char32_t value) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (value >> shift & 0x3F)); };
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0 | value >> 6);
    tail(0);
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0 | value >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | value >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string replace_invalid_utf8(std::string_view text) {
  std::string result;
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t length = character_length(text, offset);
    if (length == 0) {
      result += "\xEF\xBF\xBD";
      ++offset;
    } else {
      result += text.substr(offset, length);
      offset += length;
    }
  }
  return result;
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
