#include <doctest/doctest.h>
#include <random>
#include <string>

#include "core/yaml/read_fixture.h"

namespace vmcp::yaml {
namespace {

std::string repeat(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

std::string first_code(const Reading& reading) {
  return reading.sink.sorted().empty() ? "" : std::string(reading.sink.sorted().front().code);
}

TEST_CASE("nesting without end is refused before the stack is used up") {
  constexpr std::size_t kMany = 100'000;
  for (const std::string opening : {"[", "{a: ", "- ", "? ", "{\"a\": ", "[{a: [", "{\"a\": ["}) {
    INFO(opening);
    CHECK(first_code(Reading("k: x\n---\n" + repeat(opening, kMany))) == "too-deep");
  }
  std::string stairs;
  for (std::size_t depth = 0; depth < 2000; ++depth) stairs += std::string(depth, ' ') + "a:\n";
  CHECK(first_code(Reading(stairs)) == "too-deep");
  CHECK(first_code(Reading(repeat("]", kMany))) == "yaml-syntax");
  CHECK(first_code(Reading(repeat("!!str ", kMany))) == "yaml-syntax");
}

TEST_CASE("nesting that a person could write is fine") {
  constexpr std::size_t kDepth = 200;
  CHECK(Reading("k: " + repeat("[", kDepth) + repeat("]", kDepth) + "\n").documents.size() == 1);
  CHECK(Reading(repeat("{\"a\":", kDepth) + "1" + repeat("}", kDepth)).documents.size() == 1);
}

TEST_CASE("alias bombs are refused, honest aliases are not") {
  std::string deep = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string alias = "*a" + std::to_string(i - 1);
    deep += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeat(alias + ", ", 8) + alias + "]\n";
  }
  CHECK(first_code(Reading(deep)) == "excessive-aliasing");
  const std::string wide = "a: &a [" + repeat("x, ", 20'000) + "x]\nb: [" + repeat("*a, ", 20'000) + "*a]\n";
  CHECK(first_code(Reading(wide)) == "excessive-aliasing");
  const std::string nested = "a: " + repeat("&a [", 400) + repeat("x, ", 20'000) + "x" + repeat("]", 400) + "\n";
  CHECK(first_code(Reading(nested)) == "excessive-aliasing");
  const std::string honest = "a: &a {name: x, key: y}\nb: [" + repeat("*a, ", 200) + "*a]\n";
  CHECK(Reading(honest).documents.size() == 1);
}

TEST_CASE("large mappings are read in good time") {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "key" + std::to_string(i) + ": v\n";
  CHECK(Reading(text).documents.size() == 1);
  CHECK(first_code(Reading(text + "key7: w\n")) == "duplicate-key");
}

TEST_CASE("aliases are counted by the bytes that they copy, too") {
  const auto text = [](std::size_t length, int aliases, const std::string& use) {
    std::string result = "a: &a \"" + std::string(length, 'x') + "\"\nb: [";
    for (int i = 0; i < aliases; ++i) result += (i == 0 ? "" : ", ") + use;
    return result + "]\n";
  };
  CHECK(first_code(Reading(text(90'000, 20'000, "*a"))) == "excessive-aliasing");
  CHECK(first_code(Reading(text(900'000, 1'000, "*a"))) == "excessive-aliasing");
  CHECK(first_code(Reading(text(90'000, 20'000, "{*a : 1}"))) == "excessive-aliasing");
  CHECK(first_code(Reading(text(90'000, 20, "*a"))).empty());
  CHECK(first_code(Reading(text(1'000, 200, "*a"))).empty());
  std::string merges = "a: &a {k: \"" + std::string(90'000, 'x') + "\"}\nb:\n";
  for (int i = 0; i < 5'000; ++i) merges += "- {<<: *a}\n";
  CHECK(first_code(Reading(merges)) == "excessive-aliasing");
  std::string nested;
  for (int i = 0; i < 200; ++i)
    nested += "- &a" + std::to_string(i) + "\n" + std::string(static_cast<std::size_t>(i) + 1, ' ');
  CHECK(first_code(Reading(nested + "\"" + std::string(90'000, 'x') + "\"\n")) == "excessive-aliasing");
}

TEST_CASE("binary files and other encodings are refused") {
  for (const std::string& text :
       {std::string("\x7F"
                    "ELF\x02\x01\x00\x00",
                    8),
        std::string("\xFF\xFEn\0:\0 \0a\0", 10), std::string(4096, '\0'), std::string("a: \xED\xA0\x80\n"),
        std::string("a: \xC0\x80\n"), std::string("a: \xF4\x90\x80\x80\n"), std::string("a: \xE2\x82")}) {
    const Reading reading(text);
    CHECK(reading.sink.error_count() == 1);
    CHECK(reading.documents.empty());
  }
}

TEST_CASE("truncated JSON is refused at every length") {
  const std::string text = R"({"a": [1, -2.5e3, "x\u00e9\n"], "b": {"c": null, "d": true}})";
  for (std::size_t length = 1; length < text.size(); ++length) {
    INFO(length);
    const Reading reading(text.substr(0, length));
    CHECK(reading.sink.error_count() == 1);
    CHECK(reading.documents.empty());
  }
  CHECK(Reading(text).documents.size() == 1);
}

TEST_CASE("no mutation of a good file does harm") {
  const std::string good =
      "apiVersion: v1\nkind: List\nitems:\n- &x {kind: A, n: \"a\\u00e9\\\n  b\"}\n- kind: B\n  text: |\n    one\n     "
      "two\n"
      "  fold: >-\n    a\n\n    b\n  <<: *x\n  'q': ['it''s', \xC3\xA9, !!int \"3\", 0x1F]\n---\n{\"j\": [1, 2.5, "
      "\"\\/\"]}\n";
  REQUIRE(Reading(good).findings() == "");
  std::mt19937 random(20240229);
  for (int round = 0; round < 1000; ++round) {
    std::string text = good;
    for (std::uint32_t change = 0; change <= round % 4U; ++change) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0:
          text[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          text.erase(at, 1 + random() % 8);
          break;
        case 2:
          text.insert(at, 1, ":{}[]&*!|>'\"%@`#-?,\n\t "[random() % 23]);
          break;
        default:
          text.insert(at, text.substr(random() % text.size(), random() % 40));
      }
    }
    const Reading reading(text);
    for (const diag::Diagnostic& finding : reading.sink.sorted()) {
      CHECK(finding.place.line > 0);
      CHECK(finding.place.column > 0);
      CHECK(finding.stage == diag::Stage::kParse);
    }
  }
}

}  // namespace
}  // namespace vmcp::yaml
