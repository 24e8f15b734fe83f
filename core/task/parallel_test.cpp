#include "core/task/parallel.h"

#include <cstddef>
#include <doctest/doctest.h>
#include <numeric>
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

TEST_CASE("task: parts follow each other and leave nothing out") {
  for (const std::size_t size : {0, 1, 10, 11}) {
    std::size_t at = 0;
    for (std::size_t part = 0; part < 3; ++part) {
      const task::Range range = task::range_of(part, 3, size);
      CHECK(range.begin == at);
      CHECK(range.end >= at);
      at = range.end;
    }
    CHECK(at == size);
  }
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

TEST_CASE("task: what is made on several threads is taken in order, each once") {
  std::vector<int> made(100, 0);
  std::vector<std::size_t> taken;
  task::for_each_in_order(
      made.size(), [&](std::size_t i) { ++made[i]; },
      [&](std::size_t i) {
        CHECK(made[i] == 1);
        taken.push_back(i);
      });
  CHECK(made == std::vector<int>(100, 1));
  std::vector<std::size_t> all(made.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  CHECK(taken == all);
  task::for_each_in_order(
      0, [](std::size_t) { FAIL("nothing to do"); }, [](std::size_t) { FAIL("nothing to take"); });

  const auto fail_at_two = [](std::size_t i) {
    if (i == 2) throw std::runtime_error("x");
  };
  CHECK_THROWS_AS(task::for_each_in_order(10, fail_at_two, [](std::size_t) {}), std::runtime_error);
  CHECK_THROWS_AS(task::for_each_in_order(
                      10, [](std::size_t) {}, fail_at_two),
                  std::runtime_error);
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
