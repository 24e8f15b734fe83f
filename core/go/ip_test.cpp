#include "core/go/ip.h"

#include <doctest/doctest.h>

using vmcp::go::Ip;
using vmcp::go::parse_addr;
using vmcp::go::parse_cidr;
using vmcp::go::parse_ip;

TEST_CASE("addresses parse as net.ParseIP has them") {
  for (const char* text : {"1.2.3.4", "::", "::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4",
                           "fe80::1", "1:2:3:4:5:6:7::"}) {
    CAPTURE(text);
    CHECK(parse_ip(text).has_value());
  }
  for (const char* text : {"", "1.2.3", "01.2.3.4", "256.1.1.1", "1.2.3.4.5", "1::2::3", "1:2:3:4:5:6:7:8:9",
                           "12345::", ":1", "1:", "::1%eth0", "[::1]", "1:2:3:4:5:6:7:8::", "1.2.3.4:80"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_ip(text).has_value());
  }
  CHECK(parse_addr("fe80::1%eth0")->zone == "eth0");
  CHECK(parse_ip("::ffff:1.2.3.4") == parse_ip("1.2.3.4"));
}

TEST_CASE("what an address is for") {
  struct Case {
    const char* text;
    bool (Ip::*is)() const;
    bool expected;
  };
  for (const Case& c :
       {Case{"127.1.2.3", &Ip::is_loopback, true}, Case{"::1", &Ip::is_loopback, true},
        Case{"128.0.0.1", &Ip::is_loopback, false}, Case{"0.0.0.0", &Ip::is_unspecified, true},
        Case{"::", &Ip::is_unspecified, true}, Case{"169.254.169.254", &Ip::is_link_local_unicast, true},
        Case{"febf::1", &Ip::is_link_local_unicast, true}, Case{"fec0::1", &Ip::is_link_local_unicast, false},
        Case{"224.0.0.251", &Ip::is_link_local_multicast, true}, Case{"ff02::1", &Ip::is_link_local_multicast, true}}) {
    CAPTURE(c.text);
    CHECK(((*parse_ip(c.text)).*c.is)() == c.expected);
  }
}

TEST_CASE("networks contain addresses of their family") {
  CHECK(parse_cidr("10.1.2.3/8")->contains(*parse_ip("10.255.0.1")));
  CHECK_FALSE(parse_cidr("10.0.0.0/8")->contains(*parse_ip("11.0.0.1")));
  CHECK(parse_cidr("fc00::/7")->contains(*parse_ip("fd00::1")));
  CHECK_FALSE(parse_cidr("::/0")->contains(*parse_ip("1.2.3.4")));
  CHECK_FALSE(parse_cidr("0.0.0.0/0")->contains(*parse_ip("::1")));
  for (const char* text : {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/a", "::/129", "x/8"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_cidr(text).has_value());
  }
}
