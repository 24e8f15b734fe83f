#include "core/render/read_inputs.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include "core/admission/admit.h"
#include "core/diag/code.h"
#include "core/render/kustomization.h"

namespace vmcp::render {
namespace {

using yaml::Document;

/// How an apiVersion of ToolHive begins.
constexpr std::string_view kToolHive = "toolhive.stacklok.dev/";

void report(diag::Severity severity, diag::Code code, std::string message, const std::string& file, diag::Sink& sink) {
  diag::Diagnostic finding;
  finding.severity = severity;
  finding.code = code;
  finding.message = std::move(message);
  finding.place.file = file;
  sink.add(std::move(finding));
}

/// Whether an input is a template of a Helm chart: nothing to read before Helm has filled it in.
bool is_template(const source::Input& input, std::string_view text) {
  return input.in_chart && text.find("{{") != std::string_view::npos;
}

/// Whether a text that a walk found may hold an object or a kustomization; others need not even be YAML.
bool may_matter(const source::Source& source) {
  constexpr std::array<std::string_view, 3> kMarks = {"apiVersion", "kind:", "\"kind\""};
  return Kustomizations::is_kustomization_file(source.name) || std::ranges::any_of(kMarks, [&](std::string_view mark) {
           return source.text.find(mark) != std::string::npos;
         });
}

/// Whether a text may be a list of operations that a kustomization names as a patch.
bool may_be_patch(std::string_view text) {
  return text.find("- op:") != std::string_view::npos || text.find("\"op\"") != std::string_view::npos;
}

class InputReader {
 public:
  InputReader(const source::Sources& sources, const Options& options, diag::Sink& sink)
      : sources_(sources), options_(options), sink_(sink) {}

  void read(const source::Input& input);
  Documents finish();

 private:
  void skip_template(const source::Source& source);
  void read_patch(std::uint32_t index);
  const std::string& file_of(const Document& document) const { return sources_.at(document.source).name; }

  const source::Sources& sources_;
  const Options& options_;
  diag::Sink& sink_;
  Documents result_;
};

void InputReader::read(const source::Input& input) {
  const source::Source& source = sources_.at(input.source);
  if (is_template(input, source.text)) return skip_template(source);
  if (!input.named && !may_matter(source)) {
    ++result_.skipped;
    if (may_be_patch(source.text)) read_patch(input.source);
    return;
  }

  const std::size_t errors = sink_.error_count();
  const yaml::Roots roots = input.named ? yaml::Roots::kMappings : yaml::Roots::kAny;
  std::vector<Document> read = yaml::read(sources_, input.source, sink_, {.roots = roots});
  if (sink_.error_count() != errors) {
    result_.unread.push_back(source.text);
  } else if (input.named && read.empty() && !options_.allow_empty) {
    report(diag::Severity::kError, "missing-kind", "no Kubernetes object here", source.name, sink_);
  }
  for (const Document& document : read) result_.stated.add(document, sources_);
  if (!input.named) {
    for (const Document& document : read) result_.kustomizations.add(document, source.name);
    result_.skipped +=
        std::erase_if(read, [](const Document& document) { return !admission::is_object(document.root); });
  }
  std::ranges::move(read, std::back_inserter(result_.documents));
}

/// What is no YAML is no patch, and nothing to speak of.
void InputReader::read_patch(std::uint32_t index) {
  diag::Sink unheard;
  for (const Document& document : yaml::read(sources_, index, unheard, {.roots = yaml::Roots::kAny})) {
    result_.kustomizations.add(document, sources_.at(index).name);
  }
}

void InputReader::skip_template(const source::Source& source) {
  ++result_.skipped;
  if (source.text.find("apiVersion: " + std::string(kToolHive)) == std::string::npos) return;
  report(diag::Severity::kWarning, "not-built",
         "the template of a Helm chart is skipped; check the output of \"helm template\"", source.name, sink_);
}

Documents InputReader::finish() {
  Kustomizations& kustomizations = result_.kustomizations;
  result_.skipped += std::erase_if(result_.documents, [&](Document& document) {
    const std::string& file = file_of(document);
    if (!kustomizations.is_patch(file)) return false;
    kustomizations.add_patch(std::move(document.root), file);
    return true;
  });
  return std::move(result_);
}

}  // namespace

Documents read_inputs(const source::Sources& sources, std::span<const source::Input> inputs, const Options& options,
                      diag::Sink& sink) {
  InputReader reader(sources, options, sink);
  for (const source::Input& input : inputs) reader.read(input);
  return reader.finish();
}

}  // namespace vmcp::render
