#include "core/source/inputs.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include "core/diag/code.h"
#include "core/diag/document_reporter.h"
#include "core/source/excludes.h"
#include "core/source/git_index.h"
#include "core/source/ignore_rules.h"

namespace vmcp::source {
namespace {

constexpr std::string_view kStdin = "-";
constexpr std::string_view kGitIgnore = ".gitignore";

/// kustomize takes a file without an extension, too.
bool is_input_name(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json") || name == "Kustomization";
}

std::string join(std::string folder, std::string_view name) {
  if (!folder.empty() && !name.empty() && !folder.ends_with('/')) folder += '/';
  return folder.append(name);
}

void error(diag::Code code, std::string message, const std::string& path, diag::Sink& sink) {
  diag::DocumentReporter(sink, diag::Stage::kUsage).error(code, {path}, std::move(message));
}

/// What Git ignores: the .gitignore files from a directory up to the root of its working tree, and what stands beside
/// them there.
struct IgnoreFile {
  const IgnoreFile* above = nullptr;
  std::size_t directory = 0;  ///< how long the path of its directory is, from the root, with a slash
  IgnoreRules rules;
};

/// A working tree of Git's, and what is tracked in it, which is read when it is asked for.
struct WorkingTree {
  std::string root;
  std::optional<GitIndex> index = {};
};

/// A directory that is walked.
struct Directory {
  std::string path;    ///< as findings print it
  std::string below;   ///< from the directory that was named
  std::string in_git;  ///< from the root of the working tree that it is in, with a slash at its end
  const IgnoreFile* ignore = nullptr;
  WorkingTree* tree = nullptr;  ///< that it is in
  bool is_ignored = false;      ///< but for what is tracked in it
  bool in_chart = false;
};

class Collector {
 public:
  Collector(const FileSystem& files, const InputOptions& options, Sources& sources, diag::Sink& sink)
      : files_(files), options_(options), sources_(sources), sink_(sink), excludes_(options.exclude) {}

  Inputs run();

 private:
  void add_named(const std::string& path);
  void add_stdin();
  void walk_named(const std::string& path);
  void walk(Directory directory);
  void visit(const Directory& directory, const std::string& name);
  bool is_template_folder(const std::string& directory) const;
  bool is_git_root(const std::string& directory) const;
  std::optional<IgnoreFile> ignore_file(const std::string& path, std::string_view in_git, const IgnoreFile* above);
  static bool is_ignored(const IgnoreFile* ignore, std::string_view in_git, bool is_directory);
  bool is_tracked(WorkingTree* tree, const std::string& in_git, bool is_directory);

