#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "cli/version.h"
#include "core/diag/nearest.h"

namespace vmcp::cli {
namespace {

constexpr std::array<std::pair<std::string_view, Command>, 2> kCommands = {
    {{"render", Command::kRender}, {"check", Command::kCheck}}};

constexpr std::array<std::pair<std::string_view, render::Emit>, 6> kEmitNames = {
    {{"deployment", render::Emit::kDeployment},
     {"service", render::Emit::kService},
     {"config", render::Emit::kConfig},
     {"rbac", render::Emit::kRbac},
     {"cr", render::Emit::kCustomResource},
     {"all", render::Emit::kRbac | render::Emit::kConfig | render::Emit::kService | render::Emit::kDeployment}}};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    if (!part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// ` (did you mean "x"?)` for the nearest of `names`, or nothing.
std::string hint(std::string_view seen, std::span<const std::string_view> names) {
  const std::string_view name = diag::nearest(seen, names);
  return name.empty() ? "" : "; did you mean \"" + std::string(name) + "\"?";
}

render::Emit parse_emit(const std::vector<std::string>& lists) {
  render::Emit emit = render::Emit::kNothing;
  std::vector<std::string_view> names;
  for (const auto& [name, part] : kEmitNames) names.push_back(name);
  for (const std::string& list : lists) {
    for (const std::string& word : split(list, ',')) {
      const auto found = std::ranges::find(kEmitNames, word, [](const auto& entry) { return entry.first; });
      if (found == kEmitNames.end()) {
        throw CLI::ValidationError(
            "--emit", "\"" + word + "\" is none of deployment, service, config, rbac, cr, all" + hint(word, names));
      }
      emit = emit | found->second;
    }
  }
  return emit;
}

void apply_operator_env(const std::vector<std::string>& assignments, op::Settings& settings) {
  for (const std::string& assignment : assignments) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos) {
      throw CLI::ValidationError("--operator-env", "\"" + assignment + "\" is not KEY=VALUE");
    }
    const std::string_view name = std::string_view(assignment).substr(0, equals);
    if (!op::apply_environment(name, std::string_view(assignment).substr(equals + 1), settings)) {
      throw CLI::ValidationError("--operator-env", "the operator does not read \"" + std::string(name) + "\"" +
                                                       hint(name, op::environment_names()));
    }
  }
}

constexpr std::string_view kDescription =
    "Renders what ToolHive's operator would create for VirtualMCPServers, offline.\n"
    "\n"
    "Commands:\n"
    "  render   print the manifests (the default)\n"
    "  check    print the findings only\n"
    "\n"
    "PATHs are files, directories (.yaml, .yml, .json) or - for standard input.\n";

}  // namespace

std::variant<Options, Message> parse_options(const std::string& program, std::span<const std::string> arguments) {
  Options options;
  if (!arguments.empty()) {
    const auto command = std::ranges::find(kCommands, arguments.front(), [](const auto& entry) { return entry.first; });
    if (command != kCommands.end()) {
      options.command = command->second;
      arguments = arguments.subspan(1);
    }
  }

  CLI::App app{std::string(kDescription), program + " [render|check]"};
  app.get_formatter()->column_width(34);
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.set_version_flag("-V,--version", std::string(kVersionText), "Print the versions and exit");

  std::vector<std::string> emit_lists = {"deployment"};
  std::vector<std::string> operator_env;
  bool fail_on_warning = false;
  app.add_option("PATH", options.paths, "Files, directories or - (same as --filename)");
  app.add_option("-f,--filename", options.paths, "A file, a directory or - (repeatable)")
      ->type_name("PATH")
      ->allow_extra_args(false);
  app.add_flag("-R,--recursive", options.recursive, "Walk directories recursively");
  app.add_option("--exclude", options.excludes, "Leave out paths that match (repeatable)")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  app.add_option("--stdin-filename", options.stdin_name, "The name of standard input in findings")->type_name("NAME");
  app.add_option("-n,--namespace", options.render.default_namespace, "Namespace of objects that have none")
      ->type_name("NAMESPACE")
      ->capture_default_str();
  app.add_option("--emit", emit_lists, "What to print: deployment, service, config, rbac, cr, all (comma list)")
      ->type_name("LIST")
      ->allow_extra_args(false)
      ->capture_default_str();
  app.add_option("--only", options.render.only, "Render only this VirtualMCPServer (repeatable)")
      ->type_name("[NS/]NAME")
      ->allow_extra_args(false);
  app.add_option("-o,--output", options.render.format, "yaml, or json (a v1 List)")
      ->type_name("FORMAT")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, render::Format>{{"yaml", render::Format::kYaml}, {"json", render::Format::kJson}}));
  app.add_flag("--strict", options.render.settings.strict,
               "Refuse everything that a cluster holding exactly this input would refuse");
  app.add_option("--platform", options.render.settings.platform, "kubernetes or openshift")
      ->type_name("PLATFORM")
      ->transform(CLI::CheckedTransformer(std::map<std::string, op::Platform>{
          {"kubernetes", op::Platform::kKubernetes}, {"openshift", op::Platform::kOpenShift}}));
  app.add_option("--operator-env", operator_env, "Environment of the operator (repeatable)")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  app.add_option("--crds", options.crds_path, "Admit with the CRDs in this directory")->type_name("DIR");
  app.add_flag("--allow-empty", options.render.allow_empty, "No VirtualMCPServer in the input is not an error");
  app.add_option("--diagnostics", options.diagnostics, "Form of the findings: text or json")
      ->type_name("FORMAT")
      ->transform(CLI::CheckedTransformer(std::map<std::string, DiagnosticsFormat>{
          {"text", DiagnosticsFormat::kText}, {"json", DiagnosticsFormat::kJson}}));
  app.add_option("--fail-on", fail_on_warning, "Exit with 1 from this severity on: error or warning")
      ->type_name("SEVERITY")
      ->transform(CLI::CheckedTransformer(std::map<std::string, bool>{{"error", false}, {"warning", true}}));
  app.add_option("--color", options.color, "auto, always or never")
      ->type_name("WHEN")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Color>{{"auto", Color::kAuto}, {"always", Color::kAlways}, {"never", Color::kNever}}));
  app.add_flag("-q,--quiet", options.quiet, "No warnings and no summary line");

  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
    options.render.emit = parse_emit(emit_lists);
    apply_operator_env(operator_env, options.render.settings);
  } catch (const CLI::CallForHelp&) {
    return Message{app.help(), false};
  } catch (const CLI::CallForVersion&) {
    return Message{std::string(kVersionText) + "\n", false};
  } catch (const CLI::ParseError& error) {
    return Message{program + ": " + error.what() + "\nTry '" + program + " --help'.\n", true};
  }
  options.fail_on_warning = fail_on_warning;
  return options;
}

}  // namespace vmcp::cli
