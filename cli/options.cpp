#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/version.h"
#include "cli/vocabulary.h"
#include "core/diag/quoted.h"
#include "core/diag/userinfo.h"
#include "core/diag/visible.h"
#include "core/render/words.h"
#include "core/text/ascii.h"

namespace vmcp::cli {
namespace {

constexpr std::string_view kDescription =
    "Renders what ToolHive's operator would create for VirtualMCPServers, offline.\n";
constexpr std::string_view kPaths = "PATHs are files, directories (.yaml, .yml, .json) or - for standard input.\n";

std::string long_form(const OptionRow& row) { return "--" + std::string(row.name); }

std::string both_forms(const OptionRow& row) {
  return (row.letter == 0 ? "" : std::string{'-', row.letter, ','}) + long_form(row);
}

std::string value_name(const OptionRow& row, std::optional<Command> command) {
  if (!row.value.empty()) return std::string(row.value);
  std::string name;
  for (const std::string_view word : row.words(command)) name.append(name.empty() ? "" : "|").append(word);
  return name;
}

std::optional<Command> command_called(std::string_view name) {
  const CommandRow* row = find_command(name);
  return row == nullptr ? std::nullopt : std::optional(row->command);
}

/// As `command` has it, or all commands have it together.
CLI::Option* add_row(CLI::App& app, const OptionRow& row, std::optional<Command> command = {}) {
  const std::string help(row.help);
  if (row.is_flag()) return app.add_flag(both_forms(row), help);
  CLI::Option* option = app.add_option(both_forms(row), CLI::callback_t{}, help);
  return option->type_name(value_name(row, command));
}

/// The names of the commands of a set as a list, each between `quote`s.
std::string names_of(Commands commands, std::string_view quote = {}) {
  std::vector<std::string> names;
  for (const CommandRow& row : command_rows()) {
    if (takes(commands, row.command)) names.push_back(std::string(quote).append(row.name).append(quote));
  }
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) list += i + 1 == names.size() ? " and " : ", ";
    list += names[i];
  }
  return list;
}

/// The commands that read an input.
std::string any_command() {
  std::string names;
  for (const CommandRow& row : command_rows()) {
    if (row.answer == nullptr) names.append(names.empty() ? "[" : "|").append(row.name);
  }
  return names + ']';
}

bool may_name(std::string_view argument, const OptionRow& row) {
  if (argument.starts_with("--")) return argument.substr(2, argument.find('=') - 2) == row.name;
  return argument.starts_with('-') && row.letter != 0 && argument.find(row.letter) != std::string_view::npos;
}

/// The parser of the options that the arguments may name: to know them all takes a twentieth of a small run. It lets
/// every option be repeated, whether that makes sense is seen afterwards, and leaves the words, `--` and what it does
/// not know to `remaining`.
struct Parser {
  CLI::App app;
  std::vector<std::pair<const OptionRow*, CLI::Option*>> options;

  explicit Parser(std::span<const std::string> arguments) {
    app.set_help_flag();
    app.allow_extras();
    for (const OptionRow& row : option_rows()) {
      if (std::ranges::none_of(arguments, [&](const auto& argument) { return may_name(argument, row); })) continue;
      CLI::Option* option = add_row(app, row);
      if (!row.is_flag()) option->expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args(false);
      options.emplace_back(&row, option);
    }
  }
};

std::string usage(const std::string& program, std::optional<Command> command) {
  const CommandRow& row = command_row(command.value_or(Command::kRender));
  return "Usage: " + program + ' ' + (command ? std::string(row.name) : any_command()) +
         (row.answer == nullptr ? " [OPTIONS] " : " ") + std::string(row.operands) + '\n';
}

/// CLI11's help with a usage line that knows of paths, which are no option of the parser.
class HelpFormatter final : public CLI::Formatter {
 public:
  explicit HelpFormatter(std::string usage) : usage_(std::move(usage)) {}
  std::string make_usage(const CLI::App* /*app*/, std::string /*name*/) const override { return usage_; }

 private:
  std::string usage_;
};

