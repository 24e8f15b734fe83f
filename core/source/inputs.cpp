#include "core/source/inputs.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/diag/code.h"
#include "core/source/glob.h"

namespace vmcp::source {
namespace {

constexpr std::string_view kStdin = "-";

bool has_input_extension(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

std::string join(std::string folder, std::string_view name) {
  if (!folder.empty() && !name.empty() && !folder.ends_with('/')) folder += '/';
  return folder.append(name);
}

/// A file that a walk came upon.
struct Found {
  std::string path;
  bool in_chart = false;
};

class Collector {
 public:
  Collector(const FileSystem& files, const InputOptions& options, Sources& sources, diag::Sink& sink)
      : files_(files), options_(options), sources_(sources), sink_(sink) {}

  Inputs run();

 private:
  void add_named(const std::string& path);
  void add_stdin();
  void add_file(const std::string& path, bool named, bool in_chart = false);
  void walk(const std::string& root, const std::string& below, bool in_chart);
  bool is_template_folder(const std::string& directory) const;
  bool excluded(std::string_view below, std::string_view name) const;
  void error(diag::Code code, std::string message, const std::string& path);

  const FileSystem& files_;
  const InputOptions& options_;
  Sources& sources_;
  diag::Sink& sink_;
  bool stdin_read_ = false;
  std::set<std::string> seen_;
  std::vector<Found> found_;
  Inputs inputs_;
};

Inputs Collector::run() {
  for (const std::string& path : options_.paths) add_named(path);
  return std::move(inputs_);
}

void Collector::add_named(const std::string& path) {
  if (path == kStdin) return add_stdin();
  switch (files_.kind(path)) {
    case FileSystem::Kind::kMissing:
      return error("no-such-path", "no such file or directory", path);
    case FileSystem::Kind::kFile:
    case FileSystem::Kind::kSpecial:
      return add_file(path, true);
    case FileSystem::Kind::kDirectory:
      walk(path, "", false);
      std::ranges::sort(found_, {}, &Found::path);
      for (const Found& file : std::exchange(found_, {})) add_file(file.path, false, file.in_chart);
  }
}

void Collector::add_stdin() {
  if (std::exchange(stdin_read_, true)) return error("stdin-twice", "standard input can be read once only", "-");
  FileSystem::Result result = files_.read_stdin();
  if (result.file) inputs_.files.push_back(*result.file);
  if (!result.text) return error("unreadable-path", "cannot read standard input: " + result.error, "-");
  inputs_.read.push_back({sources_.add(options_.stdin_name, std::move(*result.text)), true});
}

void Collector::add_file(const std::string& path, bool named, bool in_chart) {
  if (!seen_.insert(files_.identity(path)).second) return;
  FileSystem::Result result = files_.read(path);
  if (result.file) inputs_.files.push_back(*result.file);
  if (!result.text) return error("unreadable-path", "cannot be read: " + result.error, path);
  inputs_.read.push_back({sources_.add(path, std::move(*result.text)), named, in_chart});
}

bool Collector::is_template_folder(const std::string& directory) const {
  std::string_view path = directory;
  while (path.ends_with('/')) path.remove_suffix(1);
  constexpr std::string_view kTemplates = "templates";
  if (!path.ends_with(kTemplates)) return false;
  path.remove_suffix(kTemplates.size());
  if (!path.empty() && !path.ends_with('/')) return false;
  return files_.kind(std::string(path) + "Chart.yaml") == FileSystem::Kind::kFile;
}

void Collector::walk(const std::string& root, const std::string& below, bool in_chart) {
  const std::string directory = join(root, below);
  in_chart = in_chart || is_template_folder(directory);
  // Links can lead back up, so a directory is entered once however it is reached.
  if (!seen_.insert(files_.identity(directory)).second) return;
  const std::optional<std::vector<std::string>> names = files_.list(directory);
  if (!names) return error("unreadable-path", "the directory cannot be listed", directory);
  for (const std::string& name : *names) {
    const std::string name_below = join(below, name);
    if (name.starts_with('.') || excluded(name_below, name)) continue;
    const std::string path = join(directory, name);
    const FileSystem::Kind kind = files_.kind(path);
    if (kind == FileSystem::Kind::kDirectory) {
      if (options_.recursive) walk(root, name_below, in_chart);
    } else if (has_input_extension(name) && kind == FileSystem::Kind::kSpecial) {
      ++inputs_.skipped;
    } else if (has_input_extension(name)) {
      found_.push_back({path, in_chart});
    }
  }
}

bool Collector::excluded(std::string_view below, std::string_view name) const {
  return std::ranges::any_of(options_.exclude, [&](const std::string& glob) {
    return matches_glob(glob, glob.find('/') == std::string::npos ? name : below);
  });
}

void Collector::error(diag::Code code, std::string message, const std::string& path) {
  diag::Diagnostic finding;
  finding.stage = diag::Stage::kUsage;
  finding.code = code;
  finding.message = std::move(message);
  finding.place.file = path;
  sink_.add(std::move(finding));
}

}  // namespace

Inputs collect_inputs(const FileSystem& files, const InputOptions& options, Sources& sources, diag::Sink& sink) {
  return Collector(files, options, sources, sink).run();
}

}  // namespace vmcp::source
