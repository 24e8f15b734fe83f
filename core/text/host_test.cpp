#include "core/text/host.h"

#include <doctest/doctest.h>

TEST_CASE("the host of an address stands in front of its port and path, behind who asks") {
  using vmcp::text::host_in;
  CHECK(host_in("https://user:secret@example.com:8443/a@b?c#d") == "example.com");
  CHECK(host_in("oci://example.com?x") == "example.com");
  CHECK(host_in("git@example.com:group/repository") == "example.com");
  CHECK(host_in("example.com/group") == "example.com");
  CHECK(host_in("").empty());
}
