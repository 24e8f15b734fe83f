#include "core/edit/token_text.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

namespace vmcp::edit {
namespace {

/// The entry whose key stands first in a text where `key` does.
std::string entry_of(std::string_view text, std::string_view key) {
  const TokenText tokens(text);
  const std::optional<Entry> entry = tokens.entry(text.find(key));
  return entry ? std::string(tokens.part({entry->key_begin(), entry->content_end()})) : "none";
}

std::string lines_of(std::string_view text, std::string_view key) {
  const TokenText tokens(text);
  const std::optional<Entry> entry = tokens.entry(text.find(key));
  REQUIRE(entry.has_value());
  return std::string(tokens.part(tokens.lines_of(*entry)));
}

TEST_CASE("an entry goes from its key to the end of its value") {
  CHECK(entry_of("a: 1 # x\nb: 2\n", "a") == "a: 1");
  CHECK(entry_of("a:\n  c: 1\n  d: 2\nb: 2\n", "a") == "a:\n  c: 1\n  d: 2");
  CHECK(entry_of("a:\n- 1\n- 2\nb: 2\n", "a") == "a:\n- 1\n- 2");
  CHECK(entry_of("- a: 1\n  b: 2\n- a: 3\n", "b") == "b: 2");
  CHECK(entry_of("a: |\n  x\n\n   # y\nb: 2\n", "a") == "a: |\n  x\n\n   # y");
  CHECK(entry_of("a: \"x\n  y\"\nb: 2\n", "a") == "a: \"x\n  y\"");
  CHECK(entry_of("a: x\n  y\nb: 2\n", "a") == "a: x\n  y");
  CHECK(entry_of("a: {b: [1, {c: 2}],\n d: it's}\ne: 2\n", "a") == "a: {b: [1, {c: 2}],\n d: it's}");
  CHECK(entry_of("a: {b: [1, {c: 2}], d: 3}\n", "b") == "b: [1, {c: 2}]");
  CHECK(entry_of("{\"a\": {\"b\": 1}, \"c\": 2}", "\"a\"") == "\"a\": {\"b\": 1}");
  CHECK(entry_of("a:\n# x\nb: 2\n", "a") == "a:");
  CHECK(entry_of("a: &x !!str b\nc: *x\n", "a") == "a: &x !!str b");
  CHECK(entry_of("---\na: 1\n--- # a: 2\nb: 1\n---\nc: 3\n", "b") == "b: 1");
}

TEST_CASE("a key that is written in another way is no entry") {
  CHECK(entry_of("? a\n: 1\n", "a") == "none");
  CHECK(entry_of("&x a: 1\n", "a") == "none");
  CHECK(entry_of("b: &x\n  a: 1\n", "a") == "a: 1");
  CHECK(entry_of("- a\n", "a") == "none");
  CHECK(entry_of("a: \"\\q\"\n", "a") == "none");
}

TEST_CASE("comments belong to the entry below them and to the value that is less indented") {
  CHECK(lines_of("x: 1\n# of a\n# too\na: 2 # yes\n  # inside\n# not\nb: 3\n", "a: 2") ==
        "# of a\n# too\na: 2 # yes\n  # inside\n");
  CHECK(lines_of("x: 1\n# not\n\na: 2\n", "a: 2") == "a: 2\n");
  CHECK(lines_of("x:\n  y: 1\n    # not\n  a: 2", "a") == "  a: 2");
}

TEST_CASE("places in long lines are those that counting finds") {
  std::string line;
  for (int i = 0; i < 1000; ++i) line += i % 3 == 0 ? "\xC3\xA4" : i % 7 == 0 ? "\xF0\x9F\x8D\xB3" : "a";
  const std::string all = "x\n" + line + "\ny";
  const TokenText text(all);
  std::size_t at = 2;
  for (std::uint32_t column = 1; column <= 1001; ++column) {
    CAPTURE(column);
    CHECK(text.offset(2, column) == at);
    CHECK(text.place(at) == std::pair<std::uint32_t, std::uint32_t>{2, column});
    for (++at; at < all.size() && (static_cast<unsigned char>(all[at]) & 0xC0U) == 0x80U;) ++at;
  }
}

TEST_CASE("places count characters and lines as marks do, whatever ends a line") {
  const TokenText text("\xC3\xA4: 1\r\nb: \xF0\x9F\x8D\xB3 2\rc: 3\n");
  CHECK(text.offset(1, 2) == 2);
  CHECK(text.offset(2, 5) == 14);
  CHECK(text.place(14) == std::pair<std::uint32_t, std::uint32_t>{2, 5});
  CHECK(text.offset(3, 1) == 17);
  CHECK(text.place(22) == std::pair<std::uint32_t, std::uint32_t>{4, 1});
  CHECK(text.line_break(0) == "\r\n");
  CHECK(text.line_break(17) == "\n");
  REQUIRE(text.entry(7).has_value());
  CHECK(text.part({text.entry(7)->key_begin(), text.entry(7)->content_end()}) == "b: \xF0\x9F\x8D\xB3 2");
}

}  // namespace
}  // namespace vmcp::edit
