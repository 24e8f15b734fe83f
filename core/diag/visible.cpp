#include "core/diag/visible.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/text/utf8.h"

namespace vmcp::diag {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// What cannot be seen or changes how the rest is seen: controls, blanks other than U+0020, format characters, fillers,
/// variation selectors, tags, private use, and what is no character. U+FFFD stands for broken bytes.
constexpr std::array kUnsafe = std::to_array<Range>({
    {0x00, 0x1f},       {0x7f, 0xa0},       {0xad, 0xad},       {0x34f, 0x34f},      {0x600, 0x605},
    {0x61c, 0x61c},     {0x6dd, 0x6dd},     {0x70f, 0x70f},     {0x8e2, 0x8e2},      {0x115f, 0x1160},
    {0x1680, 0x1680},   {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x2000, 0x200f},    {0x2028, 0x202f},
    {0x205f, 0x206f},   {0x2800, 0x2800},   {0x3000, 0x3000},   {0x3164, 0x3164},    {0xe000, 0xf8ff},
    {0xfdd0, 0xfdef},   {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},    {0xfff0, 0xfffb},
    {0xfffe, 0xffff},   {0x110bd, 0x110bd}, {0x110cd, 0x110cd}, {0x13430, 0x1345f},  {0x1bca0, 0x1bca3},
    {0x1d173, 0x1d17a}, {0x1fffe, 0x1ffff}, {0x2fffe, 0x2ffff}, {0x3fffe, 0x10ffff},
});

constexpr std::array kZeroWidth =
    std::to_array<Range>({{0x300, 0x36f}, {0x1ab0, 0x1aff}, {0x20d0, 0x20ff}, {0xfe20, 0xfe2f}});

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
  const std::size_t digits = code < 0x80 ? 2 : code <= 0xffff ? 4 : 8;
  out += digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
  constexpr std::string_view kHex = "0123456789abcdef";
  for (std::size_t left = digits; left > 0; --left) out += kHex[code >> (left - 1) * 4 & 0xfU];
  return digits + 2;
}

/// What a runner of GitHub Actions or Azure Pipelines takes for a command wherever it stands in a line.
bool begins_command(std::string_view text) { return text.starts_with("##["); }

}  // namespace

bool is_invisible(char32_t code) { return in_any(code, kUnsafe); }

Shown append_visible(std::string& out, std::string_view text, std::size_t at) {
  // Nearly all there is.
  if (text[at] >= ' ' && text[at] <= '~' && text[at] != '#') {
    out += text[at];
    return {1, 1};
  }
  const text::Character character = text::decode_utf8(text, at);
  if (is_invisible(character.code) || begins_command(text.substr(at))) {
    return {character.size, append_escape(out, character.code)};
  }
  text::append_utf8(out, character.code);
  if (character.code < 0x300) return {character.size, 1};
  if (in_any(character.code, kZeroWidth)) return {character.size, 0};
  return {character.size, in_any(character.code, kWide) ? 2U : 1U};
}

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    at += append_visible(out, text, at).size;
  }
  return out;
}

}  // namespace vmcp::diag
