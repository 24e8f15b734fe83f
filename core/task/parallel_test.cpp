#include "core/task/parallel.h"

#include <doctest/doctest.h>
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
