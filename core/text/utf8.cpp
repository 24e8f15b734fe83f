#include "core/text/utf8.h"

#include <algorithm>

namespace vmcp::text {
namespace {

constexpr char32_t kReplacement = 0xfffd;

/// What a leading byte promises: the length of the sequence, its own bits, and the smallest code that needs it.
struct Lead {
  std::size_t size;
  char32_t bits;
  char32_t smallest;
};

Lead read_lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if ((byte & 0xe0U) == 0xc0) return {2, byte & 0x1fU, 0x80};
  if ((byte & 0xf0U) == 0xe0) return {3, byte & 0x0fU, 0x800};
  if ((byte & 0xf8U) == 0xf0) return {4, byte & 0x07U, 0x10000};
  return {0, 0, 0};
}

}  // namespace

Character decode_utf8(std::string_view text, std::size_t at) {
  constexpr Character kBroken{kReplacement, 1, false};
  const Lead lead = read_lead(static_cast<unsigned char>(text[at]));
  if (lead.size == 0 || text.size() - at < lead.size) return kBroken;
  char32_t code = lead.bits;
  for (std::size_t i = 1; i < lead.size; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if (!continues_character(text[at + i])) return kBroken;
    code = code << 6U | (byte & 0x3fU);
  }
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < lead.smallest || code > 0x10ffff || surrogate) return kBroken;
  return {code, lead.size, true};
}

void append_utf8(std::string& out, char32_t code) {
  const auto continuation = [&](unsigned shift) { out += static_cast<char>(0x80U | (code >> shift & 0x3fU)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0U | code >> 6U);
    continuation(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0U | code >> 12U);
    continuation(6);
    continuation(0);
  } else {
    out += static_cast<char>(0xf0U | code >> 18U);
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !continues_character(c); }));
}

std::string shortened(std::string_view text, std::size_t size) {
  if (text.size() <= size) return std::string(text);
  while (size > 0 && continues_character(text[size])) --size;
  return std::string(text.substr(0, size)) + "...";
}

bool is_ascii(std::string_view text) {
  // Without an early exit the loop is vectorized.
  unsigned char bits = 0;
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return bits < 0x80;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Character character = decode_utf8(text, at);
    if (!character.valid) return false;
    at += character.size;
  }
  return true;
}

std::string to_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character character = decode_utf8(text, at);
    append_utf8(out, character.code);
    at += character.size;
  }
  return out;
}

}  // namespace vmcp::text
