#include "cli/vocabulary.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>

#include "cli/completion.h"
#include "cli/explain.h"
#include "cli/paths.h"
#include "core/admission/name_rules.h"
#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/gitops/envsubst.h"
#include "core/release/release.h"
#include "core/render/suppression.h"
#include "core/render/words.h"

namespace vmcp::cli {
namespace {

using Values = std::span<const std::string>;

constexpr std::array<std::string_view, 5> kLikeRender = {"template", "build", "generate", "apply", "show"};
constexpr std::array<std::string_view, 5> kLikeCheck = {"validate", "lint", "verify", "test", "vet"};
constexpr std::array<std::string_view, 3> kLikeExplain = {"rule", "describe", "codes"};
constexpr std::array<std::string_view, 2> kLikeCompletion = {"completions", "complete"};

constexpr std::array<std::string_view, 6> kLikeGraph = {"draw", "tree", "dot", "mermaid", "diagram", "visualize"};
constexpr std::array<std::string_view, 4> kLikeFix = {"repair", "cure", "autofix", "format"};
constexpr std::array<std::string_view, 2> kLikeDiff = {"compare", "drift"};
constexpr std::array<std::string_view, 2> kLikeUpgrade = {"migrate", "update"};

std::vector<std::string_view> codes() {
  std::vector<std::string_view> names;
  for (const diag::CodeMeaning& known : diag::kCodes) names.push_back(known.code);
  return names;
}

constexpr std::array kCommands = std::to_array<CommandRow>({
    {"render", Command::kRender, "print the manifests (the default)", kLikeRender},
    {"check", Command::kCheck, "print the findings only", kLikeCheck},
    {"graph", Command::kGraph, "draw who refers to whom", kLikeGraph},
    {"fix", Command::kFix, "write what certainly cures findings into the files", kLikeFix, "PATH..."},
    {"diff", Command::kDiff, "print what differs from manifests or live objects", kLikeDiff},
    {"upgrade", Command::kUpgrade, "print what another ToolHive release changes", kLikeUpgrade},
    {"explain", Command::kExplain, "print what a finding means, or the list of all", kLikeExplain, "[CODE]", explain,
     codes},
    {"completion", Command::kCompletion, "print the completion script for a shell", kLikeCompletion, "bash|zsh|fish",
     completion, shells},
});

constexpr Commands kWithManifests = Commands::kRender | Commands::kDiff;
constexpr Commands kComparing = Commands::kDiff | Commands::kUpgrade;
constexpr Commands kWithOutput = Commands::kRender | Commands::kGraph | kComparing;
constexpr Commands kWithOneRelease =
    Commands::kRender | Commands::kCheck | Commands::kGraph | Commands::kFix | Commands::kDiff;

constexpr std::array<std::pair<std::string_view, render::Format>, 2> kFormats = {
    {{"yaml", render::Format::kYaml}, {"json", render::Format::kJson}}};

constexpr std::array<std::pair<std::string_view, graph::Form>, 3> kGraphForms = {
    {{"mermaid", graph::Form::kMermaid}, {"dot", graph::Form::kDot}, {"json", graph::Form::kJson}}};

/// Of what diff and upgrade print: whether it is data.
constexpr std::array<std::pair<std::string_view, bool>, 2> kReports = {{{"text", false}, {"json", true}}};

constexpr std::array<std::pair<std::string_view, DiagnosticsFormat>, 6> kDiagnosticsFormats = {
    {{"text", DiagnosticsFormat::kText},
     {"json", DiagnosticsFormat::kJson},
     {"sarif", DiagnosticsFormat::kSarif},
     {"github", DiagnosticsFormat::kGithub},
     {"gitlab", DiagnosticsFormat::kGitlab},
     {"junit", DiagnosticsFormat::kJunit}}};

constexpr std::array<std::pair<std::string_view, Color>, 3> kColors = {
    {{"auto", Color::kAuto}, {"always", Color::kAlways}, {"never", Color::kNever}}};

template <const auto& kWords>
std::vector<std::string_view> words_of(std::optional<Command> /*command*/) {
  std::vector<std::string_view> words;
  for (const auto& [word, meaning] : kWords) words.push_back(word);
  return words;
}

template <const auto& kWords>
auto meaning_of(const std::string& word) {
  using Meaning = decltype(kWords.front().second);
  const render::Choices<std::remove_const_t<Meaning>> choices(kWords);
  if (const auto* meant = render::find_choice(choices, word)) return *meant;
  throw UsageError(render::no_choice(choices, word));
}

std::vector<std::string_view> words_of_output(std::optional<Command> command) {
  std::vector<std::string_view> all;
  const auto add = [&](Commands commands, const std::vector<std::string_view>& words) {
    if (command && !takes(commands, *command)) return;
    std::ranges::copy_if(words, std::back_inserter(all),
                         [&](std::string_view word) { return std::ranges::find(all, word) == all.end(); });
  };
  add(Commands::kRender, words_of<kFormats>({}));
  add(Commands::kGraph, words_of<kGraphForms>({}));
  add(kComparing, words_of<kReports>({}));
  return all;
}

bool is_true(Values values) { return values.back() == "true"; }

void set_namespace(Options& options, Values values) {
  const std::string fault = admission::dns_label_fault(values.back());
  if (!fault.empty()) throw UsageError(diag::quoted(values.back()) + ' ' + fault);
  options.render.default_namespace = values.back();
  options.render.namespace_is_given = true;
}

void set_variables(Options& options, Values values) {
  for (const std::string& assignment : values) {
    const std::size_t equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals);
    if (equals == std::string::npos) throw UsageError("an assignment is not NAME=VALUE");
    if (!gitops::is_variable_name(name)) throw UsageError(diag::quoted(name) + " is no name of a variable");
    options.render.variables.insert_or_assign(name, assignment.substr(equals + 1));
  }
}

void set_only(Options& options, Values values) {
  for (const std::string& value : values) {
    if (!render::is_gateway_name(value)) throw UsageError(render::no_gateway_name(value));
  }
  options.render.only = {values.begin(), values.end()};
}

void set_emit(Options& options, Values values) {
  options.render.emit = render::Emit::kNothing;
  for (const std::string& list : values) {
    for (const std::string& word : render::list_items(list)) {
      options.render.emit = options.render.emit | meaning_of<render::kEmitNames>(word);
    }
  }
  if (options.command == Command::kDiff && render::contains(options.render.emit, render::Emit::kPatch)) {
    throw UsageError("a patch is a part of a Deployment, and diff compares whole objects");
  }
  if (options.render.emit == render::Emit::kNothing) throw UsageError("the list is empty");
}

void set_operator_env(Options& options, Values values) {
  for (const std::string& assignment : values) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos) throw UsageError(render::no_assignment(assignment));
    const std::string_view name = std::string_view(assignment).substr(0, equals);
    if (!op::apply_environment(name, std::string_view(assignment).substr(equals + 1), options.render.settings)) {
      throw UsageError("the operator does not read " + diag::quoted(name) +
                       render::hint(name, op::environment_names()));
    }
  }
}

