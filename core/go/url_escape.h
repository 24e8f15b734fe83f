#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vmcp::go::url {

/// The part of a URL that a text is escaped for; the parts differ in the characters that may stand unescaped.
enum class Escape : std::uint8_t { kPath, kPathSegment, kHost, kZone, kUserPassword, kFragment };

struct Unescaped {
  std::string text;
  std::string error;  ///< empty when there is none
};

/// As net/url's unescape: hosts and zones refuse bad bytes.
Unescaped unescape(std::string_view text, Escape mode);

std::string escape(std::string_view text, Escape mode);

/// Whether `text` could stand escaped in a URL as it is (net/url's validEncoded).
bool is_escaped(std::string_view text, Escape mode);

}  // namespace vmcp::go::url
