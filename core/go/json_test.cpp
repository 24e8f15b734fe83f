#include "core/go/json.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

using namespace std::string_view_literals;

TEST_CASE("strings print as json.Marshal prints them") {
  struct Case {
    std::string_view text;
    std::string_view json;
  };
  const Case cases[] = {
      {"", R"("")"},
      {"a\"\\/", R"("a\"\\/")"},
      {"\b\f\n\r\t\0\x1b"sv, R"("\b\f\n\r\t\u0000\u001b")"},
      {"<a&b>", R"("\u003ca\u0026b\u003e")"},
      {"\x7f\u0085\u00e9\U0001f600\ufeff", "\"\x7f\u0085\u00e9\U0001f600\ufeff\""},
      {"\u2028\u2029\u202a", "\"\\u2028\\u2029\u202a\""},
      {"a\xff\xc3", R"("a\ufffd\ufffd")"},
      {"\ufffd", "\"\ufffd\""},
  };
  for (const Case& c : cases) {
    std::string out;
    vmcp::go::append_json_string(out, c.text);
    CHECK(out == c.json);
  }

  std::string plain;
  vmcp::go::append_json_string(plain, "<&>", vmcp::go::HtmlEscapes::kNo);
  CHECK(plain == "\"<&>\"");
}
