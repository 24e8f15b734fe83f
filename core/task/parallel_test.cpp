#include "core/task/parallel.h"

#include <cstddef>
#include <doctest/doctest.h>
#include <pthread.h>
#include <stdexcept>
#include <vector>

using namespace vmcp;

TEST_CASE("task: work is cut only where each part is worth a thread") {
  CHECK(task::part_count(0, 10) == 1);
  CHECK(task::part_count(19, 10) == 1);
  CHECK(task::part_count(1'000'000, 10) >= 1);
  CHECK(task::part_count(1'000'000, 10) <= 4);
}

TEST_CASE("task: every part runs once, and what one throws arrives") {
  std::vector<int> runs(7, 0);
  task::for_each_part(runs.size(), [&](std::size_t part) { ++runs[part]; });
  CHECK(runs == std::vector<int>(7, 1));
  task::for_each_part(0, [](std::size_t) { FAIL("nothing to do"); });

  for (const std::size_t bad : {0, 2}) {
    CHECK_THROWS_AS(task::for_each_part(3,
                                        [&](std::size_t part) {
                                          if (part == bad) throw std::runtime_error("x");
                                        }),
                    std::runtime_error);
  }
}

TEST_CASE("task: where threads are denied, the caller's does all parts") {
  // No address space has room for such a stack.
  constexpr std::size_t kVast = std::size_t{1} << 48U;
  pthread_attr_t usual;
  pthread_attr_t vast;
  REQUIRE(pthread_getattr_default_np(&usual) == 0);
  REQUIRE(pthread_attr_init(&vast) == 0);
  REQUIRE(pthread_attr_setstacksize(&vast, kVast) == 0);
  REQUIRE(pthread_setattr_default_np(&vast) == 0);

  std::vector<int> runs(4, 0);
  std::vector<pthread_t> threads(runs.size());
  task::for_each_part(runs.size(), [&](std::size_t part) {
    ++runs[part];
    threads[part] = pthread_self();
  });
  const std::vector<pthread_t> own(runs.size(), pthread_self());
  CHECK(runs == std::vector<int>(4, 1));
  CHECK(threads == own);
  CHECK_THROWS_AS(task::for_each_part(3,
                                      [](std::size_t part) {
                                        if (part == 2) throw std::runtime_error("x");
                                      }),
                  std::runtime_error);

  REQUIRE(pthread_setattr_default_np(&usual) == 0);
  pthread_attr_destroy(&vast);
  pthread_attr_destroy(&usual);
}
