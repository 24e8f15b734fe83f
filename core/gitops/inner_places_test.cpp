#include "core/gitops/inner_places.h"

#include <cstdint>
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/diag/sink.h"
#include "core/yaml/read.h"

using namespace vmcp;

namespace {

/// Where the third line's, or the only line's, third character stands, as "line:column"; the text is that of `patch`.
std::string place(const std::string& file, std::uint32_t line) {
  source::Sources sources;
  diag::Sink sink;
  const std::vector<yaml::Document> documents =
      yaml::read(sources, sources.add("f", file), sink, {.roots = yaml::Roots::kAny});
  REQUIRE(documents.size() == 1);
  const yaml::Value* text = documents.front().root.find("patch");
  REQUIRE(text != nullptr);
  gitops::OuterTexts texts(sources);
  const yaml::Mark mark = gitops::InnerPlaces(*text, texts).of({0, line, 3});
  return std::to_string(mark.line) + ':' + std::to_string(mark.column);
}

}  // namespace

TEST_CASE("what stands in a block is told where it stands in the file") {
  CHECK(place("a: 1\npatch: |-\n  - op: add\n\n    path: /x\n", 3) == "5:5");
  CHECK(place("a: 1\npatch: |-   # why\n    - op: add\n    - op: test\n", 2) == "4:7");
  CHECK(place("patch: |2\n    x: 1\n  y: 2\n", 2) == "3:5");
  CHECK(place("patch: &p |-\r\n  - op: add\r\n    path: /x\r\n", 2) == "3:5");
}

TEST_CASE("what stands in a line is told where it stands in it") {
  CHECK(place("patch: '[{op: add}]'\n", 1) == "1:11");
}

TEST_CASE("what a reader has changed stands where the text begins") {
  CHECK(place("a: 1\npatch: >-\n  - op: add\n  - b\n", 1) == "2:8");
  CHECK(place("patch: \"- a\\n- b\\n- c\"\n", 3) == "1:8");
}
