#include "cli/run.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/compare.h"
#include "cli/complete.h"
#include "cli/exit_code.h"
#include "cli/findings.h"
#include "cli/fix.h"
#include "cli/options.h"
#include "cli/paths.h"
#include "cli/progress.h"
#include "cli/variables.h"
#include "core/admission/schemas.h"
#include "core/diag/document_reporter.h"
#include "core/diag/quoted.h"
#include "core/diag/sink.h"
#include "core/diag/visible.h"
#include "core/edit/fix.h"
#include "core/graph/builder.h"
#include "core/graph/print.h"
#include "core/krm/function.h"
#include "core/krm/resource_list.h"
#include "core/render/pipeline.h"
#include "core/source/files.h"
#include "core/source/inputs.h"
#include "core/source/output_directory.h"
#include "core/source/sources.h"
#include "core/source/write_file.h"
#include "core/text/ascii.h"
#include "core/yaml/read.h"

namespace vmcp::cli {
namespace {

bool is_usage_error(const diag::Diagnostic& finding) {
  return finding.stage == diag::Stage::kUsage && finding.severity == diag::Severity::kError;
}

/// Whether a command compares: 1 says that something differs, and an input that is refused is no answer.
bool compares(const Options& options) {
  return options.command == Command::kDiff || options.command == Command::kUpgrade;
}

int exit_code(const diag::Sink& sink, const Options& options) {
  const int refused = compares(options) ? kUsage : kRefused;
  if (sink.has_errors()) return std::ranges::any_of(sink.all(), is_usage_error) ? kUsage : refused;
  const auto fails = [&](const diag::Diagnostic& finding) { return finding.severity <= fails_from(options); };
  return std::ranges::any_of(sink.all(), fails) ? refused : kDone;
}

/// The schemas of --crds. Nothing when they cannot be had, which has been reported. `read` gets the files that they
/// come from.
std::optional<admission::Schemas> read_crds(const Options& options, const source::FileSystem& files,
                                            source::Sources& sources, std::vector<source::FileId>& read,
                                            diag::Sink& sink) {
  source::InputOptions input;
  input.paths = {options.crds_path};
  input.recursive = true;
  const diag::Sink::Mark mark = sink.mark();
  std::vector<yaml::Document> documents;
  const source::Inputs crds = source::collect_inputs(files, input, sources, sink);
  read.insert(read.end(), crds.files.begin(), crds.files.end());
  for (const source::Input& crd : crds.all) {
    std::optional<std::uint32_t> at = crd.source;
    if (!at) {
      if (auto text = source::read_found(files, crd.path, read, sink)) at = sources.add(crd.path, *std::move(text));
    }
    if (at) std::ranges::move(yaml::read(sources, *at, sink), std::back_inserter(documents));
  }
  if (sink.has_errors_since(mark)) return std::nullopt;
  admission::Schemas schemas = admission::Schemas::from_crds(documents, sources, sink);
  if (sink.has_errors_since(mark)) return std::nullopt;
  return schemas;
}

Outcome answer_host(const krm::ResourceList& list, const source::Sources& sources) {
  krm::Answer answer = krm::run_function(list, sources);
  return {answer.refused ? kRefused : kDone, std::move(answer.out), std::move(answer.err)};
}

void warn_of_release(const std::string& message, diag::Sink& sink) {
  diag::DocumentReporter(sink, diag::Stage::kUsage).warning("unknown-release", {}, message);
}

constexpr std::string_view kStandardOutput = "-";

/// The manifests as files of a directory, as `kustomize build -o` calls them but for the namespace in front.
std::vector<source::OutputFile> as_files(std::vector<render::Manifest> manifests, render::Format format) {
  const char* ending = format == render::Format::kJson ? ".json" : ".yaml";
  std::vector<source::OutputFile> files;
  for (render::Manifest& manifest : manifests) {
    const std::string kind = text::to_lower(manifest.id.kind);
    files.push_back({manifest.id.name_space + '_' + kind + '_' + manifest.id.name + ending, std::move(manifest.text)});
  }
  return files;
}

/// Writes the directory that --output-dir names.
void write_manifests(std::vector<render::Manifest> manifests, std::span<const source::FileId> read,
                     const Options& options, Outcome& outcome) {
  const std::vector<source::OutputFile> files = as_files(std::move(manifests), options.render.format);
  const source::DirectoryChange done = source::write_directory(options.output_directory, files, read);
  if (!done.error.empty()) {
    outcome.exit_code = kUsage;
    outcome.err += cannot_write(options.output_directory, done.error);
  } else if (!options.quiet && options.diagnostics == DiagnosticsFormat::kText) {
    outcome.err += diag::visible(shown_path(options.output_directory)) + ": files: " + std::to_string(done.written) +
                   " written, " + std::to_string(done.unchanged) + " unchanged, " + std::to_string(done.removed) +
                   " removed\n";
  }
}

/// Prints the findings and writes the report, never over an input; `result` is null where nothing was read, or nothing
/// is summed up. `unread_input`: the report's file may be an input that was not read.
Outcome finish(const diag::Sink& sink, const source::Sources& sources, render::Result* result,
               const source::Inputs& inputs, bool unread_input, const Options& options, Terminal terminal,
               const std::optional<Compared>& compared = std::nullopt) {
  Outcome outcome;
  outcome.exit_code = exit_code(sink, options);
  const bool differs = compared && outcome.exit_code == kDone && compared->differs;
  outcome.err = print_findings(sink, sources, result, options, differs, terminal);
  if (!options.report_path.empty()) {
    std::string text = report_findings(sink, sources, result, options, differs);
    if (options.report_path == kStandardOutput) {
      outcome.out = std::move(text);
      return outcome;
    }
    std::vector<source::FileId> kept = inputs.files;
    kept.insert(kept.end(), inputs.parts.begin(), inputs.parts.end());
    const std::string error = unread_input ? "it may be an input" : source::write_file(options.report_path, text, kept);
    if (!error.empty()) {
      return {kUsage, "", outcome.err + cannot_write(options.report_path, error)};
    }
  }
  if (compared && outcome.exit_code == kDone) {
    outcome.out = compared->text;
    if (differs) outcome.exit_code = kDiffers;
  }
  if (result == nullptr) return outcome;
  // What is refused is drawn, too.
  if (options.command == Command::kGraph && outcome.exit_code <= kRefused) {
    outcome.out = graph::print(graph::graph_of(*result, sink, sources, options.render), options.graph_form);
  }
  if (options.command != Command::kRender || outcome.exit_code != kDone) return outcome;
  if (options.output_directory.empty()) {
    outcome.out = std::move(result->manifests);
  } else {
    write_manifests(std::move(result->files), inputs.files, options, outcome);
  }
  return outcome;
}

/// The inputs of a run, and what the stages have made of them.
struct Run {
  Run(const Options& options, const source::FileSystem& files)
      : report_may_be_input(cli::report_may_be_input(options, files)) {}

