#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/diag/diagnostic.h"

namespace vmcp::render {

/// How far a gateway comes.
enum class Fate : std::uint8_t {
  kRefused,       ///< by the API server or the operator
  kWillNotStart,  ///< as the stages pod and start judge it, where that is an error
  kStarts,
};

/// What became of a gateway that the run was about.
struct Outcome {
  std::string name_space;
  std::string name;
  Fate fate = Fate::kRefused;
  std::size_t objects = 0;                      ///< how many of the run's objects are its own
  std::vector<diag::Diagnostic> findings = {};  ///< of its stages, with Options::keep_findings
};

}  // namespace vmcp::render
