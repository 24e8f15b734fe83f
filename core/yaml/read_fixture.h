#pragma once

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
