#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vmcp::cedar {

/// Why a text is refused, and where in it; lines and columns count from 1, columns in characters.
struct ParseError {
  std::size_t line = 1;
  std::size_t column = 1;
  std::string message;  ///< lower case, without a full stop

  /// "2:14: message".
  std::string str() const;
};

/// The problem at a byte of a text.
ParseError parse_error_at(std::string_view text, std::size_t offset, std::string message);

}  // namespace vmcp::cedar
