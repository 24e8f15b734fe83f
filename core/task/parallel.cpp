#include "core/task/parallel.h"

#include <algorithm>
#include <future>
#include <thread>
#include <vector>

namespace vmcp::task {

std::size_t part_count(std::size_t size, std::size_t least) {
  // Each part has a heap of its own, and what is read of the input alone bounds the gain.
  constexpr std::size_t kMost = 4;
  const std::size_t processors = std::thread::hardware_concurrency();
  return std::max<std::size_t>(std::min({size / least, processors, kMost}), 1);
}

void for_each_part(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::vector<std::future<void>> others;
  for (std::size_t part = 1; part < count; ++part) others.push_back(std::async(std::launch::async, work, part));
  if (count != 0) work(0);
  for (std::future<void>& other : others) other.get();
}

}  // namespace vmcp::task