/// The release that an option names.
release::Release named_release(Options& options, Values values) {
  release::Choice choice = release::choose(values.back());
  if (!choice.release) throw UsageError(choice.message);
  if (!choice.message.empty()) options.release_warnings.push_back(std::move(choice.message));
  return *choice.release;
}

void set_suppressed(Options& options, Values values) {
  for (const std::string& value : values) {
    render::AskedSuppression asked = render::read_suppression(value);
    if (!asked.suppression) throw UsageError(asked.fault);
    options.render.suppressed.push_back(*std::move(asked.suppression));
  }
}

void set_output(Options& options, Values values) {
  if (options.command == Command::kGraph) {
    options.graph_form = meaning_of<kGraphForms>(values.back());
  } else if (takes(kComparing, options.command)) {
    options.data = meaning_of<kReports>(values.back());
  } else {
    options.render.format = meaning_of<kFormats>(values.back());
  }
}

/// What a command prints to standard output.
std::string_view product_of(Command command) {
  if (command == Command::kGraph) return "graph";
  if (command == Command::kFix) return "diff";
  return command == Command::kDiff ? "comparison" : "manifests";
}

void set_report(Options& options, Values values) {
  if (values.back() == "-" && options.command != Command::kCheck) {
    throw UsageError("standard output is for the " + std::string(product_of(options.command)) + "; name a file");
  }
  options.report_path = values.back();
}