/// The commands with what they do, a line for each.
std::string command_list() {
  std::vector<std::pair<std::string_view, std::string_view>> lines;
  std::size_t width = 0;
  for (const CommandRow& row : command_rows()) lines.emplace_back(row.name, row.help);
  lines.emplace_back("help", "print this help, or that of the command that follows");
  lines.emplace_back("version", "print the versions");
  for (const auto& [name, help] : lines) width = std::max(width, name.size());
  std::string text;
  for (const auto& [name, help] : lines) {
    text.append("  ").append(name).append(width - name.size() + 2, ' ').append(help).append("\n");
  }
  return text;
}

/// The help of one command, or of all of them.
std::string help_text(const std::string& program, std::optional<Command> command) {
  std::string description(kDescription);
  if (command) {
    const CommandRow& row = command_row(*command);
    description += "\n" + std::string(row.name) + ": " + std::string(row.help) + ".\n";
  } else {
    description += "\nCommands:\n" + command_list();
  }
  if (!command || command_row(*command).answer == nullptr) {
    description += '\n';
    description += kPaths;
    description += "After -- everything is a path; ./check is a path, too.\n";
  }
  CLI::App app(description);
  app.formatter(std::make_shared<HelpFormatter>(usage(program, command)));
  app.get_formatter()->column_width(34);
  app.set_help_flag();
  for (const OptionRow& row : option_rows()) {
    if (command && !row.is_of(*command)) continue;
    CLI::Option* option = add_row(app, row, command);
    if (row.repeatable) option->expected(1, CLI::detail::expected_max_vector_size);
    if (command || row.commands == Commands::kAll) continue;
    option->group("Options of " + names_of(row.commands));
  }
  return app.help();
}

/// The option that `seen` may have been meant as, as the end of a message: of other tools, or a near one.
std::string option_hint(std::string_view seen) {
  struct Foreign {
    std::string_view seen;
    const char* meant;
  };
  static constexpr std::array kForeign = {
      Foreign{"--format", R"("--diagnostics" or, for manifests, "--output")"},
      Foreign{"--json", R"("--diagnostics json" or, for manifests, "--output json")"},
      Foreign{"--ignore", R"("--exclude")"},
      Foreign{"--disable", R"("--suppress")"},
      Foreign{"--no-color", R"("--color never")"},
  };
  const auto* const foreign = std::ranges::find(kForeign, seen, &Foreign::seen);
  if (foreign != kForeign.end()) return std::string("; did you mean ") + foreign->meant + '?';
  std::vector<std::string> names;
  for (const OptionRow& row : option_rows()) names.push_back(long_form(row));
  const std::string dashed = (seen.starts_with("--") ? "" : "-") + std::string(seen);
  std::vector<std::string_view> begun;
  for (const std::string& name : names) {
    if (name.starts_with(dashed)) begun.push_back(name);
  }
  if (begun.size() == 1) return render::did_you_mean(begun.front());
  return render::hint(dashed, std::vector<std::string_view>(names.begin(), names.end()));
}

/// As option_hint(), of a letter: the same in the other case.
std::string letter_hint(char seen) {
  const char other = text::is_lower(seen) ? text::to_upper(seen) : text::to_lower(seen);
  const OptionRow* row = find_option(other);
  return row == nullptr ? "" : render::did_you_mean(std::string{'-', other});
}

UsageError unknown_option(std::string_view argument) {
  const std::string_view seen = argument.substr(0, argument.find('='));
  return UsageError{"unknown option " + diag::quoted(seen) +
                    (seen.size() > 2 ? option_hint(seen) : letter_hint(seen.back()))};
}

/// An argument as the parser understands it: `-o=json` is `-ojson`. Refuses what it would misunderstand: `--report=`
/// would take the next argument, and `-output` is `-o` with the value "utput".
std::string normal_form(const std::string& argument) {
  if (argument.size() < 3 || argument[0] != '-') return argument;
  const std::size_t equals = argument.find('=');
  if (argument[1] == '-') {
    if (equals != argument.size() - 1) return argument;
    throw UsageError(argument.substr(0, equals) + ": the value is empty");
  }
  if (find_option(std::string_view(argument).substr(1, equals - 1)) != nullptr) throw unknown_option(argument);
  std::string normal = argument;
  for (std::size_t i = 1; i < normal.size(); ++i) {
    const OptionRow* row = find_option(normal[i]);
    if (row == nullptr) break;
    if (row->is_flag()) {
      if (normal.substr(i + 1, 1) != "=") continue;
      throw UsageError(long_form(*row) + ": a flag's letter takes no value");
    }
    if (normal.substr(i + 1, 1) == "=") {
      normal.erase(i + 1, 1);
      if (i + 1 == normal.size()) throw UsageError(long_form(*row) + ": the value is empty");
    }
    break;
  }
  return normal;
}

