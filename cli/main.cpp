#include <array>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>
#include <vector>

#include "cli/exit_code.h"
#include "cli/run.h"
#include "core/source/files.h"

namespace {

/// Says why the run ends, which takes no memory: there may be none.
int internal_error(const char* reason) {
  const std::array<const char*, 3> texts = {"vmcp-render: internal error: ", reason, "\n"};
  std::array<iovec, texts.size()> line{};
  for (std::size_t i = 0; i < texts.size(); ++i) line[i] = {const_cast<char*>(texts[i]), std::strlen(texts[i])};
  // Where standard error is gone, the exit code has to do.
  static_cast<void>(writev(STDERR_FILENO, line.data(), line.size()) < 0);
  return vmcp::cli::kInternalError;
}

/// For what is thrown where nothing may be, such as a copy that a noexcept function makes.
[[noreturn]] void end_at_once() {
  try {
    if (std::current_exception()) throw;
  } catch (const std::bad_alloc&) {
    _exit(internal_error("out of memory"));
  } catch (...) {
  }
  _exit(internal_error("unexpected exception"));
}

/// What a run needs of the stack, in bytes.
constexpr std::size_t kStack = std::size_t{512} << 10U;

/// Whether there is memory for the stack. What asks must not use it yet.
bool has_stack() {
  void* trial = mmap(nullptr, kStack, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return trial != MAP_FAILED && munmap(trial, kStack) == 0;
}

/// The stack grows as it is used, and who asks for more of it when there is no memory left is killed. So all that a run
/// needs is used once, before anything else asks for memory.
[[gnu::noinline]] void take_stack() {
  constexpr std::size_t kPage = 4096;
  std::array<volatile char, kStack> room;
  for (std::size_t at = kStack; at >= kPage; at -= kPage) room[at - kPage] = 0;
}

int run(int argc, char** argv) {
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

}  // namespace

int main(int argc, char** argv) {
  std::set_terminate(end_at_once);
  if (!has_stack()) return internal_error("out of memory");
  take_stack();
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    return internal_error("out of memory");
  }
}
