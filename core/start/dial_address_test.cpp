#include "core/start/dial_address.h"

#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using Findings = std::vector<std::string>;

TEST_CASE("an address that can be dialled has a host and a port") {
  for (const char* address : {"redis:6379", ":6379", "redis:", "redis:0", "redis:65535", "[::1]:6379", "[::1%eth0]:1",
                              "redis:http", "redis:REDIS", "a b:1", "redis:+80", "redis:-0"}) {
    CAPTURE(address);
    CHECK(!vmcp::start::dial_problem(address));
  }
  for (const char* address : {"", "redis", "tls.crt", "::1:6379", "[::1]", "[::1", "[::1]x:1", "[::1]:1:2", "re]dis:1",
                              "re[dis:1", "redis:65536", "redis:-1", "redis:tls.crt", "[[::1]:1", "redis: 1"}) {
    CAPTURE(address);
    CHECK(vmcp::start::dial_problem(address));
  }
}

TEST_CASE("session storage needs an address, and a prefix that ends with a colon") {
  const auto storage = [](std::string_view members, vmcp::op::Settings settings = {}) {
    return vmcp::start::foretold(vmcp::start::gateway_with(members), vmcp::start::check_session_storage, settings);
  };
  CHECK(storage("replicas: 1").empty());
  CHECK(storage("sessionStorage: {provider: memory}").empty());
  CHECK(storage("sessionStorage: {provider: redis, address: 'r:1'}").empty());
  CHECK(storage("sessionStorage: {provider: redis, address: /run/redis.sock}").empty());
  CHECK(storage("sessionStorage: {provider: redis, address: 'r:1', keyPrefix: 'a:'}").empty());
  CHECK(storage("sessionStorage: {provider: redis, address: r, keyPrefix: a}") ==
        Findings{"error invalid-format spec.sessionStorage.keyPrefix",
                 "error invalid-address spec.sessionStorage.address"});
  vmcp::op::Settings settings;
  settings.default_redis_address = "shared";
  CHECK(storage("replicas: 1", settings) == Findings{"error invalid-address spec.sessionStorage"});
  settings.default_redis_address = "shared:6379";
  CHECK(storage("replicas: 1", settings).empty());
}
