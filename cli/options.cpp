#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "cli/version.h"
#include "core/admission/names.h"
#include "core/release/release.h"
#include "core/render/words.h"

namespace vmcp::cli {
namespace {

using render::Choices;

constexpr std::array<std::pair<std::string_view, Command>, 2> kCommands = {
    {{"render", Command::kRender}, {"check", Command::kCheck}}};

/// What `word` means to `option`; throws when it is none of the choices.
template <class T>
T choose(const std::string& option, const std::string& word, Choices<T> choices) {
  if (const T* meant = render::find_choice(choices, word)) return *meant;
  throw CLI::ValidationError(option, render::no_choice(choices, word));
}

template <class T, std::size_t N>
void add_choice(CLI::App& app, const std::string& flags, const std::string& description,
                const std::array<std::pair<std::string_view, T>, N>& choices, T& target) {
  const std::string option = flags.substr(flags.rfind("--"));
  const auto set = [&choices, &target, option](const std::string& word) {
    target = choose(option, word, Choices<T>(choices));
  };
  app.add_option_function<std::string>(flags, set, description)->type_name(render::joined(Choices<T>(choices), "|"));
}

render::Emit parse_emit(const std::vector<std::string>& lists) {
  render::Emit emit = render::Emit::kNothing;
  for (const std::string& list : lists) {
    for (const std::string& word : render::split(list, ',')) {
      emit = emit | choose("--emit", word, Choices<render::Emit>(render::kEmitNames));
    }
  }
  if (emit == render::Emit::kNothing) throw CLI::ValidationError("--emit", "the list is empty");
  return emit;
}

void check_namespace(const std::string& name) {
  const std::string fault = admission::dns_label_fault(name);
  if (!fault.empty()) throw CLI::ValidationError("--namespace", '"' + name + "\" " + fault);
}

/// What to say of arguments that no option takes; the first of them is enough.
std::string unexpected(const CLI::App& app) {
  const std::vector<std::string> rest = app.remaining();
  const std::string seen = rest.empty() ? "" : rest.front().substr(0, rest.front().find('='));
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return "unknown option \"" + seen + '"' + (seen.starts_with("--") ? render::hint(seen, candidates) : "");
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
                                                       render::hint(name, op::environment_names()));
    }
  }
}

void choose_release(const std::string& name, Options& options) {
  release::Choice choice = release::choose(name);
  if (!choice.release) throw CLI::ValidationError("--toolhive", choice.message);
  options.render.settings.release = *choice.release;
  options.release_warning = std::move(choice.message);
}

constexpr std::array<std::pair<std::string_view, render::Format>, 2> kFormats = {
    {{"yaml", render::Format::kYaml}, {"json", render::Format::kJson}}};

constexpr std::array<std::pair<std::string_view, DiagnosticsFormat>, 5> kDiagnosticsFormats = {
    {{"text", DiagnosticsFormat::kText},
     {"json", DiagnosticsFormat::kJson},
     {"sarif", DiagnosticsFormat::kSarif},
     {"github", DiagnosticsFormat::kGithub},
     {"junit", DiagnosticsFormat::kJunit}}};

/// The form of a report: what the name's ending stands for, else that of standard error.
DiagnosticsFormat report_form(std::string_view path, DiagnosticsFormat diagnostics) {
  if (path.ends_with(".sarif")) return DiagnosticsFormat::kSarif;
  if (path.ends_with(".xml")) return DiagnosticsFormat::kJunit;
  // SARIF is JSON, too.
  if (path.ends_with(".json") && diagnostics != DiagnosticsFormat::kSarif) return DiagnosticsFormat::kJson;
  return diagnostics;
}

constexpr std::array<std::pair<std::string_view, Color>, 3> kColors = {
    {{"auto", Color::kAuto}, {"always", Color::kAlways}, {"never", Color::kNever}}};

constexpr std::string_view kDescription =
    "Renders what ToolHive's operator would create for VirtualMCPServers, offline.\n"
    "\n"
    "Commands:\n"
    "  render   print the manifests (the default)\n"
    "  check    print the findings only\n"
    "\n"
    "PATHs are files, directories (.yaml, .yml, .json) or - for standard input.\n";

}  // namespace

