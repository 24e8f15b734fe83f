#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace vmcp::admission {

/// What it may take to hold all objects of a run against their schemas: as much as the rules of a few objects may take
/// by themselves. API servers have no such bound, which only CRDs of `--crds` can reach. A unit is a look at a value,
/// or what cel::Budget::work counts.
struct Effort {
  std::uint64_t left = 150'000'000;
  bool judges = true;            ///< false: rules are of no interest
  std::size_t elsewhere = 2000;  ///< objects with errors that are still held against other releases, for hints alone
  std::size_t unjudged = 0;      ///< objects that are not held against their schemas, or not by all that these say

  /// Whether one more object is held against other releases.
  bool looks_elsewhere() {
    if (elsewhere == 0) return false;
    --elsewhere;
    return true;
  }

  /// For objects that are judged apart from others, which may have as much at the same time.
  Effort apart() const { return {left, judges, elsewhere, 0}; }
  /// Takes what was taken of apart(), as it was `before`.
  void settle(const Effort& before, const Effort& after) {
    take(before.left - after.left);
    elsewhere -= std::min(elsewhere, before.elsewhere - after.elsewhere);
    unjudged += after.unjudged;
  }

  /// False when nothing is left.
  bool take(std::uint64_t units) {
    left -= std::min(left, units);
    return left != 0;
  }
};

}  // namespace vmcp::admission
