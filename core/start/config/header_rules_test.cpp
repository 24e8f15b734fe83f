#include "core/start/config/header_rules.h"

#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using vmcp::start::header_name_problem;
using vmcp::start::header_value_problem;
using Findings = std::vector<std::string>;

TEST_CASE("a header's name is a token of at most 256 bytes") {
  for (const char* name : {"X-Request-Id", "x", "!#$%&'*+-.^_`|~9"}) {
    CAPTURE(name);
    CHECK(!header_name_problem(name));
  }
  for (const char* name : {"", " lead", "a b", "a:b", "naïve", "a\n", "(a)"}) {
    CAPTURE(name);
    CHECK(header_name_problem(name));
  }
  CHECK(!header_name_problem(std::string(256, 'x')));
  CHECK(header_name_problem(std::string(257, 'x')));
}

TEST_CASE("a header's value has no control characters but tabs, and at most 8192 bytes") {
  CHECK(!header_value_problem("a\tb \xc3\xa9"));
  for (const char* value : {"", "a\nb", "\x7f", "\x01"}) CHECK(header_value_problem(value));
  CHECK(!header_value_problem(std::string(8192, 'x')));
  CHECK(header_value_problem(std::string(8193, 'x')));
}

TEST_CASE("canonical spelling begins every word with a capital, and leaves alone what is no name") {
  using vmcp::start::canonical_header;
  CHECK(canonical_header("x-REAL-ip") == "X-Real-Ip");
  CHECK(canonical_header("te") == "Te");
  CHECK(canonical_header("x real") == "x real");
}

TEST_CASE("clients' headers that are passed through are names, and none that a client may not choose") {
  const auto headers = [](std::string_view members) {
    return vmcp::start::foretold(vmcp::start::gateway_with(members), vmcp::start::check_passthrough_headers);
  };
  CHECK(headers("passthroughHeaders: [X-Request-Id, Proxy-Authorization2, Set-Cookie]").empty());
  CHECK(headers("passthroughHeaders: [x-request-id, cookie, '', ' lead']") ==
        Findings{"error restricted-header spec.passthroughHeaders[1]",
                 "error invalid-format spec.passthroughHeaders[2]", "error invalid-format spec.passthroughHeaders[3]"});
  CHECK(headers("config: {passthroughHeaders: [AUTHORIZATION, x-forwarded-for, HTTP2-Settings]}") ==
        Findings{"error restricted-header spec.config.passthroughHeaders[0]",
                 "error restricted-header spec.config.passthroughHeaders[1]",
                 "error restricted-header spec.config.passthroughHeaders[2]"});
}
