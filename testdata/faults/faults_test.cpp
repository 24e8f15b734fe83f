#include "testdata/faults/faults.h"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>

namespace vmcp::faults {
namespace {

/// The n to try after `n`: every one up to `dense`, and from there on steps that grow with n, so that a debug build is
/// done in a minute. VMCP_FAULTS=all tries every one.
long after(long n, long dense) {
  static const bool kAll = std::getenv("VMCP_FAULTS") != nullptr;
  return n + (kAll ? 1 : std::max(1L, n / dense));
}

/// Whether calls with larger numbers are made, too.
bool may_fail_later(const Ended& ended) { return ended.failed || !ended.returned; }

void fail_allocations(bool and_all_later, long dense) {
  for (const Scenario& scenario : scenarios()) {
    CAPTURE(scenario.name);
    const Ended good = run(scenario, Allocations(0));
    REQUIRE(good.exit_code == 0);
    CHECK(good.calls > 1000);
    bool more = true;
    for (long n = 1; more; n = after(n, dense)) {
      CAPTURE(n);
      const Ended ended = run(scenario, Allocations(n, and_all_later));
      more = may_fail_later(ended);
      check(scenario, good, ended);
      CHECK(ended.exit_code != 2);
    }
  }
}

}  // namespace

TEST_CASE("allocation: whichever fails, the run ends with one line and nothing else, or does not need it") {
  fail_allocations(false, 60);
}

TEST_CASE("allocation: when there is no memory from a moment on, the run ends with one line and nothing else") {
  fail_allocations(true, 20);
}

TEST_CASE("io: whichever call fails, nothing is half done") {
  for (const Scenario& scenario : scenarios()) {
    CAPTURE(scenario.name);
    const Ended good = run(scenario, SystemCalls(0));
    REQUIRE(good.exit_code == 0);
    CHECK(good.calls > 5);
    bool more = true;
    for (long n = 1; more; ++n) {
      CAPTURE(n);
      const Ended ended = run(scenario, SystemCalls(n));
      more = may_fail_later(ended);
      check(scenario, good, ended);
    }
  }
}

TEST_CASE("io: reads and writes that move little and are interrupted are gone on with") {
  for (const Scenario& scenario : scenarios()) {
    CAPTURE(scenario.name);
    const Ended good = run(scenario, SystemCalls(0));
    const Ended ended = run(scenario, SystemCalls::moving_little());
    CHECK(ended.calls > good.calls);
    CHECK(ended.exit_code == 0);
    check(scenario, good, ended);
  }
}

}  // namespace vmcp::faults
