#include "core/gitops/read_inputs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/diag/document_reporter.h"
#include "core/diag/lines.h"
#include "core/gitops/delivered_components.h"
#include "core/gitops/delivery.h"
#include "core/gitops/delivery_fields.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/input_reader.h"
#include "core/gitops/judged_parts.h"
#include "core/gitops/resource_faults.h"
#include "core/gitops/set_files.h"
#include "core/gitops/sketch.h"
#include "core/gitops/test_files.h"
#include "core/gitops/work.h"
#include "core/model/kinds.h"
#include "core/text/ascii.h"
#include "core/text/words.h"

namespace vmcp::gitops {
namespace {

using yaml::Document;

/// Whether an input is a template of a Helm chart: nothing to read before Helm has filled it in.
bool is_template(const source::Input& input, std::string_view text) {
  return input.in_chart && text.find("{{") != std::string_view::npos;
}

/// Whether a line is so.
bool any_line(std::string_view text, bool (*is_such)(std::string_view line)) {
  while (!text.empty()) {
    if (is_such(text::take_word(text, '\n'))) return true;
  }
  return false;
}

/// Whether a line is one of ytt's templates: a comment of its calls a function, or stands where a value would.
bool is_of_ytt(std::string_view line) {
  return text::trim(line).starts_with("#@ load(") || line.find(": #@") != std::string_view::npos;
}

/// Whether a token stands where a value would, without quotes, so that it is a comment: `name: #{NAME}#`.
bool has_bare_token(std::string_view line) {
  line = text::trim(line);
  return (line.ends_with('}') || line.ends_with("}#")) && line.find(": #{") != std::string_view::npos;
}

/// How lines begin that are statements or comments of a template, and of whose; no line of YAML or JSON can, but for
/// one that is taken for a text until another follows.
struct Statement {
  std::string_view begin;
  const char* tool;
  bool is_text = false;
};
constexpr std::array kStatements = {Statement{"{%", "Jinja"},
                                    Statement{"{#", "Jinja"},
                                    Statement{"%{", "Terraform"},
                                    Statement{"[%", "copier"},
                                    Statement{"{{", "a template engine"},
                                    Statement{"<%", "ERB", true}};

/// What fills in a text that cannot be read for such a line; nothing where that is for another reason.
std::optional<std::string> template_tool(std::string_view text, const diag::Sink& findings) {
  const diag::Lines lines(text);
  for (const diag::Diagnostic& finding : findings.all()) {
    const auto begins = [&](std::size_t line, std::string_view begin) {
      return line > 0 && text::trim(lines.content(line)).starts_with(begin);
    };
    const std::size_t line = finding.place.line;
    for (const auto& [begin, tool, is_text] : kStatements) {
      if (begins(line, begin) || (is_text && line > 0 && begins(line - 1, begin))) return tool;
    }
  }
  return std::nullopt;
}

/// Whether a whole file is encrypted, or is elsewhere: what is in it, whoever deploys it can read.
bool is_sealed(std::string_view text) {
  constexpr std::array<std::string_view, 6> kBegin = {
      std::string_view("\0GITCRYPT\0", 10), "U2FsdGVkX1",      "age-encryption.org/v1",
      "-----BEGIN AGE ENCRYPTED FILE-----", "$ANSIBLE_VAULT;", "version https://git-lfs.github.com/spec/v1"};
  return std::ranges::any_of(kBegin, [&](std::string_view begin) { return text.starts_with(begin); });
}

/// Whether a file is of a directory that cookiecutter, copier or alike fill in, as its path says.
bool is_of_template(std::string_view path) {
  return path.find("{{") != std::string_view::npos || path.find("{%") != std::string_view::npos;
}

}  // namespace

void InputReader::read(const source::Input& input) {
  read_.emplace_back();
  if (input.named()) {
    read_named(*input.source);
  } else {
    read_walked(input);
  }
}

void InputReader::read_named(std::uint32_t source) {
  const diag::Sink::Mark mark = sink_.mark();
  std::vector<Document>& read = read_.back();
  read = yaml::read(sources_, source, sink_);
  for (Document& document : read) result_.mend(document.root);
  if (sink_.has_errors_since(mark)) {
    result_.unread.push_back(sources_.at(source).text);
  } else if (read.empty() && !options_.allow_empty) {
    diag::DocumentReporter(sink_, diag::Stage::kParse)
        .error("missing-kind", {sources_.at(source).name}, "no Kubernetes object here");
  }
  for (const Document& document : read) result_.stated.add(document, sources_);
}

void InputReader::read_walked(const source::Input& input) {
  result_.kustomizations.add_file(input.path);
  std::optional<std::string> text = source::read_found(files_, input.path, inputs_.files, sink_);
  if (!text) return;
  walked_.push_back(input.path);
  if (input.path == "Chart.yaml" || input.path.ends_with("/Chart.yaml")) {
    result_.kustomizations.add_chart(directory_of(input.path));
  }
  if (is_template(input, *text)) return skip_template(input.path, *text);
  if (is_of_template(input.path) || is_sealed(*text)) {
    ++result_.skipped;
    return;
  }
  const Sketch seen = sketch(input.path, *text);
  if (seen.of_toolhive && any_line(*text, has_bare_token)) {
    return skip_filled_in(input.path, "what replaces its tokens", "vmcp-render check -");
  }
  if (seen.of_toolhive && any_line(*text, is_of_ytt))
    return skip_filled_in(input.path, "ytt", "ytt -f DIR | vmcp-render check -");
  const std::size_t position = read_.size() - 1;
  if (seen.of_toolhive || seen.of_build || seen.of_namespace || seen.mentions_toolhive || seen.any_kind) {
    keep(input.path, *std::move(text), seen.of_toolhive, position);
  } else if (seen.may_be_referred_to || seen.of_secret_source) {
    later_.push_back({position, input.path, seen.objects, seen.of_secret_source});
  } else {
    result_.skipped += seen.objects;
    unread_.push_back(input.path);
    if (may_be_patch(*text)) named_files_.read_patch(input.path, *text);
  }
}

void InputReader::keep(std::string path, std::string text, bool is_toolhives, std::size_t position) {
  const std::uint32_t source = sources_.add(std::move(path), std::move(text));
  result_.walked.insert(source);
  diag::Sink findings;
  std::vector<Document>& read = read_[position];
  read = yaml::read(sources_, source, findings, {.roots = yaml::Roots::kAny});
  std::vector<RepeatedKey> repeated;
  sink_.hide_as(findings);
  if (findings.has_errors()) repeated = read_loosely(source, read, findings);
  if (const auto tool = findings.has_errors() ? template_tool(sources_.at(source).text, findings) : std::nullopt) {
    read.clear();
    if (is_toolhives) return skip_filled_in(sources_.at(source).name, *tool, "vmcp-render check -");
    ++result_.skipped;
    return;
  }
  if (read.empty() && !findings.has_errors()) {
    // Of comments alone a kustomization is empty, too.
    Document empty{yaml::Value::mapping(), source};
    empty.root.set_mark({source, 1, 1});
    result_.kustomizations.add(empty, sources_.at(source).name);
  }
  for (Document& document : read) {
    result_.mend(document.root);
    result_.stated.add(document, sources_);
    result_.kustomizations.add(document, file_of(document), repeated);
  }
  result_.skipped += std::erase_if(read, [&](Document& document) {
    if (admission::is_object(document.root)) return false;
    strange_.push_back(std::move(document));
    return true;
  });
  named_files_.note_broken(sources_.at(source).name, findings);
  if (findings.has_errors() && !is_toolhives) {
    broken_.add(source, std::move(findings));
  } else {
    broken_.take_by_document(source, findings, result_.unread, sink_);
  }
}

/// Reads a kustomization as kustomize does, for which the last of repeated keys counts, where nothing else is wrong
/// with it. Returns those keys.
std::vector<RepeatedKey> InputReader::read_loosely(std::uint32_t source, std::vector<Document>& read,
                                                   diag::Sink& findings) {
  if (!Kustomizations::is_kustomization_file(sources_.at(source).name)) return {};
  diag::Sink rest;
  std::vector<Document> loose =
      yaml::read(sources_, source, rest, {.roots = yaml::Roots::kAny, .strictness = yaml::Strictness::kLenient});
  if (rest.has_errors() || loose.empty() || !is_kustomization(loose.front().root)) return {};
  std::vector<RepeatedKey> repeated;
  for (const diag::Diagnostic& finding : findings.all()) {
    if (finding.code != "duplicate-key" || finding.related.empty()) continue;
    repeated.push_back(
        {finding.place, finding.related.front().place, finding.message + "; kustomize takes the last without a word"});
  }
  read = std::move(loose);
  findings = std::move(rest);
  sink_.hide_as(findings);
  return repeated;
}

/// What Helm makes of a template is not known here. Its chart is told of once.
void InputReader::skip_template(const std::string& path, std::string_view text) {
  ++result_.skipped;
  if (text.find(std::string(model::kGroup) + "/v") == std::string_view::npos) return;
  const std::string chart = chart_of(path);
  if (!charts_.insert(chart).second) return;
  diag::DocumentReporter(sink_, diag::Stage::kParse)
      .note("not-built", {path},
            "only Helm knows what the templates of this chart make: check that with \"helm template " + chart +
                " | vmcp-render check -\"");
}

/// Tells of a template with objects of ToolHive's that only `tool` fills in.
void InputReader::skip_filled_in(const std::string& path, const std::string& tool, const std::string& command) {
  ++result_.skipped;
  diag::DocumentReporter(sink_, diag::Stage::kParse)
      .note("not-built", {path},
            "only " + tool + " knows what this template makes: check that with \"" + command + '"');
}

/// The directory of the chart that a template belongs to: beside the nearest "templates" above it is a Chart.yaml.
std::string InputReader::chart_of(std::string_view path) const {
  constexpr std::string_view kTemplates = "/templates/";
  for (std::size_t at = path.rfind(kTemplates); at != std::string_view::npos && at > 0;
       at = path.rfind(kTemplates, at - 1)) {
    std::string chart(path.substr(0, at));
    if (files_.kind(chart + "/Chart.yaml") == source::FileSystem::Kind::kFile) return chart;
  }
  return ".";
}

/// Makes deliveries of what is no object since a field of its head is misspelt, and which no kustomization names.
void InputReader::mend_deliveries() {
  std::vector<Document> mended;
  std::erase_if(strange_, [&](Document& document) {
    const std::string& file = file_of(document);
    const Kustomizations& kustomizations = result_.kustomizations;
    if (Kustomizations::is_kustomization_file(file) || kustomizations.is_patch(file)) return false;
    // What kustomize refuses is told as that.
    if (kustomizations.is_resource(file) && resource_fault(document.root)) return false;
    if (!result_.mend_delivery_head(document.root)) return false;
    result_.mend_delivery(document.root);
    mended.push_back(std::move(document));
    return true;
  });
  if (!mended.empty()) read_.push_back(std::move(mended));
}

/// Fills the lists of ApplicationSets whose generators take files.
void InputReader::list_generated() {
  std::vector<Document*> sets;
  for (std::vector<Document>& documents : read_) {
    for (Document& document : documents) {
      if (is_delivery(document.root) && document.root.string_at("kind") == "ApplicationSet") sets.push_back(&document);
    }
  }
  if (sets.empty()) return;
  std::vector<std::string> paths;
  for (const std::string& path : walked_) paths.push_back(normalized(path));
  constexpr std::size_t kMostRead = std::size_t{8} << 20U;
  Work bytes(kMostRead);
  std::map<std::string, std::vector<Document>> known;
  const ReadFile read_file = [&](const std::string& path) -> const std::vector<Document>& {
    const auto [file, is_new] = known.try_emplace(path);
    if (!is_new || bytes.is_spent()) return file->second;
    std::optional<std::string> text = files_.read(path).text;
    if (text && bytes.take(text->size())) file->second = read_aside(path, *std::move(text));
    return file->second;
  };
  for (Document* set : sets) list_git_files(set->root, normalized(file_of(*set)), paths, read_file, bytes);
}

/// Whether Flux is told to leave files of a directory out.
bool InputReader::may_leave_out(std::string_view directory) const {
  while (true) {
    const source::FileSystem::Kind kind = files_.kind(joined(directory, ".sourceignore"));
    if (kind != source::FileSystem::Kind::kMissing || directory.empty()) {
      return kind != source::FileSystem::Kind::kMissing;
    }
    directory = directory_of(directory);
  }
}

Documents InputReader::finish() {
  result_.skipped += broken_.judge(
      referred_, [this](std::string_view file) { return builds_toolhives(file); }, result_.unread,
      result_.kustomizations, sink_);
  for (Later& later : later_) unread_.push_back(std::move(later.path));
  mend_deliveries();
  list_generated();
  const Delivered delivered = delivered_parts(read_, walked_, result_.kustomizations, sources_);
  for (const std::string& directory : delivered.generated) {
    if (!may_leave_out(directory)) result_.kustomizations.add_generated(directory);
  }
  named_files_.finish(walked_, unread_, delivered.components);
  for (std::vector<Document>& documents : read_) std::ranges::move(documents, std::back_inserter(result_.documents));
  judge_parts(result_, std::move(strange_), named_files_, sources_);
  Kustomizations& kustomizations = result_.kustomizations;
  TestFiles tests;
  for (const Document& document : result_.documents) tests.add(document.root, file_of(document));
  result_.skipped += std::erase_if(result_.documents, [&](Document& document) {
    const std::string& file = file_of(document);
    const bool is_of_test = result_.walked.contains(document.source) && !kustomizations.is_resource(file);
    if (is_of_test && tests.are_parts(file)) return true;
    if (!kustomizations.is_patch(file)) return false;
    if (kustomizations.is_resource(file)) {
      kustomizations.add_patch(document.root, file);
      return false;
    }
    kustomizations.add_patch(std::move(document.root), file);
    return true;
  });
  return std::move(result_);
}

void Documents::mend(yaml::Value& root) {
  admission::mend_head(root, misspelt);
  mend_delivery(root);
}

void Documents::mend_delivery(yaml::Value& root) {
  std::vector<FieldFault> faults = take_delivery_fields(root);
  if (!faults.empty()) std::ranges::move(faults, std::back_inserter(delivery_faults[root.mark()]));
}

bool Documents::mend_delivery_head(yaml::Value& root) {
  std::vector<FieldFault> faults = take_delivery_head(root);
  if (faults.empty()) return false;
  delivery_faults.emplace(root.mark(), std::move(faults));
  return true;
}

Documents read_inputs(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
                      const ReadOptions& options, diag::Sink& sink) {
  InputReader reader(files, sources, inputs, options, sink);
  for (const source::Input& input : inputs.all) reader.read(input);
  reader.read_referred();
  return reader.finish();
}

Documents take_documents(std::vector<Document> documents, const source::Sources& sources) {
  Documents result;
  result.documents = std::move(documents);
  for (Document& document : result.documents) {
    result.mend(document.root);
    result.stated.add(document, sources);
  }
  return result;
}

}  // namespace vmcp::gitops
