#include "cli/findings.h"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/paths.h"
#include "cli/version.h"
#include "core/diag/excerpts.h"
#include "core/diag/render.h"
#include "core/diag/visible.h"
#include "core/edit/plan.h"

namespace vmcp::cli {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

std::string summary(const std::vector<diag::Diagnostic>& findings, std::size_t suppressed,
                    const render::Result& result) {
  const auto of = [&](diag::Severity severity) { return diag::count(findings, severity); };
  std::string gateways;
  if (result.gateways != 0 || result.gateways_refused == 0) gateways = counted(result.gateways, "gateway");
  if (result.gateways_refused != 0) {
    gateways += (gateways.empty() ? "" : ", ") + counted(result.gateways_refused, "gateway") + " refused";
  }
  return counted(result.objects_read, "object") + " read, " + std::to_string(result.documents_skipped) + " skipped" +
         (result.objects_refused == 0 ? "" : ", " + std::to_string(result.objects_refused) + " refused") + "; " +
         gateways + ": " + counted(of(diag::Severity::kError), "error") + ", " +
         counted(of(diag::Severity::kWarning), "warning") +
         (suppressed == 0 ? "" : ", " + std::to_string(suppressed) + " suppressed") + "; ToolHive " +
         std::string(result.release.tag) + "\n";
}

std::string render_as_text(std::span<const diag::Diagnostic> findings, const diag::Sink& sink,
                           const source::Sources& sources, diag::Color color) {
  std::map<std::string_view, std::string_view> texts;
  for (std::uint32_t i = 0; i < sources.size(); ++i) texts.emplace(sources.at(i).name, sources.at(i).text);
  diag::Excerpts excerpts(
      [&](const std::string& file) {
        const auto found = texts.find(file);
        return found == texts.end() ? std::string_view{} : found->second;
      },
      [&](std::string_view line) { return sink.shown(std::string(line)) == line; });
  return diag::render_text(findings, excerpts, color);
}

/// What a comparison found, as a finding, which has no code.
diag::Diagnostic difference() {
  diag::Diagnostic finding;
  finding.message = "something differs; standard output says what";
  return finding;
}

/// The findings in a form that machines read.
std::string render_as_data(std::vector<diag::Diagnostic> findings, const source::Sources& sources,
                           const render::Result* result, DiagnosticsFormat format, const Options& options,
                           bool differs) {
  const bool shows_edits = format == DiagnosticsFormat::kJson || format == DiagnosticsFormat::kSarif;
  if (shows_edits && result != nullptr) edit::add_edits(findings, sources, result->rewritten);
  switch (format) {
    case DiagnosticsFormat::kText:
      break;
    case DiagnosticsFormat::kJson:
      return diag::render_json(findings);
    case DiagnosticsFormat::kSarif:
      return diag::render_sarif(findings, kVersion);
    case DiagnosticsFormat::kGithub:
      return diag::render_github(findings);
    case DiagnosticsFormat::kGitlab:
      return diag::render_gitlab(findings);
    case DiagnosticsFormat::kJunit:
      // Who counts failures must not take for passed what the exit status says has failed.
      if (differs) findings.insert(findings.begin(), difference());
      return diag::render_junit(findings, fails_from(options));
  }
  return {};
}

}  // namespace

diag::Severity fails_from(const Options& options) {
  return options.fail_on_warning ? diag::Severity::kWarning : diag::Severity::kError;
}

bool says_nothing_is_there(const diag::Diagnostic& finding) {
  return std::string_view(finding.code) == "no-virtual-mcp-server";
}

std::string print_findings(const diag::Sink& sink, const source::Sources& sources, const render::Result* result,
                           const Options& options, bool differs, Terminal terminal) {
  const bool is_text = options.diagnostics == DiagnosticsFormat::kText;
  const bool only_errors = is_text && options.quiet && !options.fail_on_warning;
  if (only_errors && !sink.has_errors()) return {};
  std::vector<diag::Diagnostic> findings = sink.sorted();
  if (!is_text) return render_as_data(std::move(findings), sources, result, options.diagnostics, options, differs);

  if (only_errors) {
    // Why there is nothing belongs to the error that there is nothing.
    std::erase_if(findings, [](const diag::Diagnostic& one) {
      return one.severity != diag::Severity::kError && !says_nothing_is_there(one);
    });
  }
  const bool color = options.color == Color::kAlways || (options.color == Color::kAuto && terminal.stderr_takes_color);
  std::string text = render_as_text(findings, sink, sources, color ? diag::Color::kAlways : diag::Color::kNever);
  if (!options.quiet && result != nullptr) text += summary(findings, sink.suppressed_count(), *result);
  return text;
}

std::string report_findings(const diag::Sink& sink, const source::Sources& sources, const render::Result* result,
                            const Options& options, bool differs) {
  std::vector<diag::Diagnostic> findings = sink.sorted();
  if (options.report != DiagnosticsFormat::kText) {
    return render_as_data(std::move(findings), sources, result, options.report, options, differs);
  }
  return render_as_text(findings, sink, sources, diag::Color::kNever) +
         (result == nullptr ? "" : summary(findings, sink.suppressed_count(), *result));
}

std::string cannot_write(const std::string& path, const std::string& why) {
  return diag::visible(shown_path(path)) + ": error: cannot be written: " + why + '\n';
}

}  // namespace vmcp::cli