constexpr std::array<OptionRow, 34> kOptions = {{
    {.name = "help", .letter = 'h', .help = "Print this help and exit"},
    {.name = "version", .letter = 'V', .help = "Print the versions and exit"},
    {.name = "filename",
     .letter = 'f',
     .value = "PATH",
     .repeatable = true,
     .help = "A file, a directory or - (repeatable)",
     .set = [](Options& options, Values values) { options.paths.assign(values.begin(), values.end()); }},
    {.name = "recursive",
     .letter = 'R',
     .help = "Walk directories recursively",
     .set = [](Options& options, Values values) { options.recursive = is_true(values); }},
    {.name = "exclude",
     .value = "GLOB",
     .repeatable = true,
     .help = "Leave out paths that match (repeatable)",
     .set = [](Options& options, Values values) { options.excludes.assign(values.begin(), values.end()); }},
    {.name = "no-ignore",
     .help = "Walk what .gitignore files leave out, too",
     .set = [](Options& options, Values values) { options.no_ignore = is_true(values); }},
    {.name = "stdin-filename",
     .value = "NAME",
     .help = "The name of standard input in findings",
     .set = [](Options& options, Values values) { options.stdin_name = shown_path(values.back()); }},
    {.name = "namespace",
     .letter = 'n',
     .value = "NAMESPACE",
     .key = "namespace",
     .help = "Namespace of objects that have none (default: what the input says, else default)",
     .set = set_namespace},
    {.name = "var",
     .value = "NAME=VALUE",
     .repeatable = true,
     .key = "var",
     .help = "Substitute ${NAME} as Flux does (repeatable)",
     .set = set_variables},
    {.name = "var-file",
     .value = "FILE",
     .repeatable = true,
     .help = "Substitute what the lines NAME=VALUE of this file state (repeatable)",
     .set = [](Options& options, Values values) { options.variable_files.assign(values.begin(), values.end()); }},
    {.name = "emit",
     .value = "LIST",
     .words = words_of<render::kEmitNames>,
     .repeatable = true,
     .commands = kWithManifests,
     .key = "emit",
     .help =
         "What to print or compare, a comma list of deployment (the default), service, config, rbac, patch, cr, all "
         "(the default of diff)",
     .set = set_emit},
    {.name = "only",
     .value = "[NS/]NAME",
     .repeatable = true,
     .key = "only",
     .help = "Only this VirtualMCPServer (repeatable)",
     .set = set_only},
    {.name = "output",
     .letter = 'o',
     .words = words_of_output,
     .commands = kWithOutput,
     .help = "The form of the manifests: yaml or json, a v1 List; of the graph: mermaid, dot or json; of a comparison: "
             "text or json",
     .set = set_output},
    {.name = "output-dir",
     .value = "DIR",
     .commands = Commands::kRender,
     .help = "Write the manifests to this directory, a file for each, and remove those of earlier runs",
     .set =
         [](Options& options, Values values) {
           options.output_directory = values.back();
           options.render.apart = true;
         }},
    {.name = "annotate-origin",
     .commands = Commands::kRender,
     .help = "Say at each variable, mount and volume where it comes from, as a comment (yaml only)",
     .set = [](Options& options, Values values) { options.render.annotate_origin = is_true(values); }},
    {.name = "against",
     .value = "PATH",
     .repeatable = true,
     .commands = Commands::kDiff,
     .help = "The manifests or live objects to compare with: a file, a directory or - (repeatable)",
     .set = [](Options& options, Values values) { options.against.assign(values.begin(), values.end()); }},
    {.name = "from",
     .value = "RELEASE",
     .commands = Commands::kUpgrade,
     .help = "The ToolHive release that runs (default: what the input says)",
     .set = [](Options& options, Values values) { options.from = named_release(options, values); }},
    {.name = "to",
     .value = "RELEASE",
     .commands = Commands::kUpgrade,
     .help = "The ToolHive release to come (default: the newest)",
     .set = [](Options& options, Values values) { options.to = named_release(options, values); }},
    {.name = "strict",
     .key = "strict",
     .help = "Refuse everything that a cluster holding exactly this input would refuse",
     .set = [](Options& options, Values values) { options.render.settings.strict = is_true(values); }},
    {.name = "platform",
     .words = words_of<render::kPlatforms>,
     .key = "platform",
     .help = "The platform that the operator detects",
     .set = [](Options& options,
               Values values) { options.render.settings.platform = meaning_of<render::kPlatforms>(values.back()); }},
    {.name = "operator-env",
     .value = "KEY=VALUE",
     .repeatable = true,
     .key = "operatorEnv",
     .help = "Environment of the operator (repeatable)",
     .set = set_operator_env},
    {.name = "toolhive",
     .value = "RELEASE",
     .commands = kWithOneRelease,
     .key = "toolhive",
     .help = "The ToolHive release to reproduce (default: what the input says, else the newest)",
     .set = [](Options& options, Values values) { options.render.release = named_release(options, values); }},
    {.name = "crds",
     .value = "DIR",
     .commands = kWithOneRelease,
     .help = "Admit with the CRDs in this directory",
     .set = [](Options& options, Values values) { options.crds_path = values.back(); }},
    {.name = "allow-empty",
     .key = "allowEmpty",
     .help = "No VirtualMCPServer in the input is not an error",
     .set = [](Options& options, Values values) { options.render.allow_empty = is_true(values); }},
    {.name = "complete",
     .key = "complete",
     .help = "Wire up the Secrets that the operator leaves out though they are referenced",
     .set = [](Options& options, Values values) { options.render.complete = is_true(values); }},
    {.name = "require-deployment",
     .commands = Commands::kCheck,
     .key = "requireDeployment",
     .help = "A gateway without a Deployment in the input is an error",
     .set = [](Options& options, Values values) { options.render.require_deployment = is_true(values); }},
    {.name = "dry-run",
     .commands = Commands::kFix,
     .help = "Print what would change as a unified diff, and exit with 1 if anything would",
     .set = [](Options& options, Values values) { options.dry_run = is_true(values); }},
    {.name = "start",
     .words = words_of<render::kStarts>,
     .commands = kWithOneRelease,
     .key = "start",
     .help = "What a gateway is that would not start (default: error of check and fix, else warn)",
     .set = [](Options& options, Values values) { options.render.start = meaning_of<render::kStarts>(values.back()); }},
    {.name = "diagnostics",
     .words = words_of<kDiagnosticsFormats>,
     .help = "Form of the findings",
     .set = [](Options& options,
               Values values) { options.diagnostics = meaning_of<kDiagnosticsFormats>(values.back()); }},
    {.name = "report",
     .value = "FILE",
     .commands = kWithOneRelease,
     .help = "Write the findings to this file, too, in the form of its ending (.json, .sarif, .xml)",
     .set = set_report},
    {.name = "suppress",
     .value = "CODE[=[NS/]NAME]",
     .repeatable = true,
     .key = "suppress",
     .help = "Do not report findings of this code, of all objects or of this one (repeatable)",
     .set = set_suppressed},
    {.name = "fail-on",
     .words = words_of<render::kSeverities>,
     .commands = kWithOneRelease,
     .key = "failOn",
     .help = "Exit with 1 from this severity on",
     .set = [](Options& options,
               Values values) { options.fail_on_warning = meaning_of<render::kSeverities>(values.back()); }},
    {.name = "color",
     .words = words_of<kColors>,
     .help = "When to color findings and diffs",
     .set = [](Options& options, Values values) { options.color = meaning_of<kColors>(values.back()); }},
    {.name = "quiet",
     .letter = 'q',
     .help = "No warnings, unless they fail the run, and no summary line",
     .set = [](Options& options, Values values) { options.quiet = is_true(values); }},
}};

/// The row that has a value; null pointer when none has.
template <class Rows, class Value, class Member>
auto find_row(const Rows& rows, const Value& value, Member member) {
  const auto row = std::ranges::find(rows, value, member);
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace

bool OptionRow::is_of(Command command) const {
  // Every command has its help, and knows the version.
  if (set == nullptr) return true;
  return takes(commands, command);
}

std::span<const CommandRow> command_rows() { return kCommands; }

const CommandRow* find_command(std::string_view name) { return find_row(kCommands, name, &CommandRow::name); }

const CommandRow& command_row(Command command) { return *find_row(kCommands, command, &CommandRow::command); }

std::span<const OptionRow> option_rows() { return kOptions; }

const OptionRow* find_option(std::string_view name) { return find_row(kOptions, name, &OptionRow::name); }
const OptionRow* find_option(char letter) { return find_row(kOptions, letter, &OptionRow::letter); }

}  // namespace vmcp::cli
