#include "core/cedar/problem.h"

#include <algorithm>
#include <utility>

namespace vmcp::cedar {

std::string Problem::str() const { return std::to_string(line) + ':' + std::to_string(column) + ": " + message; }

Problem problem_at(std::string_view text, std::size_t offset, std::string message) {
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  const std::size_t start = before.rfind('\n') + 1;
  const auto characters = std::ranges::count_if(before.substr(start),
                                                [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; });
  return {line + 1, static_cast<std::size_t>(characters) + 1, std::move(message)};
}

}  // namespace vmcp::cedar
