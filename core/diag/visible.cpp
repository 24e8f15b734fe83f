#include "core/diag/visible.h"

#include <algorithm>
#include <array>
#include <span>

namespace vmcp::diag {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array<Range, 7> kUnsafe = {{{0x00, 0x1f},
                                           {0x7f, 0x9f},
                                           {0x61c, 0x61c},
                                           {0x200e, 0x200f},
                                           {0x2028, 0x202e},
                                           {0x2066, 0x2069},
                                           {0xfeff, 0xfeff}}};

constexpr std::array<Range, 6> kZeroWidth = {
    {{0x300, 0x36f}, {0x1ab0, 0x1aff}, {0x200b, 0x200d}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}}};

constexpr std::array<Range, 11> kWide = {{{0x1100, 0x115f},
                                          {0x2e80, 0x303e},
                                          {0x3041, 0x4dbf},
                                          {0x4e00, 0xa4cf},
                                          {0xac00, 0xd7a3},
                                          {0xf900, 0xfaff},
                                          {0xfe30, 0xfe6f},
                                          {0xff00, 0xff60},
                                          {0xffe0, 0xffe6},
                                          {0x1f300, 0x1faff},
                                          {0x20000, 0x3fffd}}};

bool in_any(char32_t code, std::span<const Range> ranges) {
  return std::ranges::any_of(ranges, [&](const Range& range) { return code >= range.first && code <= range.last; });
}

std::size_t append_escape(std::string& out, char32_t code) {
  const std::size_t digits = code <= 0xff ? 2 : 4;
  out += digits == 2 ? "\\x" : "\\u";
  constexpr std::string_view kHex = "0123456789abcdef";
  for (std::size_t left = digits; left > 0; --left) out += kHex[code >> (left - 1) * 4 & 0xfU];
  return digits + 2;
}

}  // namespace

std::size_t append_visible(std::string& out, const Character& character) {
  if (in_any(character.code, kUnsafe)) return append_escape(out, character.code);
  append_utf8(out, character.code);
  if (character.code < 0x300 || in_any(character.code, kZeroWidth)) return character.code < 0x300 ? 1 : 0;
  return in_any(character.code, kWide) ? 2 : 1;
}

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character character = decode_utf8(text, at);
    append_visible(out, character);
    at += character.size;
  }
  return out;
}

}  // namespace vmcp::diag
