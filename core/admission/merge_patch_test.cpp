#include "core/admission/merge_patch.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

yaml::Value parse(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents =
      yaml::read(sources, sources.add("test", text), sink, {yaml::Lists::kKept, yaml::Roots::kAny});
  REQUIRE(documents.size() == 1);
  return std::move(documents.front().root);
}

TEST_CASE("a merge patch says what is otherwise, and turns one value into the other") {
  struct Case {
    std::string from;
    std::string to;
    std::string patch;
  };
  const Case cases[] = {
      {"{a: 1, b: {c: 2, d: 3}}", "{a: 1, b: {c: 4, d: 3}}", "{b: {c: 4}}"},
      {"{a: 1, b: {c: 2, d: 3}}", "{b: {d: 3}, e: {f: []}}", "{a: null, b: {c: null}, e: {f: []}}"},
      {"{a: [1, 2], b: 1}", "{a: [1, 3], b: {c: 1}}", "{a: [1, 3], b: {c: 1}}"},
      {"{a: {b: 1}}", "{a: text}", "{a: text}"},
  };
  for (const Case& test : cases) {
    CAPTURE(test.patch);
    const auto patch = merge_patch(parse(test.from), parse(test.to));
    REQUIRE(patch.has_value());
    CHECK(*patch == parse(test.patch));
    yaml::Value value = parse(test.from);
    apply_merge_patch(value, *patch);
    CHECK(value == parse(test.to));
  }
  CHECK_FALSE(merge_patch(parse("{a: 1, b: 2}"), parse("{b: 2, a: 1}")));
}

}  // namespace
}  // namespace vmcp::admission
