#pragma once

#include <cstddef>
#include <functional>

namespace vmcp::task {

/// Into how many parts to cut `size` units of work: no more than the machine has processors for, and none smaller than
/// `least`, which is when a thread begins to pay. At least 1; no more where the addresses of a process are limited.
std::size_t part_count(std::size_t size, std::size_t least);

/// The units from `begin` to the one before `end`.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// One of `parts` about equal parts of `size` units, which follow each other.
Range range_of(std::size_t part, std::size_t parts, std::size_t size);

/// Calls work(0) ... work(count - 1), each on a thread of its own, the first on the caller's, and so are those for
/// which the system has no thread; returns when all have. What one throws is thrown here. The parts share const input
/// only, so that the result does not depend on the machine.
void for_each_part(std::size_t count, const std::function<void(std::size_t)>& work);

/// Calls make(0) ... make(count - 1) on as many threads as the machine has processors for: each takes the next when it
/// is done with one. take(0) ... take(count - 1) are called one at a time and in this order, each as soon as those
/// before it have been and its make() has returned: what the one leaves for the other is not kept for long.
void for_each_in_order(std::size_t count, const std::function<void(std::size_t)>& make,
                       const std::function<void(std::size_t)>& take);

}  // namespace vmcp::task
