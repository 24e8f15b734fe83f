#include "core/go/url.h"

#include <doctest/doctest.h>

namespace url = vmcp::go::url;

TEST_CASE("URLs split as net/url splits them") {
  struct Case {
    const char* text;
    const char* scheme;
    const char* host;
    const char* hostname;
    const char* port;
    const char* path;
    const char* query;
    const char* fragment;
  };
  for (const Case& c : {
           Case{"https://user:pw@host:8080/p/a?q=1#frag", "https", "host:8080", "host", "8080", "/p/a", "q=1", "frag"},
           Case{"HTTP://H", "http", "H", "H", "", "", "", ""},
           Case{"http://[fe80::1%25en0]:8080/x", "http", "[fe80::1%en0]:8080", "fe80::1%en0", "8080", "/x", "", ""},
           Case{"redis://a:1,b:2/0", "redis", "a:1,b:2", "a:1,b", "2", "/0", "", ""},
           Case{"http://h/%41%2f?x#%20", "http", "h", "h", "", "/A/", "x", " "},
           Case{"//host/path", "", "host", "host", "", "/path", "", ""},
           Case{"http:///p", "http", "", "", "", "/p", "", ""},
           Case{"http://h:", "http", "h:", "h", "", "", "", ""},
           Case{"*", "", "", "", "", "*", "", ""},
           Case{"x://%ff/", "x", "\xff", "\xff", "", "/", "", ""},
           Case{"", "", "", "", "", "", "", ""},
       }) {
    CAPTURE(c.text);
    const url::Parsed parsed = url::parse(c.text);
    REQUIRE(parsed);
    CHECK(parsed->scheme == c.scheme);
    CHECK(parsed->host == c.host);
    CHECK(parsed->hostname() == c.hostname);
    CHECK(parsed->port() == c.port);
    CHECK(parsed->path == c.path);
    CHECK(parsed->raw_query == c.query);
    CHECK(parsed->fragment == c.fragment);
  }
  const url::Parsed mail = url::parse("mailto:a@b");
  REQUIRE(mail);
  CHECK(mail->opaque == "a@b");
  const url::Parsed user = url::parse("http://u:p%20w@h");
  REQUIRE((user && user->user));
  CHECK(user->user->username == "u");
  CHECK(user->user->password == "p w");
}

TEST_CASE("URLs that net/url refuses") {
  for (const char* text :
       {"http://h/%zz", "http://a%20b/", "http://ex ample/", "http://h:a", "http://a:b:c/", "a:b\x7f", ":x", "1:2",
        "http://[::1", "http://[::1]a/", "http://[1.2.3.4]/", "http://[::g]/", "http://a[::1]/", "http://h#%zz",
        "http://u:p%zz@h", "http://\"u@h", "http://h/\n"}) {
    CAPTURE(text);
    const url::Parsed parsed = url::parse(text);
    CHECK_FALSE(parsed);
    CHECK_FALSE(parsed.error.empty());
  }
}

TEST_CASE("request URIs are absolute") {
  CHECK(url::parse_request_uri("http://h/p#f")->path == "/p#f");
  CHECK(url::parse_request_uri("//h/p")->path == "//h/p");
  CHECK_FALSE(url::parse_request_uri(""));
  CHECK_FALSE(url::parse_request_uri("a/b"));
}

TEST_CASE("URLs print and resolve as net/url has them") {
  for (const char* text :
       {"http://u:p@h/a%2Fb?q#f", "http://h/(a)#(b)'", "x:/a", "./a:b", "http://h?", "//h/p", "x:y?z"}) {
    CHECK(url::parse(text)->str() == text);
  }
  CHECK(url::parse("http://h/a b")->str() == "http://h/a%20b");
  const url::Parsed base = url::parse("http://h/a/b/../c?q#f");
  REQUIRE(base);
  struct Case {
    const char* reference;
    const char* resolved;
  };
  for (const Case& c : {Case{"", "http://h/a/c?q#f"}, Case{"#g", "http://h/a/c?q#g"}, Case{"?", "http://h/a/c?"},
                        Case{"../x/./y", "http://h/x/y"}, Case{"/z/..", "http://h/"}, Case{"//o", "http://o"},
                        Case{"mailto:x", "mailto:x"}}) {
    CAPTURE(c.reference);
    CHECK(base->resolve(*url::parse(c.reference)).str() == c.resolved);
  }
}

TEST_CASE("escapes") { CHECK(url::path_escape("a b/c+d:e") == "a%20b%2Fc+d:e"); }