std::string_view misspelt_command(std::string_view word) {
  std::vector<std::string_view> names;
  for (const auto& [name, command] : kCommands) names.push_back(name);
  const std::string_view meant = diag::nearest(word, names);
  return meant == word ? std::string_view{} : meant;
}

std::variant<Options, Message> parse_options(const std::string& program, std::span<const std::string> arguments) {
  Options options;
  if (!arguments.empty()) {
    const auto command = std::ranges::find(kCommands, arguments.front(), [](const auto& entry) { return entry.first; });
    if (command != kCommands.end()) {
      options.command = command->second;
      arguments = arguments.subspan(1);
    }
  }

  options.render.judge_only = options.command == Command::kCheck;
  options.render.start = options.command == Command::kCheck ? render::Start::kError : render::Start::kWarn;

  CLI::App app{std::string(kDescription), program + " [render|check]"};
  app.get_formatter()->column_width(34);
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.set_version_flag("-V,--version", version_text(), "Print the versions and exit");

  std::vector<std::string> emit_lists = {"deployment"};
  std::vector<std::string> operator_env;
  std::vector<std::string> positionals;
  app.add_option("PATH", positionals, "Files, directories or - (same as --filename)");
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
  app.add_option("--emit", emit_lists, "What to print: deployment, service, config, rbac, patch, cr, all (comma list)")
      ->type_name("LIST")
      ->allow_extra_args(false)
      ->capture_default_str();
  app.add_option("--only", options.render.only, "Render only this VirtualMCPServer (repeatable)")
      ->type_name("[NS/]NAME")
      ->allow_extra_args(false);
  add_choice(app, "-o,--output", "The form of the manifests; json is a v1 List", kFormats, options.render.format);
  app.add_flag("--strict", options.render.settings.strict,
               "Refuse everything that a cluster holding exactly this input would refuse");
  add_choice(app, "--platform", "The platform that the operator detects", render::kPlatforms,
             options.render.settings.platform);
  app.add_option("--operator-env", operator_env, "Environment of the operator (repeatable)")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  app.add_option_function<std::string>(
         "--toolhive", [&options](const std::string& name) { choose_release(name, options); },
         "The ToolHive release to reproduce")
      ->type_name("RELEASE");
  app.add_option("--crds", options.crds_path, "Admit with the CRDs in this directory")->type_name("DIR");
  app.add_flag("--allow-empty", options.render.allow_empty, "No VirtualMCPServer in the input is not an error");
  app.add_flag("--complete", options.render.complete,
               "Wire up the Secrets that the operator leaves out though they are referenced");
  app.add_flag("--require-deployment", options.render.require_deployment,
               "With check: a gateway without a Deployment in the input is an error");
  add_choice(app, "--start", "What a gateway is that vmcp would refuse to start", render::kStarts,
             options.render.start);
  add_choice(app, "--diagnostics", "Form of the findings", kDiagnosticsFormats, options.diagnostics);
  app.add_option("--report", options.report_path, "Write the findings to this file, too")->type_name("FILE");
  add_choice(app, "--fail-on", "Exit with 1 from this severity on", render::kSeverities, options.fail_on_warning);
  add_choice(app, "--color", "When to color the findings", kColors, options.color);
  app.add_flag("-q,--quiet", options.quiet, "No warnings, unless they fail the run, and no summary line");

  const std::string try_help = "\nTry '" + program + " --help'.\n";
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
    options.render.emit = parse_emit(emit_lists);
    apply_operator_env(operator_env, options.render.settings);
    check_namespace(options.render.default_namespace);
    options.report = report_form(options.report_path, options.diagnostics);
  } catch (const CLI::CallForHelp&) {
    return Message{app.help(), false};
  } catch (const CLI::CallForVersion&) {
    return Message{version_text(), false};
  } catch (const CLI::ExtrasError&) {
    return Message{program + ": " + unexpected(app) + try_help, true};
  } catch (const CLI::ParseError& error) {
    return Message{program + ": " + error.what() + try_help, true};
  }
  options.paths.insert(options.paths.end(), positionals.begin(), positionals.end());
  return options;
}

}  // namespace vmcp::cli
