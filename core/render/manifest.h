#pragma once

#include <string>

#include "core/diag/diagnostic.h"

namespace vmcp::render {

/// One object, printed.
struct Manifest {
  diag::ResourceId id;
  std::string text;
};

}  // namespace vmcp::render
