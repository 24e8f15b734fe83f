#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/source/files.h"

namespace vmcp::cli {

/// What is known of standard error and the environment where progress is concerned; the strings are values of
/// variables, empty where one is not set.
struct ProgressEnvironment {
  std::string_view ci = {};    ///< CI: set where nobody watches, unless it is "false" or "0"
  std::string_view term = {};  ///< TERM: a terminal called "dumb", or not at all, cannot clear a line
};

/// Whether a run may show how far it is, as long as the command line does not ask for quiet.
bool shows_progress(bool is_terminal, const ProgressEnvironment& environment);

/// How much of a run is done; counted up by any thread.
struct Progress {
  std::atomic<std::size_t> files = 0;
  std::atomic<std::size_t> gateways = 0;
};

/// Files that count what is read of them.
class CountedFiles final : public source::FileSystem {
 public:
  CountedFiles(const source::FileSystem& files, Progress& progress) : files_(files), progress_(progress) {}

  Kind kind(const std::string& path) const override { return files_.kind(path); }
  std::string identity(const std::string& path) const override { return files_.identity(path); }
  std::optional<source::FileId> file(const std::string& path) const override { return files_.file(path); }
  Result read(const std::string& path) const override {
    Result result = files_.read(path);
    ++progress_.files;
    return result;
  }
  Result read_stdin() const override { return files_.read_stdin(); }
  std::optional<std::vector<std::string>> list(const std::string& path) const override { return files_.list(path); }

 private:
  const source::FileSystem& files_;
  Progress& progress_;
};

/// A line on standard error that says how far a run is, as soon as it takes longer than a second. It is gone when this
/// is: whatever is printed afterwards begins on an empty line. Without a thread to be had nothing is shown.
class ProgressLine {
 public:
  explicit ProgressLine(const Progress& progress);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

 private:
  void show();

  const Progress& progress_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace vmcp::cli
