#include "cli/last_resort.h"

#include <array>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <exception>
#include <new>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "cli/exit_code.h"

namespace vmcp::cli {
namespace {

/// What a run needs of the stack, in bytes.
constexpr std::size_t kStack = std::size_t{512} << 10U;

[[noreturn]] void end_at_once() {
  try {
    if (std::current_exception()) throw;
  } catch (const std::bad_alloc&) {
    _exit(internal_error("out of memory"));
  } catch (...) {
  }
  _exit(internal_error("unexpected exception"));
}

/// What asks must not have used the stack yet.
bool has_stack() {
  void* trial = mmap(nullptr, kStack, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return trial != MAP_FAILED && munmap(trial, kStack) == 0;
}

/// The address space down to the deepest byte is what may be denied later; the pages above it come as they are used.
[[gnu::noinline]] void touch_stack() {
  std::array<volatile char, kStack> room;
  room[0] = 0;
}

}  // namespace

int internal_error(const char* reason) {
  const std::array<const char*, 3> texts = {"vmcp-render: internal error: ", reason, "\n"};
  std::array<iovec, texts.size()> line{};
  for (std::size_t i = 0; i < texts.size(); ++i) line[i] = {const_cast<char*>(texts[i]), std::strlen(texts[i])};
  // Where standard error is gone, the exit code has to do.
  static_cast<void>(writev(STDERR_FILENO, line.data(), line.size()) < 0);
  return kInternalError;
}

void end_in_order() { std::set_terminate(end_at_once); }

void end_silently_after(unsigned seconds) {
  std::signal(SIGALRM, [](int /*signal*/) { _exit(kDone); });
  alarm(seconds);
}

bool take_stack() {
  if (!has_stack()) return false;
  touch_stack();
  return true;
}

}  // namespace vmcp::cli
