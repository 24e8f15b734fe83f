#include "core/krm/results.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/admission/admit.h"
#include "core/diag/excerpts.h"
#include "core/diag/headline.h"
#include "core/diag/render.h"
#include "core/diag/visible.h"
#include "core/edit/plan.h"
#include "core/krm/host_annotations.h"
#include "core/text/utf8.h"

namespace vmcp::krm {
namespace {

using yaml::Value;

/// Where a finding is for the user: in the file that the item was read from, if the host says which. The place in the
/// list, which the host wrote, is nobody's.
struct Whereabouts {
  diag::Place place;                  ///< without a line
  std::optional<std::int64_t> index;  ///< which document of the file
  diag::ResourceId object;            ///< empty where the place is in none
};

Whereabouts whereabouts(const diag::Place& in_list, const Items& items) {
  const Value* item = in_list.line == 0 ? nullptr : items.object_at(in_list);
  if (item == nullptr) return {};
  // No file system takes a longer one, and each finding of the item has it.
  constexpr std::size_t kLongestPath = 4096;
  const Origin origin = origin_of(*item);
  return {{text::shortened(origin.path, kLongestPath), 0, 0}, origin.index, admission::identify(*item, {}).id()};
}

std::string_view severity(diag::Severity severity) {
  return severity == diag::Severity::kNote ? "info" : diag::severity_name(severity);
}

/// What identifies an object, as findings would show it.
diag::ResourceId shown(diag::ResourceId object, const diag::Sink& sink) {
  for (std::string* part : {&object.api_version, &object.kind, &object.name_space, &object.name}) {
    *part = sink.shown(std::move(*part));
  }
  return diag::shown(std::move(object));
}

void add(Value& object, std::string_view key, std::string_view text) {
  if (!text.empty()) object.set(key, diag::visible(text));
}

Value to_result(const Finding& finding) {
  const diag::Diagnostic& diagnostic = finding.diagnostic;
  Value result = Value::mapping();
  result.set("message", diag::visible(diagnostic.message + diag::hint(diagnostic)))
      .set("severity", severity(diagnostic.severity));
  if (const diag::ResourceId resource = diag::shown(diagnostic.resource); !resource.kind.empty()) {
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
  if (!diagnostic.place.file.empty()) {
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
    diag::Diagnostic& diagnostic = finding.diagnostic = std::move(sorted[i]);
    Whereabouts here = whereabouts(diagnostic.place, items);
    finding.file_index = here.index;
    diagnostic.place = std::move(here.place);
    if (diagnostic.resource.kind.empty()) diagnostic.resource = shown(std::move(here.object), sink);
    for (diag::Related& related : diagnostic.related) {
      Whereabouts there = whereabouts(related.place, items);
      related.place = std::move(there.place);
      if (!there.object.kind.empty()) related.message.insert(0, sink.shown(diag::resource_name(there.object)) + ": ");
    }
  }
  std::ranges::stable_sort(findings, {}, [](const Finding& finding) { return finding.diagnostic.severity; });
  return findings;
}

Value results(std::span<const Finding> findings) {
  Value list = Value::sequence();
  for (const Finding& finding : findings) list.push(to_result(finding));
  return list;
}

std::string findings_text(std::span<const Finding> findings) {
  std::vector<diag::Diagnostic> diagnostics;
  for (const Finding& finding : findings) diagnostics.push_back(finding.diagnostic);
  diag::Excerpts none;
  return diag::render_text(diagnostics, none);
}

}  // namespace vmcp::krm
