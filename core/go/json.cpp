#include "core/go/json.h"

#include <cstddef>

#include "core/text/utf8.h"

namespace vmcp::go {
namespace {

void append_escape(std::string& out, char32_t code) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[code >> static_cast<unsigned>(shift) & 0xfU];
}

void append_control(std::string& out, char c) {
  switch (c) {
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      append_escape(out, static_cast<unsigned char>(c));
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text, HtmlEscapes html) {
  out += '"';
  std::size_t copied = 0;
  std::size_t at = 0;
  const auto flush = [&](std::size_t skipped) {
    out.append(text, copied, at - copied);
    at += skipped;
    copied = at;
  };
  while (at < text.size()) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) >= 0x80) {
      const text::Character character = text::decode_utf8(text, at);
      if (character.valid && character.code != 0x2028 && character.code != 0x2029) {
        at += character.size;
        continue;
      }
      flush(character.size);
      append_escape(out, character.code);
    } else if (c == '"' || c == '\\') {
      flush(1);
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      flush(1);
      append_control(out, c);
    } else if (html == HtmlEscapes::kYes && (c == '<' || c == '>' || c == '&')) {
      flush(1);
      append_escape(out, static_cast<unsigned char>(c));
    } else {
      ++at;
    }
  }
  flush(0);
  out += '"';
}

}  // namespace vmcp::go
