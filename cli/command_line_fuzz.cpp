#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/run.h"
#include "core/source/files.h"

namespace {

/// Takes the lines in front of the first empty one off `text`: an argument each.
std::vector<std::string> take_arguments(std::string_view& text) {
  std::vector<std::string> arguments;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) break;
    // Reports are real files, whatever the inputs are.
    if (!line.starts_with("--report")) arguments.emplace_back(line);
  }
  return arguments;
}

}  // namespace

// Whatever the arguments and the input: no fault of the program's, nothing on standard output of a run that failed, and
// a reason for it on standard error. `in.yaml`, all of `tree` and standard input are the text behind the arguments.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vmcp;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string> arguments = take_arguments(text);
  source::MemoryFileSystem files;
  files.stdin_text = text;
  for (const char* path : {"in.yaml", "tree/a.yaml", "tree/deep/b.json"}) files.files[path] = text;
  const cli::Outcome outcome = cli::run("vmcp-render", arguments, files, {});
  if (outcome.exit_code == cli::kInternalError) std::abort();
  const bool failed = outcome.exit_code != cli::kDone;
  // A function answers its host even where it refuses.
  if (failed && !arguments.empty() && !outcome.out.empty()) std::abort();
  if (failed && outcome.err.empty()) std::abort();
  return 0;
}
