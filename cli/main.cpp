#include <cstdio>
#include <string>
#include <unistd.h>
#include <vector>

#include "cli/run.h"
#include "core/source/files.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const vmcp::source::RealFileSystem files;
  const vmcp::cli::Terminal terminal{isatty(STDIN_FILENO) != 0, isatty(STDERR_FILENO) != 0};
  const vmcp::cli::Outcome outcome = vmcp::cli::run("vmcp-render", arguments, files, terminal);
  std::fwrite(outcome.err.data(), 1, outcome.err.size(), stderr);
  const bool written = std::fwrite(outcome.out.data(), 1, outcome.out.size(), stdout) == outcome.out.size();
  if (std::fflush(stdout) != 0 || !written) {
    std::perror("vmcp-render: standard output");
    return outcome.exit_code == 0 ? 2 : outcome.exit_code;
  }
  return outcome.exit_code;
}
