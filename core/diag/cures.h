#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "core/diag/code.h"

namespace vmcp::diag {

/// Whether what cures a finding is known without asking anybody.
enum class Certainty : std::uint8_t { kNever, kSometimes, kAlways };

struct CureOfCode {
  Code code;
  Certainty certainty;
};

/// The codes whose findings can be cured by edits. `kAlways` is so unless the text hinders: an alias, a `${VAR}`, a
/// build that changes the object.
inline constexpr std::array kCures = {
    CureOfCode{"deprecated-field", Certainty::kSometimes},  // where the successor holds the same value
    CureOfCode{"deprecated-version", Certainty::kAlways},   // all versions of a kind have one schema
    CureOfCode{"ignored-field", Certainty::kSometimes},     // where one name is nearest, or one place is
    CureOfCode{"lowered-reference", Certainty::kAlways},    // the block is there, or it is an error
    CureOfCode{"unknown-field", Certainty::kSometimes},     // likewise
    CureOfCode{"wrong-type", Certainty::kSometimes},        // a name where an object with one is wanted
};

constexpr Certainty certainty_of(std::string_view code) {
  const auto* const row = std::ranges::find(kCures, code, &CureOfCode::code);
  return row == kCures.end() ? Certainty::kNever : row->certainty;
}

}  // namespace vmcp::diag
