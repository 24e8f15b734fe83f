#include "cli/paths.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/vocabulary.h"
#include "core/diag/document_reporter.h"
#include "core/diag/hidden.h"
#include "core/diag/secrecy.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"

namespace vmcp::cli {
namespace {

using Kind = source::FileSystem::Kind;

constexpr diag::Code kMissing = "no-such-path";

void error(diag::Code code, std::string file, diag::Message message, diag::Sink& sink) {
  diag::DocumentReporter(sink, diag::Stage::kUsage).error(code, {std::move(file)}, std::move(message));
}

/// Why there may be nothing to render.
void hint(std::string file, std::string message, diag::Sink& sink) {
  diag::DocumentReporter(sink, diag::Stage::kOperator)
      .warning("no-virtual-mcp-server", {std::move(file)}, std::move(message));
}

/// `scheme://` and what follows it, apart; nothing where a path is no URL.
std::optional<std::pair<std::string_view, std::string_view>> as_url(std::string_view path) {
  constexpr std::string_view kMark = "://";
  const std::size_t at = path.find(kMark);
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  const bool is_scheme = std::ranges::all_of(
      path.substr(0, at), [](char c) { return text::is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
  if (!is_scheme) return std::nullopt;
  return std::pair{path.substr(0, at + kMark.size()), path.substr(at + kMark.size())};
}

/// A URL without what may be a password: userinfo, query and fragment.
std::string harmless(std::string_view scheme, std::string_view rest) {
  rest = rest.substr(0, rest.find_first_of("?#"));
  const std::size_t at = rest.substr(0, rest.find('/')).rfind('@');
  return std::string(scheme).append(at == std::string_view::npos ? rest : rest.substr(at + 1));
}

/// The command that a word was meant as; empty when it is like none.
std::string_view meant_command(std::string_view word) {
  std::vector<std::string_view> names = {"help", "version"};
  for (const CommandRow& row : command_rows()) {
    if (std::ranges::find(row.elsewhere, word) != row.elsewhere.end()) return row.name;
    names.push_back(row.name);
  }
  return text::nearest(word, names);
}

std::string all_commands() {
  std::string names;
  for (const CommandRow& row : command_rows()) names.append(row.name).append(", ");
  return names + "help and version";
}

bool may_be_path(std::string_view word) { return word.find_first_of("./") != std::string_view::npos; }

void judge_word(const std::string& word, diag::Sink& sink) {
  const std::string_view meant = meant_command(word);
  error(kMissing, shown_path(word),
        diag::Message("no such command or file" + (meant.empty() ? "; the commands are " + all_commands() : ""))
            .suggest(meant),
        sink);
}

void judge_missing(const std::string& program, const std::string& path, const Options& options, diag::Sink& sink) {
  if (as_url(path)) {
    // What is fixed has to be a file.
    const Command piped = options.command == Command::kFix ? Command::kCheck : options.command;
    const std::string command = piped == Command::kRender ? " -" : ' ' + std::string(command_row(piped).name) + " -";
    error(kMissing, shown_path(path),
          "a URL is not read; pipe what is there into standard input: curl -fsSL URL | " + program + command, sink);
  } else {
    const bool is_command = !options.word.empty() && find_command(path) != nullptr;
    error(kMissing, shown_path(path),
          std::string("no such file or directory") + (is_command ? "; a command stands before all paths" : ""), sink);
  }
}

/// What an option names, which has to be a file or a directory.
void judge_missing_operand(const std::string& path, diag::Sink& sink) {
  error(kMissing, shown_path(path),
        as_url(path) ? "a URL is not read; save what is there: curl -fsSL -o FILE URL" : "no such file or directory",
        sink);
}

bool is_below(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) && (directory == "/" || path.substr(directory.size()).starts_with('/'));
}

bool is_manifest(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

/// Looks for a manifest in the folders of a directory. The search is as long as a hint is worth.
class Search {
 public:
  explicit Search(const source::FileSystem& files) : files_(files) {}

  bool has_manifest_below(const std::string& directory, bool itself = false) {
    constexpr std::size_t kMostDirectories = 1000;
    if (seen_.size() >= kMostDirectories || !seen_.insert(files_.identity(directory)).second) return false;
    auto names = files_.list(directory);
    if (!names) return false;
    std::erase_if(*names, [](const std::string& name) { return name.starts_with('.'); });
    std::ranges::sort(*names);
    const auto path = [&](const std::string& name) { return directory + (directory.ends_with('/') ? "" : "/") + name; };
    if (itself && std::ranges::any_of(*names, [&](const std::string& name) {
          return is_manifest(name) && files_.kind(path(name)) == Kind::kFile;
        })) {
      return true;
    }
    return std::ranges::any_of(*names, [&](const std::string& name) {
      return files_.kind(path(name)) == Kind::kDirectory && has_manifest_below(path(name), true);
    });
  }

 private:
  const source::FileSystem& files_;
  std::set<std::string> seen_;
};

}  // namespace

std::string shown_path(const std::string& path) {
  if (const auto url = as_url(path)) return harmless(url->first, url->second);
  // A variable whose option has been forgotten.
  const std::size_t sign = path.find('=');
  if (sign == std::string::npos || !diag::names_secret(std::string_view(path).substr(0, sign))) return path;
  return path.substr(0, sign + 1).append(diag::kHidden);
}

bool report_is_in_output_directory(const Options& options, const source::FileSystem& files) {
  if (options.output_directory.empty() || options.report_path.empty()) return false;
  const std::string report = source::whole_name(files, options.report_path);
  const std::string directory = source::whole_name(files, options.output_directory);
  return report == directory || report.substr(0, report.rfind('/')) == directory;
}

bool report_may_be_input(const Options& options, const source::FileSystem& files) {
  if (files.kind(options.report_path) != Kind::kFile) return false;
  std::vector<std::string> named = options.paths;
  named.insert(named.end(), options.against.begin(), options.against.end());
  named.insert(named.end(), options.variable_files.begin(), options.variable_files.end());
  if (!options.crds_path.empty()) named.push_back(options.crds_path);
  const std::string report = files.identity(options.report_path);
  const auto may_be_below = [&](const std::string& directory) {
    return is_manifest(report) && is_below(report, directory);
  };
  return std::ranges::any_of(named, [&](const std::string& path) {
    if (path == "-") return false;
    return files.kind(path) == Kind::kDirectory ? may_be_below(files.identity(path)) : files.identity(path) == report;
  });
}

void judge_paths(const std::string& program, const Options& options, const source::FileSystem& files,
                 diag::Sink& sink) {
  if (!options.word.empty() && options.word != "-" && !may_be_path(options.word) &&
      files.kind(options.word) == Kind::kMissing) {
    // Whatever follows was meant for that command.
    return judge_word(options.word, sink);
  }
  bool stdin_named = options.paths.empty();
  for (const std::vector<std::string>* paths : {&options.paths, &options.against}) {
    for (const std::string& path : *paths) {
      if (path != "-") {
        if (files.kind(path) != Kind::kMissing) continue;
        if (paths == &options.paths) {
          judge_missing(program, path, options, sink);
        } else {
          judge_missing_operand(path, sink);
        }
      } else if (std::exchange(stdin_named, true)) {
        error("stdin-twice", path, "standard input can be read once only", sink);
      }
    }
  }
  for (const std::string& path : options.variable_files) {
    const Kind kind = files.kind(path);
    if (kind == Kind::kMissing) judge_missing_operand(path, sink);
    if (kind == Kind::kDirectory) error("unreadable-path", path, "cannot be read: is a directory", sink);
  }
  if (!options.crds_path.empty() && files.kind(options.crds_path) == Kind::kMissing) {
    judge_missing_operand(options.crds_path, sink);
  }
}

bool names_unreadable(const diag::Sink& sink, std::span<const std::string> paths) {
  return std::ranges::any_of(sink.all(), [&](const diag::Diagnostic& finding) {
    return std::ranges::find(paths, finding.place.file) != paths.end();
  });
}

void hint_at_recursion(const Options& options, const source::FileSystem& files, diag::Sink& sink) {
  if (options.recursive) return;
  for (const std::string& path : options.paths) {
    if (path == "-" || files.kind(path) != Kind::kDirectory || !Search(files).has_manifest_below(path)) continue;
    hint(path, "only the directory itself was read; its subdirectories hold manifests, which --recursive (-R) reads",
         sink);
  }
}

void hint_at_ignored(std::size_t ignored, diag::Sink& sink) {
  if (ignored == 0) return;
  hint("",
       ".gitignore files leave out " + std::to_string(ignored) +
           (ignored == 1 ? " file or directory" : " files and directories") + ", which --no-ignore walks, too",
       sink);
}

}  // namespace vmcp::cli
