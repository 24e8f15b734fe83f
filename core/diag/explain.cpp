#include "core/diag/explain.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "core/diag/explanations/example.h"
#include "core/diag/explanations/explanations.h"
#include "core/diag/render.h"

namespace vmcp::diag {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::string_view kIndent = "    ";

/// The stages in the order of the pipeline, and who speaks there.
constexpr std::array<std::pair<Stage, std::string_view>, 7> kStages = {
    {{Stage::kUsage, "the command line"},
     {Stage::kParse, "reading the files"},
     {Stage::kAdmission, "what the API server says of the objects"},
     {Stage::kOperator, "what ToolHive's operator says of the gateway"},
     {Stage::kApply, "what the API server says of what the operator makes"},
     {Stage::kPod, "what the kubelet needs"},
     {Stage::kStart, "what vmcp checks when it starts"}}};

std::string_view meaning_of(std::string_view code) {
  return std::ranges::find(kCodes, code, &CodeMeaning::code)->meaning;
}

/// Words with a line break and `indent` blanks where a line would be too long; `column` is where the first one begins.
std::string wrapped(std::string_view words, std::size_t column, std::size_t indent) {
  std::string text;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    const std::string_view word = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    if (!text.empty() && column + 1 + word.size() > kColumns) {
      text.append("\n").append(indent, ' ');
      column = indent;
    } else if (!text.empty()) {
      text += ' ';
      ++column;
    }
    text += word;
    column += word.size();
  }
  return text + '\n';
}

std::string indented(std::string_view lines) {
  std::string text;
  for (const char c : lines) {
    if (c != '\n' && (text.empty() || text.back() == '\n')) text += kIndent;
    text += c;
  }
  return text;
}

std::string section(std::string_view title, const std::string& body) {
  return body.empty() ? "" : "\n" + std::string(title) + "\n" + body;
}

std::string paragraph(std::string_view title, std::string_view words) {
  return section(title, std::string(kIndent) + wrapped(words, kIndent.size(), kIndent.size()));
}

/// "Stages: admission, start", with who speaks there where it is one alone.
std::string stages_of(const Explanation& explanation) {
  std::string names;
  std::string_view only;
  for (const auto& [stage, about] : kStages) {
    if (!explanation.stages.holds(stage)) continue;
    only = names.empty() ? about : "";
    names.append(names.empty() ? "" : ", ").append(stage_name(stage));
  }
  return only.empty() ? "Stages: " + names : "Stage: " + names + " (" + std::string(only) + ")";
}

}  // namespace

std::string help_text(const Explanation& explanation) {
  return paragraph("What to do", explanation.cure).substr(1) + section("Example", indented(drawing(explanation))) +
         section(only_adds_documents(explanation) ? "Add" : "Write instead", indented(difference(explanation)));
}

std::string explain(const Explanation& explanation) {
  const std::string_view code = explanation.code;
  return wrapped(std::string(code) + ": " + std::string(meaning_of(code)), 0, 0) + '\n' + stages_of(explanation) +
         "\nSince: vmcp-render " + std::string(explanation.since) + '\n' +
         paragraph("What it means", explanation.what) + paragraph("Why it matters", explanation.why) + '\n' +
         help_text(explanation);
}

std::string explain_all() {
  std::size_t width = 0;
  for (const CodeMeaning& known : kCodes) width = std::max(width, known.code.size());
  std::string text;
  for (std::size_t at = 0; at < kStages.size(); ++at) {
    const auto& [stage, about] = kStages[at];
    std::string entries;
    for (const Explanation& explanation : explanations()) {
      const auto reports = [&](const auto& one) { return explanation.stages.holds(one.first); };
      if (std::ranges::find_if(kStages, reports) != kStages.begin() + static_cast<std::ptrdiff_t>(at)) continue;
      const std::string_view code = explanation.code;
      std::string words(meaning_of(code));
      std::string others;
      for (std::size_t later = at + 1; later < kStages.size(); ++later) {
        if (!reports(kStages[later])) continue;
        others.append(others.empty() ? " (also " : ", ").append(stage_name(kStages[later].first));
      }
      if (!others.empty()) words += others + ')';
      entries.append("  ").append(code).append(width - code.size() + 2, ' ');
      entries += wrapped(words, width + 4, width + 4);
    }
    if (entries.empty()) continue;
    text.append(text.empty() ? "" : "\n").append(stage_name(stage)).append(": ").append(about).append("\n");
    text += entries;
  }
  return text;
}

}  // namespace vmcp::diag
