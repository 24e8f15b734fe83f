#include "core/go/url_escape.h"

#include <algorithm>

#include "core/text/ascii.h"

namespace vmcp::go::url {
namespace {

constexpr std::string_view kUpperHex = "0123456789ABCDEF";

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Punctuation that may stand unescaped, besides letters, digits and `-._~`.
std::string_view plain_punctuation(Escape mode) {
  switch (mode) {
    case Escape::kPath:
      return "$&+,/:;=@";
    case Escape::kPathSegment:
      return "$&+:=@";
    case Escape::kHost:
    case Escape::kZone:
      return "!$&'()*+,;=:[]<>\"";
    case Escape::kUserPassword:
      return "$&+,;=";
    case Escape::kFragment:
      return "!$&()*+,/:;=?@";
  }
  return "";
}

bool should_escape(char c, Escape mode) {
  return !text::is_alphanumeric(c) && !is_one_of(c, "-._~") && !is_one_of(c, plain_punctuation(mode));
}

/// An escape of a host may only stand for a byte that is not ASCII; one of a zone for any that needs none.
bool may_stand_escaped(char byte, std::string_view triple, Escape mode) {
  if (triple == "%25") return true;
  if (mode == Escape::kHost) return static_cast<std::uint8_t>(byte) >= 0x80;
  if (mode == Escape::kZone) return byte == ' ' || !should_escape(byte, Escape::kHost);
  return true;
}

/// Of a password nothing is said but that it is wrong.
Unescaped refused(std::string_view what, std::string_view text, Escape mode) {
  Unescaped result;
  result.error = what;
  if (mode == Escape::kUserPassword) {
    result.error += " in the user or password";
  } else {
    result.error.append(" \"").append(text).append("\"");
  }
  return result;
}

}  // namespace

Unescaped unescape(std::string_view text, Escape mode) {
  const bool host = mode == Escape::kHost || mode == Escape::kZone;
  Unescaped result;
  result.text.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (text::is_alphanumeric(c)) {
      result.text += c;
      continue;
    }
    if (c == '%') {
      const std::string_view triple = text.substr(i, 3);
      if (triple.size() < 3 || text::hex_value(triple[1]) < 0 || text::hex_value(triple[2]) < 0) {
        return refused("invalid URL escape", triple, mode);
      }
      const char byte = static_cast<char>(text::hex_value(triple[1]) * 16 + text::hex_value(triple[2]));
      if (!may_stand_escaped(byte, triple, mode)) return refused("invalid URL escape", triple, mode);
      result.text += byte;
      i += 2;
      continue;
    }
    if (host && static_cast<std::uint8_t>(c) < 0x80 && should_escape(c, mode)) {
      result = refused("invalid character", text.substr(i, 1), mode);
      result.error += " in host name";
      return result;
    }
    result.text += c;
  }
  return result;
}

std::string escape(std::string_view text, Escape mode) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (should_escape(c, mode)) {
      const auto byte = static_cast<std::uint8_t>(c);
      out += '%';
      out += kUpperHex[byte >> 4U];
      out += kUpperHex[byte & 0xfU];
    } else {
      out += c;
    }
  }
  return out;
}

bool is_escaped(std::string_view text, Escape mode) {
  return std::all_of(text.begin(), text.end(),
                     [mode](char c) { return is_one_of(c, "!$&'()*+,;=:@[]%") || !should_escape(c, mode); });
}

}  // namespace vmcp::go::url
