#include "core/krm/results.h"

#include <algorithm>
#include <string_view>

#include "core/diag/excerpts.h"
#include "core/diag/headline.h"
#include "core/diag/render.h"
#include "core/diag/visible.h"
#include "core/edit/plan.h"
#include "core/krm/host_annotations.h"

namespace vmcp::krm {
namespace {

using yaml::Value;

/// Moves a place from the list to the file that the object was read from; returns which document of it.
std::optional<std::int64_t> relocate(diag::Place& place, const Items& items) {
  const Value* object = place.line == 0 ? nullptr : items.object_at(place);
  if (object == nullptr) return std::nullopt;
  Origin origin = origin_of(*object);
  if (origin.path.empty()) return std::nullopt;
  place = {std::move(origin.path), 0, 0};
  return origin.index;
}

/// Whether a place is in a file of the user's, rather than in what the host wrote.
bool is_in_file(const diag::Place& place) { return !place.file.empty() && place.line == 0; }

std::string_view severity(diag::Severity severity) {
  return severity == diag::Severity::kNote ? "info" : diag::severity_name(severity);
}

void add(Value& object, std::string_view key, std::string_view text) {
  if (!text.empty()) object.set(key, diag::visible(text));
}

Value to_result(const Finding& finding) {
  const diag::Diagnostic& diagnostic = finding.diagnostic;
  Value result = Value::mapping();
  result.set("message", diag::visible(diagnostic.message + diag::hint(diagnostic)))
      .set("severity", severity(diagnostic.severity));
  if (const diag::ResourceId& resource = diagnostic.resource; !resource.kind.empty()) {
    Value reference = Value::mapping();
    add(reference, "apiVersion", resource.api_version);
    add(reference, "kind", resource.kind);
    add(reference, "namespace", resource.name_space);
    add(reference, "name", resource.name);
    result.set("resourceRef", std::move(reference));
    if (!diagnostic.path.empty()) {
      Value field = Value::mapping().set("path", diag::visible(diagnostic.path));
      if (!finding.proposed_path.empty()) field.set("proposedValue", finding.proposed_value);
      result.set("field", std::move(field));
    }
  }
  if (is_in_file(diagnostic.place)) {
    Value file = Value::mapping().set("path", diag::visible(diagnostic.place.file));
    if (finding.file_index) file.set("index", *finding.file_index);
    result.set("file", std::move(file));
  }
  Value tags = Value::mapping();
  add(tags, "code", diagnostic.code);
  add(tags, "stage", diag::stage_name(diagnostic.stage));
  if (std::string block = diag::suggested_block(diagnostic); !block.empty()) tags.set("suggestion", std::move(block));
  if (finding.proposed_path != diagnostic.path) add(tags, "proposedPath", finding.proposed_path);
  result.set("tags", std::move(tags));
  return result;
}

/// A place in the host's text says little by itself: the object is named, too.
diag::Diagnostic with_object(diag::Diagnostic diagnostic) {
  const diag::ResourceId& resource = diagnostic.resource;
  if (diagnostic.place.line == 0 || resource.kind.empty()) return diagnostic;
  const std::string object = diag::resource_name(resource);
  diagnostic.path = diagnostic.path.empty() ? object : object + ": " + diagnostic.path;
  return diagnostic;
}

}  // namespace

std::vector<Finding> findings_of(const diag::Sink& sink, const Items& items, const source::Sources& sources,
                                 const render::Rewritten& rewritten) {
  std::vector<diag::Diagnostic> sorted = sink.sorted();
  edit::Plan plan = edit::plan(sorted, sources, rewritten);
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    Finding& finding = findings.emplace_back();
    if (plan.values[i]) {
      finding.proposed_path = std::move(plan.paths[i]);
      finding.proposed_value = *std::move(plan.values[i]);
    }
    finding.file_index = relocate(sorted[i].place, items);
    for (diag::Related& related : sorted[i].related) relocate(related.place, items);
    finding.diagnostic = std::move(sorted[i]);
  }
  std::ranges::stable_sort(findings, {}, [](const Finding& finding) { return finding.diagnostic.severity; });
  return findings;
}

Value results(std::span<const Finding> findings) {
  Value list = Value::sequence();
  for (const Finding& finding : findings) list.push(to_result(finding));
  return list;
}

std::string findings_text(std::span<const Finding> findings, const source::Sources& sources) {
  std::vector<diag::Diagnostic> diagnostics;
  for (const Finding& finding : findings) diagnostics.push_back(with_object(finding.diagnostic));
  diag::Excerpts excerpts([&](const std::string& file) {
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
      if (sources.at(i).name == file) return std::string_view{sources.at(i).text};
    }
    return std::string_view{};
  });
  return diag::render_text(diagnostics, excerpts);
}

}  // namespace vmcp::krm
