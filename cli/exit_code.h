#pragma once

namespace vmcp::cli {

/// The exit codes of contract and manual page.
enum ExitCode : int {
  kDone = 0,
  kRefused = 1,        ///< the input has errors
  kDiffers = 1,        ///< of diff and upgrade, for which an input with errors is wrong usage
  kUsage = 2,          ///< wrong arguments, or a path that cannot be read
  kInternalError = 3,  ///< a fault of this program
};

}  // namespace vmcp::cli
