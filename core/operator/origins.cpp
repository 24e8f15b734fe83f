#include "core/operator/origins.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace vmcp::op {
namespace {

constexpr std::size_t kUsualDepth = 8;

/// A path taken apart: its parts, each ended by a NUL, and where each ends there and in the path's text.
struct Parts {
  struct End {
    std::size_t in_key;
    std::size_t in_text;
  };
  std::string key;
  std::vector<End> ends = {{0, 0}};
};

/// The end of the bracketed part that begins at `at`: keys may hold brackets themselves.
std::size_t closing_bracket(std::string_view text, std::size_t at) {
  while (true) {
    at = text.find(']', at);
    if (at == std::string_view::npos || at + 1 == text.size() || text[at + 1] == '.' || text[at + 1] == '[') return at;
    ++at;
  }
}

Parts parts_of(std::string_view text) {
  Parts parts;
  parts.key.reserve(text.size() + 1);
  parts.ends.reserve(kUsualDepth);
  for (std::size_t at = 0; at < text.size();) {
    const bool bracketed = text[at] == '[';
    if (bracketed || text[at] == '.') ++at;
    std::size_t end = bracketed ? closing_bracket(text, at) : text.find_first_of(".[", at);
    if (end == std::string_view::npos) end = text.size();
    parts.key.append(text, at, end - at).push_back('\0');
    at = bracketed && end < text.size() ? end + 1 : end;
    parts.ends.push_back({parts.key.size(), at});
  }
  return parts;
}

diag::FieldPath joined(const diag::FieldPath& path, std::string_view rest) {
  if (rest.empty() || path.str().empty() || rest.front() == '.' || rest.front() == '[') {
    return diag::FieldPath(path.str() + std::string(rest));
  }
  return path / rest;
}

}  // namespace

void Origins::note(const diag::FieldPath& path, Origin origin, Extent extent) {
  notes_.insert_or_assign(parts_of(path.str()).key, Note{std::move(origin), extent});
}

Origin Origins::of(const diag::FieldPath& path) const {
  const std::string_view text = path.str();
  const Parts parts = parts_of(text);
  const std::string_view key = parts.key;
  for (std::size_t i = parts.ends.size(); i-- > 0;) {
    const auto found = notes_.find(key.substr(0, parts.ends[i].in_key));
    if (found == notes_.end()) continue;
    Origin origin = found->second.origin;
    if (i != 0 && origin.path.str().empty()) {
      i = 1;
      continue;
    }
    if (found->second.extent == Extent::kFields) origin.path = joined(origin.path, text.substr(parts.ends[i].in_text));
    return origin;
  }
  return {};
}

}  // namespace vmcp::op
