#pragma once

#include <span>
#include <string>

#include "core/source/files.h"

namespace vmcp::cli {

/// What a run prints and how it ends.
struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

/// What a run may know of its surroundings.
struct Terminal {
  bool stdin_is_terminal = false;
  bool stderr_takes_color = false;     ///< where the command line leaves it open
  bool stdout_takes_color = false;     ///< likewise
  bool stderr_shows_progress = false;  ///< likewise
};

/// The whole program, from its arguments to its exit code. Throws std::bad_alloc, and nothing else: what to say of it
/// would take memory, too.
Outcome run(const std::string& program, std::span<const std::string> arguments, const source::FileSystem& files,
            Terminal terminal);

}  // namespace vmcp::cli