  const FileSystem& files_;
  const InputOptions& options_;
  Sources& sources_;
  diag::Sink& sink_;
  Excludes excludes_;
  std::deque<WorkingTree> trees_;
  bool stdin_read_ = false;
  std::set<std::string> seen_;
  std::vector<Input> found_;  ///< in the directory that is walked
  Inputs inputs_;
};

Inputs Collector::run() {
  for (const std::string& path : options_.paths) add_named(path);
  for (const std::string_view glob : excludes_.unused()) {
    diag::DocumentReporter(sink_, diag::Stage::kUsage)
        .warning("unused-exclude", {}, "--exclude \"" + std::string(glob) + "\" leaves nothing out");
  }
  return std::move(inputs_);
}

void Collector::add_named(const std::string& path) {
  if (path == kStdin) return add_stdin();
  switch (files_.kind(path)) {
    case FileSystem::Kind::kMissing:
      return error("no-such-path", "no such file or directory", path, sink_);
    case FileSystem::Kind::kFile:
    case FileSystem::Kind::kSpecial:
      if (!seen_.insert(files_.identity(path)).second) return;
      if (std::optional<std::string> text = read_found(files_, path, inputs_.files, sink_)) {
        inputs_.all.push_back({path, sources_.add(path, *std::move(text))});
      }
      return;
    case FileSystem::Kind::kDirectory:
      return walk_named(path);
  }
}

void Collector::add_stdin() {
  if (std::exchange(stdin_read_, true)) return error("stdin-twice", "standard input can be read once only", "-", sink_);
  FileSystem::Result result = files_.read_stdin();
  if (result.file) inputs_.files.push_back(*result.file);
  if (!result.text) return error("unreadable-path", "cannot read standard input: " + result.error, "-", sink_);
  inputs_.all.push_back({options_.stdin_name, sources_.add(options_.stdin_name, std::move(*result.text))});
}

bool Collector::is_git_root(const std::string& directory) const {
  return files_.kind(join(directory, ".git")) != FileSystem::Kind::kMissing;
}

std::optional<IgnoreFile> Collector::ignore_file(const std::string& path, std::string_view in_git,
                                                 const IgnoreFile* above) {
  if (files_.kind(path) != FileSystem::Kind::kFile) return std::nullopt;
  const FileSystem::Result result = files_.read(path);
  if (result.file) inputs_.files.push_back(*result.file);
  if (!result.text) return std::nullopt;
  return IgnoreFile{above, in_git.size(), IgnoreRules(*result.text)};
}

bool Collector::is_ignored(const IgnoreFile* ignore, std::string_view in_git, bool is_directory) {
  for (; ignore != nullptr; ignore = ignore->above) {
    const IgnoreRules::Verdict verdict = ignore->rules.judge(in_git.substr(ignore->directory), is_directory);
    if (verdict != IgnoreRules::Verdict::kSilent) return verdict == IgnoreRules::Verdict::kIgnored;
  }
  return false;
}

bool Collector::is_tracked(WorkingTree* tree, const std::string& in_git, bool is_directory) {
  if (tree == nullptr) return false;
  if (!tree->index) tree->index = GitIndex::of(files_, tree->root, inputs_.files);
  return is_directory ? tree->index->tracks_below(in_git) : tree->index->tracks(in_git);
}

void Collector::walk_named(const std::string& path) {
  Directory named;
  named.path = path;
  std::deque<IgnoreFile> above;
  const std::string whole = files_.identity(path);
  std::size_t root = whole.size();
  while (options_.git_ignore && root != 0 && !is_git_root(whole.substr(0, root))) {
    const std::size_t slash = whole.rfind('/', root - 1);
    root = slash == std::string::npos ? 0 : slash;
  }
  if (options_.git_ignore && root != 0 && root != whole.size()) {
    named.tree = &trees_.emplace_back(WorkingTree{whole.substr(0, root)});
    named.in_git = whole.substr(root + 1) + '/';
    const auto read = [&](const std::string& file, std::size_t end) {
      std::optional<IgnoreFile> rules = ignore_file(file, std::string_view(named.in_git).substr(0, end), named.ignore);
      if (rules) named.ignore = &above.emplace_back(*std::move(rules));
    };
    read(git_exclude_file(files_, named.tree->root), 0);
    for (std::size_t end = 0; end < named.in_git.size(); end = named.in_git.find('/', end) + 1) {
      read(join(whole.substr(0, root + 1 + end), kGitIgnore), end);
    }
  }
  walk(std::move(named));
  std::ranges::sort(found_, {}, &Input::path);
  for (Input& input : std::exchange(found_, {})) {
    if (seen_.insert(files_.identity(input.path)).second) inputs_.all.push_back(std::move(input));
  }
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

void Collector::walk(Directory directory) {
  // Links can lead back up, so a directory is entered once however it is reached.
  if (!seen_.insert(files_.identity(directory.path)).second) return;
  std::optional<std::vector<std::string>> names = files_.list(directory.path);
  if (!names) return error("unreadable-path", "the directory cannot be listed", directory.path, sink_);
  std::ranges::sort(*names);
  directory.in_chart = directory.in_chart || is_template_folder(directory.path);
  std::optional<IgnoreFile> beside;
  std::optional<IgnoreFile> own;
  if (options_.git_ignore) {
    // A working tree in another has rules of its own.
    if (std::ranges::find(*names, ".git") != names->end()) {
      beside = ignore_file(git_exclude_file(files_, directory.path), {}, nullptr);
      directory.ignore = beside ? &*beside : nullptr;
      directory.in_git.clear();
      directory.is_ignored = false;
      directory.tree = &trees_.emplace_back(WorkingTree{directory.path});
    }
    if (directory.tree != nullptr)
      own = ignore_file(join(directory.path, kGitIgnore), directory.in_git, directory.ignore);
    if (own) directory.ignore = &*own;
  }
  for (const std::string& name : *names) visit(directory, name);
}

void Collector::visit(const Directory& directory, const std::string& name) {
  const std::string path = join(directory.path, name);
  const FileSystem::Kind kind = files_.kind(path);
  const bool is_directory = kind == FileSystem::Kind::kDirectory;
  const std::string below = join(directory.below, name);
  // A link that is left out says nothing of what it leads to.
  const auto leave_out = [&] { inputs_.left_out.push_back(join(files_.identity(directory.path), name)); };
  if (excludes_.match(path, below, is_directory)) return leave_out();
  if (name.starts_with('.')) return;
  if (is_directory ? !options_.recursive : !is_input_name(name)) return;
  const std::string in_git = directory.in_git + name;
  const bool ignored = directory.is_ignored || is_ignored(directory.ignore, in_git, is_directory);
  if (ignored && !is_tracked(directory.tree, in_git, is_directory)) {
    ++inputs_.ignored;
    leave_out();
  } else if (is_directory) {
    walk({path, below, in_git + '/', directory.ignore, directory.tree, ignored, directory.in_chart});
  } else if (kind == FileSystem::Kind::kSpecial || kind == FileSystem::Kind::kMissing) {
    ++inputs_.skipped;
  } else {
    found_.push_back({path, std::nullopt, directory.in_chart});
  }
}

}  // namespace

std::set<std::string> paths_to_left_out(const FileSystem& files, const Inputs& inputs) {
  std::set<std::string> paths;
  if (inputs.left_out.empty()) return paths;
  const std::set<std::string, std::less<>> left_out(inputs.left_out.begin(), inputs.left_out.end());
  for (const Input& input : inputs.all) {
    if (input.named()) continue;
    const std::string whole = files.identity(input.path);
    for (std::size_t end = whole.find('/', 1); !paths.contains(input.path); end = whole.find('/', end + 1)) {
      if (left_out.contains(std::string_view(whole).substr(0, end))) paths.insert(input.path);
      if (end == std::string::npos) break;
    }
  }
  return paths;
}

std::optional<std::string> read_found(const FileSystem& files, const std::string& path, std::vector<FileId>& read,
                                      diag::Sink& sink) {
  FileSystem::Result result = files.read(path);
  if (result.file) read.push_back(*result.file);
  if (!result.text) error("unreadable-path", "cannot be read: " + result.error, path, sink);
  return std::move(result.text);
}

Inputs collect_inputs(const FileSystem& files, const InputOptions& options, Sources& sources, diag::Sink& sink) {
  return Collector(files, options, sources, sink).run();
}

}  // namespace vmcp::source
