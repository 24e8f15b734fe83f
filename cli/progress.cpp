#include "cli/progress.h"

#include <chrono>
#include <exception>
#include <string>
#include <unistd.h>

#include "core/source/descriptor.h"

namespace vmcp::cli {
namespace {

constexpr std::chrono::milliseconds kPatience{1000};
constexpr std::chrono::milliseconds kBetween{100};
/// To the first column, and clear to the end of the line (ECMA-48, EL).
constexpr std::string_view kClear = "\r\x1b[K";

void write(std::string_view text) {
  // Who has closed the terminal does not want to see.
  static_cast<void>(source::write_all(STDERR_FILENO, text));
}

}  // namespace

bool shows_progress(bool is_terminal, const ProgressEnvironment& environment) {
  const bool in_ci = !environment.ci.empty() && environment.ci != "false" && environment.ci != "0";
  return is_terminal && !in_ci && !environment.term.empty() && environment.term != "dumb";
}

ProgressLine::ProgressLine(const Progress& progress) : progress_(progress) {
  try {
    thread_ = std::thread([this] { show(); });
  } catch (const std::exception&) {
  }
}

ProgressLine::~ProgressLine() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void ProgressLine::show() {
  std::string shown;
  std::unique_lock lock(mutex_);
  for (auto wait = kPatience; !changed_.wait_for(lock, wait, [this] { return ends_; }); wait = kBetween) {
    const std::size_t files = progress_.files;
    const std::size_t gateways = progress_.gateways;
    // Who types the input is not to be disturbed.
    if (files == 0 && gateways == 0) continue;
    std::string line = "files read: " + std::to_string(files) + ", gateways: " + std::to_string(gateways);
    if (line != shown) write(std::string(kClear) + line);
    shown = std::move(line);
  }
  if (!shown.empty()) write(kClear);
}

}  // namespace vmcp::cli