  source::Sources sources;
  diag::Sink sink;
  source::Inputs inputs;
  std::optional<admission::Schemas> crds;  ///< of --crds
  std::optional<render::Result> result;    ///< nothing where what says how to judge cannot be read
  bool all_read = false;                   ///< whatever the command line names
  bool report_may_be_input;                ///< as far as names tell
};

std::vector<std::string> paths_of(const Options& options) {
  return options.paths.empty() ? std::vector<std::string>{"-"} : options.paths;
}

void collect(const Options& options, const source::FileSystem& files, Run& run) {
  for (const diag::Suppression& suppression : options.render.suppressed) run.sink.suppress(suppression);
  source::InputOptions input{paths_of(options), options.recursive, options.excludes, !options.no_ignore,
                             options.stdin_name};
  run.inputs = source::collect_inputs(files, input, run.sources, run.sink);
}

/// The options of the stages, with the variables of files. Nothing when those cannot be read.
std::optional<render::Options> stage_options(const Options& options, const source::FileSystem& files, Run& run) {
  for (const std::string& warning : options.release_warnings) warn_of_release(warning, run.sink);
  render::Options render_options = options.render;
  const diag::Sink::Mark mark = run.sink.mark();
  render_options.variables.merge(read_variable_files(options.variable_files, files, run.inputs.files, run.sink));
  if (run.sink.has_errors_since(mark)) return std::nullopt;
  return render_options;
}

/// Says where gateways may be when none was found.
void hint_at_nothing(const Options& options, const source::FileSystem& files, Run& run) {
  hint_at_recursion(options, files, run.sink);
  if (!options.render.allow_empty) hint_at_ignored(run.inputs.ignored, run.sink);
}

/// All stages, of what was collected.
void judge(const Options& options, const source::FileSystem& files, Run& run) {
  const std::optional<render::Options> render_options = stage_options(options, files, run);
  if (!render_options) return;
  if (!options.crds_path.empty()) run.crds = read_crds(options, files, run.sources, run.inputs.files, run.sink);
  render::Result& result = run.result.emplace();
  if (options.crds_path.empty() || run.crds) {
    result = render::run(files, run.sources, run.inputs, run.crds ? &*run.crds : nullptr, *render_options, run.sink);
    if (result.gateways + result.gateways_refused == 0) hint_at_nothing(options, files, run);
  }
  result.documents_skipped += run.inputs.skipped;
  run.all_read = options.against.empty();
}

Outcome finish(Run& run, const Options& options, Terminal terminal, const std::optional<Compared>& compared = {}) {
  return finish(run.sink, run.sources, run.result ? &*run.result : nullptr, run.inputs,
                run.report_may_be_input && !run.all_read, options, terminal, compared);
}

Outcome run_upgrade(const Options& options, const source::FileSystem& files, Run& run, Terminal terminal) {
  std::optional<render::Options> render_options = stage_options(options, files, run);
  if (!render_options) return finish(run, options, terminal);
  Options with_variables = options;
  with_variables.render = *std::move(render_options);
  const auto compared = upgrade(files, run.sources, run.inputs, with_variables, run.sink, terminal);
  if (std::ranges::any_of(run.sink.all(), says_nothing_is_there)) hint_at_nothing(options, files, run);
  return finish(run, options, terminal, compared);
}

/// Cures what can be cured, in the files or, for a dry run, as a diff.
Outcome run_fix(const Options& options, const source::FileSystem& files, Terminal terminal) {
  std::optional<Run> run;
  const auto check = [&](const source::FileSystem& as_they_are) {
    run.emplace(options, as_they_are);
    collect(options, as_they_are, *run);
    if (!names_unreadable(run->sink, paths_of(options))) judge(options, as_they_are, *run);
    // Each round judges all inputs anew: one that knows of all that are kept has few after it.
    return edit::Look{&run->sources, run->sink.sorted(diag::Sink::kMostKept),
                      run->result ? run->result->rewritten : render::Rewritten{},
                      source::paths_to_left_out(files, run->inputs)};
  };
  edit::Fixed fixed = edit::fix(files, check);
  Outcome outcome;
  if (options.dry_run && run->result) {
    outcome.out = diff_of(fixed);
    outcome.exit_code = outcome.out.empty() ? kDone : kRefused;
  } else {
    const std::string errors = options.dry_run ? std::string() : write_texts(files, fixed);
    // What a check finds afterwards is summed up below.
    run->result.reset();
    outcome = finish(*run, options, terminal);
    outcome.err += errors;
    if (!errors.empty()) outcome.exit_code = kUsage;
  }
  const bool reports = options.diagnostics == DiagnosticsFormat::kText && !options.quiet;
  if (reports) outcome.err += report_of(fixed, options.dry_run);
  return outcome;
}

/// `no_arguments`: then standard input may be a host's call of a function.
Outcome run_command(const std::string& program, const Options& options, bool no_arguments,
                    const source::FileSystem& files, Terminal terminal) {
  if (report_is_in_output_directory(options, files)) {
    return {kUsage, "",
            program + ": --report: " + diag::visible(diag::quoted(options.report_path)) +
                " is in the directory that --output-dir writes; name a file elsewhere\n"};
  }
  Run run(options, files);
  judge_paths(program, options, files, run.sink);
  if (run.sink.has_errors()) return finish(run, options, terminal);
  if (options.command == Command::kFix) return run_fix(options, files, terminal);
  collect(options, files, run);
  if (names_unreadable(run.sink, paths_of(options))) return finish(run, options, terminal);
  if (no_arguments && run.inputs.all.size() == 1) {
    const std::uint32_t source = *run.inputs.all.front().source;
    if (const auto list = krm::read_resource_list(run.sources, source)) return answer_host(*list, run.sources);
  }
  if (options.command == Command::kUpgrade) return run_upgrade(options, files, run, terminal);
  judge(options, files, run);
  std::optional<Compared> compared;
  if (options.command == Command::kDiff && run.result && !run.sink.has_errors()) {
    compared = diff(*run.result, options, run.crds ? &*run.crds : nullptr, files, run.sources, run.inputs.files,
                    run.sink, terminal);
    run.all_read = true;
  }
  return finish(run, options, terminal, compared);
}

}  // namespace

Outcome run(const std::string& program, std::span<const std::string> arguments, const source::FileSystem& files,
            Terminal terminal) {
  try {
    if (asks_for_completion(arguments)) return {kDone, complete(arguments.subspan(2), files), ""};
    auto parsed = parse_options(program, arguments);
    if (const auto* message = std::get_if<Message>(&parsed)) {
      return message->is_error ? Outcome{kUsage, "", message->text} : Outcome{kDone, message->text, ""};
    }
    Options& options = std::get<Options>(parsed);
    if (options.paths.empty() && terminal.stdin_is_terminal) {
      return {kUsage, "",
              program + ": no input: name a file, a directory or - for standard input\n" + usage_line(program) +
                  "Try '" + program + " --help'.\n"};
    }
    Progress progress;
    options.render.gateways_done = &progress.gateways;
    std::optional<ProgressLine> line;
    if (terminal.stderr_shows_progress && !options.quiet) line.emplace(progress);
    return run_command(program, options, arguments.empty(), CountedFiles(files, progress), terminal);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    return {kInternalError, "", program + ": internal error: " + error.what() + "\n"};
  }
}

}  // namespace vmcp::cli
