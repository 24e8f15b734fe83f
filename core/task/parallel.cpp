#include "core/task/parallel.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <vector>

namespace vmcp::task {
namespace {

/// Whether addresses are there for the heap of each thread: one without asks for 128 MB of them at each allocation.
bool has_room_for_heaps() {
  constexpr rlim_t kLeast = rlim_t{1} << 30U;
  rlimit limit{};
  return getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur >= kLeast;
}

}  // namespace

std::size_t part_count(std::size_t size, std::size_t least) {
  // Each part has a heap of its own, and what is read of the input alone bounds the gain.
  constexpr std::size_t kMost = 4;
  const std::size_t parts = std::min(size / least, kMost);
  if (parts < 2 || !has_room_for_heaps()) return 1;
  // The system is asked for its processors by a file.
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, parts);
}

Range range_of(std::size_t part, std::size_t parts, std::size_t size) {
  return {part * size / parts, (part + 1) * size / parts};
}

void for_each_part(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::vector<std::future<void>> others;
  others.reserve(count);
  std::size_t part = 1;
  try {
    for (; part < count; ++part) others.push_back(std::async(std::launch::async, [&work, part] { work(part); }));
  } catch (const std::system_error&) {
    // A limit on processes or on memory for stacks: what found no thread is done on this one.
  }
  if (count != 0) work(0);
  for (; part < count; ++part) work(part);
  for (std::future<void>& other : others) other.get();
}

void for_each_in_order(std::size_t count, const std::function<void(std::size_t)>& make,
                       const std::function<void(std::size_t)>& take) {
  std::atomic<std::size_t> next = 0;
  std::mutex taking;
  std::vector<bool> made(count);
  std::size_t taken = 0;
  for_each_part(part_count(count, 1), [&](std::size_t) {
    try {
      for (std::size_t i = next++; i < count; i = next++) {
        make(i);
        const std::lock_guard lock(taking);
        made[i] = true;
        for (; taken < count && made[taken]; ++taken) take(taken);
      }
    } catch (...) {
      next = count;
      throw;
    }
  });
}

}  // namespace vmcp::task
