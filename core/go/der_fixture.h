#pragma once

#include <string>
#include <string_view>

#include "core/go/der.h"

namespace vmcp::go {

/// An element of DER that holds `content`.
inline std::string element(DerTag tag, std::string_view content) {
  std::string bytes(1, static_cast<char>(tag));
  if (content.size() >= 0x100) {
    bytes += '\x82';
    bytes += static_cast<char>(content.size() >> 8U);
  } else if (content.size() >= 0x80) {
    bytes += '\x81';
  }
  return (bytes += static_cast<char>(content.size() & 0xffU)).append(content);
}

inline std::string integer(std::string_view bytes) { return element(DerTag::kInteger, bytes); }
inline std::string sequence(std::string_view content) { return element(DerTag::kSequence, content); }
inline std::string object(std::string_view bytes) { return element(DerTag::kObjectIdentifier, bytes); }
/// A string of whole bytes.
inline std::string bits(std::string_view bytes) {
  return element(DerTag::kBitString, std::string(1, '\0').append(bytes));
}

}  // namespace vmcp::go
