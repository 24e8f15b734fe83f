#include "core/yaml/payload.h"

#include "core/diag/lines.h"
#include "core/yaml/json_reader.h"
#include "core/yaml/locator.h"
#include "core/yaml/problem.h"
#include "core/yaml/yaml_reader.h"

namespace vmcp::yaml {
namespace {

constexpr Mark kStart{0, 1, 1};

/// Whether a line is a document marker, with whatever follows it.
bool is_marker(std::string_view line, std::string_view marker) {
  if (!line.starts_with(marker)) return false;
  return line.size() == marker.size() || line[marker.size()] == ' ' || line[marker.size()] == '\t';
}

/// The first document of a text: up to the marker that ends it or begins another, without a directive for the version
/// that is read anyway.
std::string_view first_document(std::string_view text) {
  bool begun = false;
  std::size_t begin = 0;
  for (std::size_t line = 0; line < text.size();) {
    const diag::Line found = diag::line_from(text, line);
    const std::string_view content = text.substr(line, found.end - line);
    const bool starts = is_marker(content, "---");
    if (begun && (starts || is_marker(content, "..."))) return text.substr(begin, line - begin);
    const std::size_t first = content.find_first_not_of(" \t\r");
    if (starts || (first != std::string_view::npos && content[first] != '#' && content[first] != '%')) begun = true;
    line = found.next;
    if (!begun && is_marker(content, "%YAML 1.1")) begin = line;
  }
  return text.substr(begin);
}

}  // namespace

std::optional<Value> read_payload(std::string_view text) {
  try {
    return read_yaml(first_document(text), kStart, Strictness::kLenient);
  } catch (const Problem&) {
  }
  return read_json_payload(text);
}

std::optional<Value> read_json_payload(std::string_view text) {
  try {
    Locator locator(text, kStart);
    std::size_t offset = 0;
    Value value = read_json(text, offset, locator, Strictness::kLenient);
    if (skip_json_space(text, offset) != text.size()) return std::nullopt;
    return value;
  } catch (const Problem&) {
    return std::nullopt;
  }
}

}  // namespace vmcp::yaml
