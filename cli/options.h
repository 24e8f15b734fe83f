#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/graph/print.h"
#include "core/operator/settings.h"
#include "core/release/release.h"
#include "core/render/options.h"

namespace vmcp::cli {

enum class Command : std::uint8_t { kRender, kCheck, kGraph, kFix, kDiff, kUpgrade, kExplain, kCompletion };
enum class DiagnosticsFormat : std::uint8_t { kText, kJson, kSarif, kGithub, kGitlab, kJunit };
enum class Color : std::uint8_t { kAuto, kAlways, kNever };

/// What the command line asks for, in the words of the program rather than of its flags.
struct Options {
  Command command = Command::kRender;
  std::vector<std::string> paths;  ///< files, directories, "-"; empty: standard input
  /// The first of `paths` where it may have been meant as a command: no command was given, and no option says that it
  /// is a path.
  std::string word;
  bool recursive = false;
  std::vector<std::string> excludes;
  bool no_ignore = false;  ///< what .gitignore files leave out is walked, too
  std::string stdin_name = "<stdin>";
  std::string crds_path;
  std::vector<std::string> variable_files;
  std::vector<std::string> release_warnings;  ///< what to know about the releases that options name
  render::Options render;
  graph::Form graph_form = graph::Form::kMermaid;
  DiagnosticsFormat diagnostics = DiagnosticsFormat::kText;
  std::string output_directory;  ///< gets the manifests, a file for each; empty: standard output does
  std::string report_path;       ///< a file that gets the findings, too, or "-" for standard output; empty: none
  DiagnosticsFormat report = DiagnosticsFormat::kText;
  Color color = Color::kAuto;
  std::vector<std::string> against;  ///< of diff: files, directories, "-"
  /// Of upgrade: from which release, nothing being what the input says, and to which.
  std::optional<release::Release> from;
  release::Release to = release::kDefault;
  bool data = false;  ///< of diff and upgrade: JSON in place of text
  bool fail_on_warning = false;
  bool quiet = false;
  bool dry_run = false;  ///< fix prints what it would change
};

/// Help or version asked for (standard output, exit 0), or a mistake in the arguments (standard error, exit 2).
struct Message {
  std::string text;
  bool is_error = false;
};

/// One line that says how the program is called.
std::string usage_line(const std::string& program);

/// Parses the arguments after the program's name. The first that is no option is the command, if it is the name of
/// one; what follows `--` is a path. `program` is the name that usage text shows.
std::variant<Options, Message> parse_options(const std::string& program, std::span<const std::string> arguments);

}  // namespace vmcp::cli
