#include "core/diag/userinfo.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

using namespace vmcp::diag;

TEST_CASE("no user and no password of a URL is shown") {
  struct Case {
    std::string_view text, shown;
  };
  const Case cases[] = {
      {"https://user:pw@host/x", "https://***@host/x"},
      {"https://user@host", "https://***@host"},
      {"https://user:p/w@host", "https://***@host"},
      {"https://user:p w\"@host:1", "https://***@host:1"},
      {"https://user:pw", "https://***"},
      {"https://user%3Apw%40host/x", "https://***%40host/x"},
      {"redis://:pw@r:6379", "redis://***@r:6379"},
      {"user:pw@r:6379", "***@r:6379"},
      {"pw@r:6379", "***@r:6379"},
      {"https://host:8080/a@b", "https://host:8080/a@b"},
      {"https://[::1]:8080", "https://[::1]:8080"},
      {"registry:5000/image@sha256:00", "registry:5000/image@sha256:00"},
      {"someone@example.com", "someone@example.com"},
      {"https://a:b@c,https://d:e@f", "https://***@c,https://***@f"},
      {"redis://:#pw@r:6379", "redis://***@r:6379"},
      {"https://bob:/pw@x", "https://***@x"},
      {"https://bob:12#pw@x", "https://***@x"},
      {" https://bob:p,w@x", " https://***@x"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(without_userinfo(c.text) == c.shown);
  }
  for (const char* between : {"\n", "\t", "|", "\x01"}) {
    CAPTURE(between);
    CHECK(without_userinfo("https://u:p@a" + std::string(between) + "https://u:x@b") == "https://***@b");
  }
  CHECK(without_userinfo("https://a/x|https://b") == "https://a/x|https://b");
  CHECK(without_quoted_userinfo("found \"https://u:p@h\", expected https://h:80: x") ==
        "found \"https://***@h\", expected https://h:80: x");
}
