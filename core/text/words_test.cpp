#include "core/text/words.h"

#include <doctest/doctest.h>

namespace vmcp::text {
namespace {

TEST_CASE("a list of words") {
  CHECK(words_of("").empty());
  CHECK(words_of("one") == std::vector<std::string_view>{"one"});
  CHECK(words_of("one two three") == std::vector<std::string_view>{"one", "two", "three"});
  for (const char* word : {"one", "two", "three"}) CHECK(is_among(word, "one two three"));
  for (const char* word : {"on", "ne", "thre", "our"}) CHECK_FALSE(is_among(word, "one two three four"));
}

TEST_CASE("words are taken one after the other") {
  std::string_view text = "name:*:s";
  CHECK(take_word(text, ':') == "name");
  CHECK(take_word(text, ':') == "*");
  CHECK(text == "s");
  CHECK(take_word(text, ':') == "s");
  CHECK(take_word(text, ':').empty());
}

}  // namespace
}  // namespace vmcp::text
