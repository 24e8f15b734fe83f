#include "core/yaml/simple_reader.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "core/yaml/characters.h"
#include "core/yaml/identical.h"
#include "core/yaml/yaml_reader.h"

namespace vmcp::yaml {
namespace {

constexpr Mark kStart{0, 1, 1};

std::optional<Value> simple(std::string_view text) {
  Locator locator(text, kStart);
  return read_simple(text, locator, Strictness::kStrict);
}

TEST_CASE("simple documents are read as by the library, to the last mark") {
  for (const char* text : {
           "a: b\n",
           "  a: b c  \n  d: 1\n",
           "a:\n  b:\n    c: true # why\n  d:\n\n# between\ne: ~\n",
           "a:\n- b\n- c: 1\n  d: 2\n-   e: x\n    f: y\ng: z\n",
           "- a\n- - b\n  - c\n-\n  d: e\n",
           "a:\n  -\n    b: c\n  - -1\n",
           "'a''b': \"c\\n\\\"d\\\"\\\\\"\n\"e: f\": 'g: h # i'\n",
           "- \"a\": b\n- 'c'\n- \"d\" # e\n",
           "a: {b: c, d: [e, 'f', \"g\", 1.5, http://h/i]}\nj: []\nk: {}\n",
           "- {a: b}\n- [c, {d: e}] # f\n- a:b\n- a#b\n",
           "a: |\n  b\n    c\n\n  d\n\ne: |-\n    f\n\n\ng: |\n  # h\ni: j\n",
           "a: |\n\n  b\n # comment\nc: d\n",
           "- |\n a\n- |-\n  b: c\n",
           "a::b: c:d\n\xC3\xA9: \xE6\x97\xA5\xE6\x9C\xAC # \xC3\xA9\nx: \xC3\xA9\n",
           "<<: {a: b}\nc: d\n",
           "yes: 0x1F\n1: 1e3\nnull-ish: Null\n",
       }) {
    CAPTURE(text);
    const std::optional<Value> read = simple(text);
    REQUIRE(read);
    CHECK(are_identical(*read, read_yaml_by_library(text, kStart)));
  }
}

TEST_CASE("what is not simple, or may be wrong, is left to the library") {
  for (const char* text : {
           "",
           "# a\n",
           "a\n",
           "[a]\n",
           "{a: b}\n",
           "...\n",
           "%YAML 1.1\n",
           // More lines, or none.
           "a: b\n  c\n",
           "a: \"b\n  c\"\n",
           "a: [b,\n  c]\n",
           "a:\n  b\n",
           "- \n- a\n",
           "a: >\n  b\n",
           "a: |+\n  b\n",
           "a: |2\n  b\n",
           "a: |\nb: c\n",
           "a: |\n    \n  b\n",
           // Properties and keys.
           "a: &b c\n",
           "a: *b\n",
           "a: !!str b\n",
           "? a\n: b\n",
           "a : b\n",
           "[a]: b\n",
           // Nests in a wrong way.
           "a: b: c\n",
           "a: b:\n",
           "a: - b\n",
           "a:\n    b: c\n  d: e\n",
           "  a: b\nc: d\n",
           "- a\nb: c\n",
           "a: b\n- c\n",
           "a: 'b'\n  c: d\n",
           "a: {b: c}\n  d: e\n",
           "a: 'b' c\n",
           "a: {b: c} d\n",
           // Flow collections that say less than they seem to.
           "a: [b,]\n",
           "a: [b,,c]\n",
           "a: {b}\n",
           "a: {b: }\n",
           "a: {b:c}\n",
           "a: [b: c]\n",
           "a: [b #c]\n",
           "a: [b\n",
           "a: [b}\n",
           "a: {\"b\":c}\n",
           // Characters that are not looked at.
           "a:\tb\n",
           "a: b\tc\n",
           "a: @b\n",
           "a: `b\n",
           "a: \"\\x41\"\n",
           "a: \xE2\x80\xA8\n",
           "a: \xEF\xBB\xBFx\n",
           // Given twice.
           "a: b\na: c\n",
           "a: {b: c, b: d}\n",
           "{}: a\n",
           "~: a\n",
       }) {
    CAPTURE(text);
    CHECK_FALSE(simple(text));
  }
  CHECK_FALSE(simple(std::string(2000, 'a') + ": b\n"));
  std::string deep;
  for (std::size_t level = 0; level < 150; ++level) deep += std::string(level, ' ') + "a:\n";
  CHECK_FALSE(simple(deep));
}

TEST_CASE("documents of the corpus are read as by the library") {
  std::size_t count = 0;
  std::size_t read_simply = 0;
  for (const auto& entry : std::filesystem::directory_iterator(VMCP_SOURCE_DIR "/testdata/conformance")) {
    std::ifstream stream(entry.path() / "input.yaml", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find("\n---", begin), text.size());
      std::string part = text.substr(begin, end - begin) + '\n';
      begin = std::min(text.find('\n', end + 1), text.size());
      CAPTURE(part);
      std::string storage;
      const std::string_view normalized = normalize_breaks(part, storage);
      // What may be JSON has a reader of its own.
      if (normalized.substr(std::min(normalized.find_first_not_of('\n'), normalized.size())).starts_with('{')) continue;
      const std::optional<Value> read = simple(normalized);
      ++count;
      if (!read) continue;
      ++read_simply;
      CHECK(are_identical(*read, read_yaml_by_library(normalized, kStart)));
    }
  }
  CHECK(count > 2000);
  CHECK(read_simply > count * 9 / 10);
}

}  // namespace
}  // namespace vmcp::yaml
