#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "core/yaml/json_reader.h"
#include "core/yaml/read.h"

namespace vmcp::yaml {

/// What reading one text brought, for tests.
struct Reading {
  source::Sources sources;
  diag::Sink sink;
  std::vector<Document> documents;

  explicit Reading(std::string text) {
    const std::uint32_t source = sources.add("in.yaml", std::move(text));
    documents = read(sources, source, sink);
  }

  /// `code@line:column` of each finding, in order, separated by blanks.
  std::string findings() const {
    std::string result;
    for (const diag::Diagnostic& finding : sink.sorted()) {
      if (!result.empty()) result += ' ';
      result += std::string(finding.code) + '@' + std::to_string(finding.place.line) + ':' +
                std::to_string(finding.place.column);
    }
    return result;
  }
};

/// Whether two values are alike to the last mark.
inline bool are_identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind() || a.mark() != b.mark()) return false;
  if (a.is_sequence()) return std::ranges::equal(a.items(), b.items(), are_identical);
  if (!a.is_mapping()) return a == b;
  return std::ranges::equal(a.members(), b.members(), [](const Member& one, const Member& other) {
    return one.key == other.key && one.key_mark == other.key_mark && are_identical(one.value, other.value);
  });
}

inline Value json(std::string_view text) {
  std::size_t offset = 0;
  Locator locator(text, {0, 1, 1});
  return read_json(text, offset, locator);
}

inline Value json_file(const std::string& path) {
  std::ifstream stream(VMCP_SOURCE_DIR "/" + path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return json(text);
}

}  // namespace vmcp::yaml
