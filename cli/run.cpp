#include "cli/run.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/exit_code.h"
#include "cli/findings.h"
#include "cli/options.h"
#include "core/admission/schemas.h"
#include "core/diag/code.h"
#include "core/diag/sink.h"
#include "core/krm/function.h"
#include "core/krm/resource_list.h"
#include "core/render/render.h"
#include "core/source/files.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::cli {
namespace {

bool is_usage_error(const diag::Diagnostic& finding) {
  return finding.stage == diag::Stage::kUsage && finding.severity == diag::Severity::kError;
}

int exit_code(const diag::Sink& sink, const Options& options) {
  if (sink.has_errors()) return std::ranges::any_of(sink.all(), is_usage_error) ? kUsage : kRefused;
  return options.fail_on_warning && !sink.all().empty() ? kRefused : kDone;
}

/// The schemas of --crds, or the built-in ones. Nothing when they cannot be had, which has been reported.
std::optional<admission::Schemas> schemas_for(const Options& options, const source::FileSystem& files,
                                              source::Sources& sources, diag::Sink& sink) {
  if (options.crds_path.empty()) return admission::Schemas::builtin(options.render.settings.release.set);
  source::InputOptions input;
  input.paths = {options.crds_path};
  input.recursive = true;
  const std::size_t errors_before = sink.error_count();
  std::vector<yaml::Document> documents;
  for (const source::Input& crd : source::collect_inputs(files, input, sources, sink)) {
    std::ranges::move(yaml::read(sources, crd.source, sink), std::back_inserter(documents));
  }
  if (sink.error_count() != errors_before) return std::nullopt;
  admission::Schemas schemas = admission::Schemas::from_crds(documents, sources, sink);
  if (sink.error_count() != errors_before) return std::nullopt;
  return schemas;
}

Outcome answer_host(const krm::ResourceList& list, const source::Sources& sources) {
  krm::Answer answer = krm::run_function(list, sources);
  return {answer.refused ? kRefused : kDone, std::move(answer.out), std::move(answer.err)};
}

void warn_of_release(const std::string& message, diag::Sink& sink) {
  diag::Diagnostic warning;
  warning.severity = diag::Severity::kWarning;
  warning.stage = diag::Stage::kUsage;
  warning.code = diag::Code("unknown-release");
  warning.message = message;
  sink.add(std::move(warning));
}

/// `no_arguments`: then standard input may be a host's call of a function.
Outcome run_command(const Options& options, bool no_arguments, const source::FileSystem& files, Terminal terminal) {
  source::Sources sources;
  diag::Sink sink;
  source::InputOptions input{options.paths, options.recursive, options.excludes, options.stdin_name};
  if (input.paths.empty()) input.paths = {"-"};
  const std::vector<source::Input> inputs = source::collect_inputs(files, input, sources, sink);
  if (no_arguments && inputs.size() == 1) {
    if (const auto list = krm::read_resource_list(sources, inputs.front().source)) return answer_host(*list, sources);
  }
  if (!options.release_warning.empty()) warn_of_release(options.release_warning, sink);
  const std::optional<admission::Schemas> schemas = schemas_for(options, files, sources, sink);
  render::Result result;
  if (schemas) result = render::run(sources, inputs, *schemas, options.render, sink);

  Outcome outcome;
  outcome.exit_code = exit_code(sink, options);
  outcome.err = print_findings(sink, sources, result, options, terminal);
  if (!options.report_path.empty()) {
    const std::string text = report_findings(sink, sources, result, options);
    const std::string error = source::write_file(options.report_path, text);
    if (!error.empty()) return {kUsage, "", outcome.err + options.report_path + ": error: " + error + '\n'};
  }
  if (outcome.exit_code == kDone && options.command == Command::kRender) outcome.out = std::move(result.manifests);
  return outcome;
}

}  // namespace

namespace {

/// What to say of a first argument that is no path and looks like a command; empty when there is nothing to say.
std::string misspelling(std::span<const std::string> arguments, const source::FileSystem& files) {
  if (arguments.empty() || files.kind(arguments.front()) != source::FileSystem::Kind::kMissing) return {};
  const std::string_view meant = misspelt_command(arguments.front());
  if (meant.empty()) return {};
  return '"' + arguments.front() + "\" is neither a command nor a path; did you mean \"" + std::string(meant) + "\"?";
}

}  // namespace

Outcome run(const std::string& program, std::span<const std::string> arguments, const source::FileSystem& files,
            Terminal terminal) {
  try {
    const auto parsed = parse_options(program, arguments);
    if (const auto* message = std::get_if<Message>(&parsed)) {
      return message->is_error ? Outcome{kUsage, "", message->text} : Outcome{kDone, message->text, ""};
    }
    const Options& options = std::get<Options>(parsed);
    if (const std::string fault = misspelling(arguments, files); !fault.empty()) {
      return {kUsage, "", program + ": " + fault + '\n'};
    }
    if (options.paths.empty() && terminal.stdin_is_terminal) {
      return {kUsage, "", program + ": no input: name a file, a directory or - for standard input\n"};
    }
    return run_command(options, arguments.empty(), files, terminal);
  } catch (const std::exception& error) {
    return {kInternalError, "", program + ": internal error: " + error.what() + "\n"};
  }
}

}  // namespace vmcp::cli
