#include "core/go/pem.h"

#include <algorithm>

#include "core/go/base64.h"

namespace vmcp::go {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "\n-----END ";
constexpr std::string_view kDashes = "-----";

/// Removes the first line from a text; without its end and trailing blanks.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line.substr(0, line.find_last_not_of(" \t") + 1);
}

std::string without_blanks(std::string_view text) {
  std::string result(text);
  std::erase_if(result, [](char c) { return c == ' ' || c == '\t'; });
  return result;
}

/// The block that begins with `text`, whose end marker is at `end`; moves `text` behind it when it is well-formed.
std::optional<PemBlock> parse_block(std::string_view& text, std::size_t end) {
  const std::string_view whole = text;
  std::string_view rest = text.substr(kBegin.size());
  std::string_view type = take_line(rest);
  if (!type.ends_with(kDashes)) return std::nullopt;
  type.remove_suffix(kDashes.size());

  PemBlock block;
  block.type = type;
  for (;;) {
    std::string_view next = rest;
    if (take_line(next).find(':') == std::string_view::npos) break;
    block.has_headers = true;
    rest = next;
  }

  std::string_view trailer = whole.substr(end + kEnd.size());
  const std::string_view last_line = take_line(trailer);
  if (last_line != std::string(type).append(kDashes)) return std::nullopt;

  const std::size_t body = whole.size() - rest.size();
  if (block.has_headers && body > end) return std::nullopt;
  const auto bytes = decode_base64(without_blanks(whole.substr(std::min(body, end), end - std::min(body, end))));
  if (!bytes) return std::nullopt;
  block.bytes = *bytes;
  text = trailer;
  return block;
}

}  // namespace

std::optional<PemBlock> decode_pem(std::string_view& text) {
  for (std::string_view rest = text;;) {
    const std::size_t end = rest.find(kEnd);
    if (end == std::string_view::npos) return std::nullopt;
    const std::size_t begin = rest.substr(0, end).rfind(kBegin);
    if (begin != std::string_view::npos && (begin == 0 || rest[begin - 1] == '\n')) {
      std::string_view candidate = rest.substr(begin);
      if (auto block = parse_block(candidate, end - begin)) {
        text = candidate;
        return block;
      }
    }
    rest.remove_prefix(end + kEnd.size());
  }
}

}  // namespace vmcp::go