/// What is no option: the command, and paths in their order.
struct Words {
  std::vector<std::string> before_dashes;
  std::vector<std::string> after_dashes;
  std::string unknown;  ///< the first that looks like an option; empty: none does
};

Words words_of(const std::vector<std::string>& remaining) {
  Words words;
  bool dashes = false;
  for (const std::string& argument : remaining) {
    if (dashes) {
      words.after_dashes.push_back(argument);
    } else if (argument == "--") {
      dashes = true;
    } else if (argument.size() > 1 && argument.front() == '-') {
      if (words.unknown.empty()) words.unknown = argument;
    } else {
      words.before_dashes.push_back(argument);
    }
  }
  return words;
}

void check_values(const OptionRow& row, std::span<const std::string> values) {
  for (const std::string& value : values) {
    if (value.empty()) throw UsageError("the value is empty");
    if (row.is_flag() && value != "true" && value != "false") {
      throw UsageError(diag::quoted(value) + " is neither true nor false");
    }
    if (!row.repeatable && !row.is_flag() && value != values.front()) {
      throw UsageError("given twice, as " + diag::quoted(values.front()) + " and " + diag::quoted(value));
    }
  }
}

void apply(const OptionRow& row, std::span<const std::string> values, Options& options) {
  if (!row.is_of(options.command)) {
    const bool has_findings_only = row.name == "output";
    throw UsageError(long_form(row) + ": an option of " + names_of(row.commands, "\"") + ", not of \"" +
                     std::string(command_row(options.command).name) + '"' +
                     (has_findings_only ? "; --diagnostics says in which form findings are printed" : ""));
  }
  try {
    check_values(row, values);
    row.set(options, values);
  } catch (const UsageError& error) {
    throw UsageError(long_form(row) + ": " + error.what());
  }
}

/// The form of a report: what the name's ending stands for, else that of standard error. GitLab's form is JSON, too:
/// its own name for such a file asks for it, and so does the form of standard error.
DiagnosticsFormat report_form(const std::string& path, DiagnosticsFormat diagnostics) {
  const std::string name = text::to_lower(path);
  if (name.ends_with("gl-code-quality-report.json")) return DiagnosticsFormat::kGitlab;
  if (name.ends_with(".json")) {
    return diagnostics == DiagnosticsFormat::kGitlab ? diagnostics : DiagnosticsFormat::kJson;
  }
  if (name.ends_with(".sarif")) return DiagnosticsFormat::kSarif;
  if (name.ends_with(".xml")) return DiagnosticsFormat::kJunit;
  return diagnostics;
}

/// Refuses words behind the first `taken`.
void refuse_words(const Words& words, std::size_t taken) {
  std::vector<std::string> all = words.before_dashes;
  all.insert(all.end(), words.after_dashes.begin(), words.after_dashes.end());
  if (all.size() > taken) throw UsageError(diag::quoted(all.front()) + " takes no " + diag::quoted(all[taken]));
}

/// Takes the command from the front of the words. Returns what `help` and `version` ask for.
std::optional<std::string> take_command(const std::string& program, bool asks_for_help, Words& words,
                                        std::optional<Command>& command) {
  std::vector<std::string>& names = words.before_dashes;
  if (names.empty()) return std::nullopt;
  if (names.front() == "version") {
    refuse_words(words, 1);
    return asks_for_help ? help_text(program, std::nullopt) : version_text();
  }
  if (names.front() == "help") {
    refuse_words(words, 2);
    if (names.size() == 1) return help_text(program, std::nullopt);
    command = command_called(names[1]);
    if (command || names[1] == "help" || names[1] == "version") return help_text(program, command);
    std::vector<std::string_view> known;
    for (const CommandRow& row : command_rows()) known.push_back(row.name);
    throw UsageError("no such command: " + diag::quoted(names[1]) + render::hint(names[1], known));
  }
  command = command_called(names.front());
  if (command) names.erase(names.begin());
  return std::nullopt;
}

