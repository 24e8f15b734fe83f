#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vmcp::go {

/// As encoding/pem's Block.
struct PemBlock {
  std::string type;  ///< "RSA PRIVATE KEY"
  bool has_headers = false;
  std::string bytes;
};

/// As pem.Decode: the first well-formed block of a text, whatever surrounds it; moves `text` behind the block.
/// Nothing when there is none.
std::optional<PemBlock> decode_pem(std::string_view& text);

}  // namespace vmcp::go
