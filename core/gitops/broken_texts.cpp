#include "core/gitops/broken_texts.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "core/admission/unread_texts.h"
#include "core/diag/lines.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/patch_contents.h"
#include "core/gitops/sketch.h"

namespace vmcp::gitops {
namespace {

/// A document of a text, and the line after its last.
struct Part {
  std::string_view text;
  std::uint32_t end = 0;
};

/// The documents of a text, which lines that begin with three dashes separate.
std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  std::size_t begin = 0;
  std::uint32_t number = 1;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const bool separates = text.substr(at).starts_with("---");
    const std::size_t next = diag::line_from(text, at).next;
    if (separates) {
      parts.push_back({text.substr(begin, at - begin), number});
      begin = next;
    }
    at = next;
  }
  parts.push_back({text.substr(begin), number + 1});
  return parts;
}

bool may_be_referred_to(std::string_view text, const Referred& referred) {
  const admission::UnreadTexts words(std::span(&text, 1));
  return std::ranges::any_of(referred.all(),
                             [&](const Referred::Object& object) { return words.mention(object.kind, object.name); });
}

}  // namespace

void BrokenTexts::add(std::uint32_t source, diag::Sink findings) {
  broken_.push_back({source, sources_.at(source).text, std::move(findings)});
}

void BrokenTexts::take_by_document(std::uint32_t source, diag::Sink& findings, std::vector<std::string_view>& unread,
                                   diag::Sink& sink) {
  if (findings.all().empty()) return;
  const std::vector<Part> parts = parts_of(sources_.at(source).text);
  std::map<std::size_t, diag::Sink> found;  // by the number of the document
  for (const diag::Diagnostic& finding : findings.all()) {
    // A document that ends too early is said to end where the next begins.
    const std::uint32_t line = finding.place.line - (finding.place.column == 1 ? 1 : 0);
    const auto part = std::ranges::upper_bound(parts, line, {}, &Part::end);
    found[std::min(static_cast<std::size_t>(part - parts.begin()), parts.size() - 1)].add(finding);
  }
  const auto is_of_concern = [&](std::size_t part) {
    const Sketch seen = sketch(sources_.at(source).name, parts[part].text);
    // What does not say what it is may be ToolHive's.
    const bool is_anything = parts[part].text.find("kind") == std::string_view::npos;
    return seen.of_toolhive || seen.of_build || seen.any_kind || is_anything;
  };
  for (auto& [part, of_part] : found) {
    if (is_of_concern(part)) {
      if (of_part.has_errors()) unread.push_back(parts[part].text);
      sink.take(of_part);
    } else {
      broken_.push_back({source, parts[part].text, std::move(of_part)});
    }
  }
}

std::size_t BrokenTexts::judge(const Referred& referred, const std::function<bool(std::string_view)>& builds_toolhives,
                               std::vector<std::string_view>& unread, Kustomizations& kustomizations,
                               diag::Sink& sink) {
  std::size_t others = 0;
  for (Broken& broken : broken_) {
    const source::Source& source = sources_.at(broken.source);
    const bool is_referred_to = may_be_referred_to(broken.text, referred);
    if (is_referred_to) unread.push_back(broken.text);
    if (is_referred_to || builds_toolhives(source.name)) {
      sink.take(broken.findings);
    } else {
      ++others;
      const diag::Diagnostic& first = broken.findings.all().front();
      if (!is_syntax_error(std::string_view(first.code))) continue;
      kustomizations.add_fault(
          normalized(source.name),
          {"", {broken.source, first.place.line, first.place.column}, "this cannot be read: " + first.message});
    }
  }
  return others;
}

}  // namespace vmcp::gitops