/// Refuses options that make no sense together, or without another.
void check_together(const Options& options) {
  if (options.command == Command::kDiff && options.against.empty()) {
    throw UsageError("--against is missing, which names what to compare with");
  }
  if (options.render.annotate_origin && options.render.format != render::Format::kYaml) {
    throw UsageError("--annotate-origin: JSON has no comments");
  }
  const bool has_both =
      contains(options.render.emit, render::Emit::kDeployment) && contains(options.render.emit, render::Emit::kPatch);
  if (!options.output_directory.empty() && has_both) {
    throw UsageError("--output-dir: there is one file for a Deployment and its patch; --emit takes one of them");
  }
  if (options.dry_run && !options.report_path.empty()) {
    throw UsageError("--dry-run writes no file; \"check\" writes the report");
  }
}

std::variant<Options, Message> parse(const std::string& program, std::span<const std::string> arguments,
                                     std::optional<Command>& command) {
  std::vector<std::string> reversed;
  bool dashes = false;
  for (const std::string& argument : arguments) {
    dashes = dashes || argument == "--";
    reversed.push_back(dashes ? argument : normal_form(argument));
  }
  std::ranges::reverse(reversed);

  Parser parser(reversed);
  parser.app.parse(reversed);
  Words words = words_of(parser.app.remaining());
  const bool asks_for_help = std::ranges::any_of(
      parser.options, [](const auto& option) { return option.first->name == "help" && option.second->count() != 0; });
  const std::string word = words.before_dashes.empty() ? "" : words.before_dashes.front();
  if (const auto answer = take_command(program, asks_for_help, words, command)) {
    for (const auto& [row, option] : parser.options) {
      if (row->set == nullptr || option->count() == 0) continue;
      throw UsageError(long_form(*row) + ": an option of " + names_of(row->commands, "\"") + ", not of " +
                       diag::quoted(word));
    }
    return Message{*answer, false};
  }
  if (!words.unknown.empty()) throw unknown_option(words.unknown);

  Options options;
  options.command = command.value_or(Command::kRender);
  options.render.judge_only = !takes(Commands::kRender | Commands::kDiff | Commands::kUpgrade, options.command);
  options.render.keep_clusters = options.command == Command::kGraph;
  const bool starts = options.command == Command::kCheck || options.command == Command::kFix;
  options.render.start = starts ? render::Start::kError : render::Start::kWarn;
  if (options.command == Command::kDiff) {
    options.render.emit = render::kEverything;
    options.render.format = render::Format::kObjects;
  }
  for (const auto& [row, option] : parser.options) {
    if (row->set == nullptr && option->count() != 0) {
      return Message{row->name == "help" ? help_text(program, command) : version_text(), false};
    }
  }
  for (const auto& [row, option] : parser.options) {
    if (option->count() != 0) apply(*row, option->results(), options);
  }
  if (const auto answer = command_row(options.command).answer) {
    std::ranges::move(words.after_dashes, std::back_inserter(words.before_dashes));
    return Message{answer(words.before_dashes), false};
  }
  check_together(options);
  options.report = report_form(options.report_path, options.diagnostics);
  for (std::vector<std::string>* paths : {&words.before_dashes, &words.after_dashes}) {
    if (std::ranges::find(*paths, "") != paths->end()) throw UsageError("a path is empty");
    if (!command && paths == &words.before_dashes && !paths->empty()) options.word = paths->front();
    std::ranges::move(*paths, std::back_inserter(options.paths));
  }
  if (options.command == Command::kFix && std::ranges::find(options.paths, "-") != options.paths.end()) {
    throw UsageError("standard input cannot be written to; name files or directories");
  }
  if (options.command == Command::kFix && options.paths.empty()) {
    throw UsageError("\"fix\" writes to files; name files or directories");
  }
  return options;
}

}  // namespace

std::string usage_line(const std::string& program) { return usage(program, std::nullopt); }

std::variant<Options, Message> parse_options(const std::string& program, std::span<const std::string> arguments) {
  std::optional<Command> command;
  std::string fault;
  try {
    return parse(program, arguments, command);
  } catch (const UsageError& error) {
    fault = error.what();
  } catch (const CLI::ParseError& error) {
    fault = error.what();
  }
  const std::string name = command ? program + ' ' + std::string(command_row(*command).name) : program;
  return Message{
      program + ": " + diag::visible(diag::without_quoted_userinfo(fault)) + "\nTry '" + name + " --help'.\n", true};
}

}  // namespace vmcp::cli
