#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/operator/settings.h"
#include "core/render/render.h"

namespace vmcp::cli {

enum class Command : std::uint8_t { kRender, kCheck };
enum class DiagnosticsFormat : std::uint8_t { kText, kJson, kSarif, kGithub, kJunit };
enum class Color : std::uint8_t { kAuto, kAlways, kNever };

/// What the command line asks for, in the words of the program rather than of its flags.
struct Options {
  Command command = Command::kRender;
  std::vector<std::string> paths;  ///< files, directories, "-"; empty: standard input
  bool recursive = false;
  std::vector<std::string> excludes;
  std::string stdin_name = "<stdin>";
  std::string crds_path;
  std::string release_warning;  ///< what to know about the release that --toolhive names; empty: nothing
  render::Options render;
  DiagnosticsFormat diagnostics = DiagnosticsFormat::kText;
  std::string report_path;  ///< a file that gets the findings, too; empty: none
  DiagnosticsFormat report = DiagnosticsFormat::kText;
  Color color = Color::kAuto;
  bool fail_on_warning = false;
  bool quiet = false;
};

/// Help or version asked for (standard output, exit 0), or a mistake in the arguments (standard error, exit 2).
struct Message {
  std::string text;
  bool is_error = false;
};

/// The command that `word` is a misspelling of; empty when it is none, or a command.
std::string_view misspelt_command(std::string_view word);

/// Parses the arguments after the program's name. `program` is the name that usage text shows.
std::variant<Options, Message> parse_options(const std::string& program, std::span<const std::string> arguments);

}  // namespace vmcp::cli
