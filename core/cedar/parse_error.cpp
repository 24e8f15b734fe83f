#include "core/cedar/parse_error.h"

#include <algorithm>
#include <utility>

#include "core/text/utf8.h"

namespace vmcp::cedar {

std::string ParseError::str() const { return std::to_string(line) + ':' + std::to_string(column) + ": " + message; }

ParseError parse_error_at(std::string_view text, std::size_t offset, std::string message) {
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  const std::size_t start = before.rfind('\n') + 1;
  return {line + 1, text::count_characters(before.substr(start)) + 1, std::move(message)};
}

}  // namespace vmcp::cedar
