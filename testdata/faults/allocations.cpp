// The operators new and delete of the test program, which count, and fail when they are told to.
#include <array>
#include <atomic>
#include <cstdlib>
#include <execinfo.h>
#include <new>

#include "testdata/faults/faults.h"

namespace vmcp::faults {
namespace {

std::atomic<long> left_over = 0;
std::atomic<long> counted = 0;
std::atomic<long> failing = 0;
std::atomic<bool> later_too = false;
std::atomic<bool> armed = false;
std::array<void*, 64> stack = {};

bool fails() {
  if (!armed) return false;
  const long number = ++counted;
  if (number == failing) ::backtrace(stack.data(), static_cast<int>(stack.size()));
  return number == failing || (later_too && failing != 0 && number > failing);
}

void* allocate(std::size_t size) {
  void* memory = fails() ? nullptr : std::malloc(size == 0 ? 1 : size);
  if (memory != nullptr) ++left_over;
  return memory;
}

void* allocate_or_throw(std::size_t size) {
  void* memory = allocate(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void give_back(void* memory) {
  if (memory == nullptr) return;
  --left_over;
  std::free(memory);
}

}  // namespace

void Allocations::arm() const {
  counted = 0;
  failing = n_;
  later_too = and_all_later_;
  stack = {};
  armed = true;
}

void Allocations::disarm(Ended& ended) const {
  armed = false;
  ended.calls = counted;
  ended.failed = n_ != 0 && counted >= n_;
  ended.stack = stack;
}

long Allocations::kept() { return left_over; }

}  // namespace vmcp::faults

using vmcp::faults::allocate;
using vmcp::faults::allocate_or_throw;
using vmcp::faults::give_back;

void* operator new(std::size_t size) { return allocate_or_throw(size); }
void* operator new[](std::size_t size) { return allocate_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
