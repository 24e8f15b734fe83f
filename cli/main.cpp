#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <unistd.h>
#include <vector>

#include "cli/color.h"
#include "cli/complete.h"
#include "cli/exit_code.h"
#include "cli/last_resort.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "core/source/descriptor.h"
#include "core/source/files.h"

namespace {

const char* variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Prints what a run made, and returns the program's exit code. Without its findings a run prints nothing else.
int print(const vmcp::cli::Outcome& outcome) {
  const int failed = std::max<int>(outcome.exit_code, vmcp::cli::kUsage);
  const int error = vmcp::source::write_stream(STDERR_FILENO, outcome.err);
  // Who closes standard error does not want to hear.
  if (error != 0 && error != EBADF) return failed;
  errno = vmcp::source::write_stream(STDOUT_FILENO, outcome.out);
  if (errno == 0) return outcome.exit_code;
  std::perror("vmcp-render: standard output");
  return failed;
}

int run(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  // Who waits at a prompt has no use for an answer later than that.
  if (vmcp::cli::asks_for_completion(arguments)) vmcp::cli::end_silently_after(1);
  const vmcp::source::RealFileSystem files;
  const vmcp::cli::ColorEnvironment environment{variable("NO_COLOR"), variable("CLICOLOR_FORCE"),
                                                variable("FORCE_COLOR"), variable("TERM")};
  const bool is_terminal = isatty(STDERR_FILENO) != 0;
  const vmcp::cli::Terminal terminal{isatty(STDIN_FILENO) != 0, vmcp::cli::takes_color(is_terminal, environment),
                                     vmcp::cli::takes_color(isatty(STDOUT_FILENO) != 0, environment),
                                     vmcp::cli::shows_progress(is_terminal, {variable("CI"), variable("TERM")})};
  return print(vmcp::cli::run("vmcp-render", arguments, files, terminal));
}

}  // namespace

int main(int argc, char** argv) {
  vmcp::cli::end_in_order();
  // A reader that has gone is told like a full disk, instead of ending the program without a word.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    if (vmcp::cli::take_stack()) return run(argc, argv);
  } catch (const std::bad_alloc&) {
  }
  return vmcp::cli::internal_error("out of memory");
}
