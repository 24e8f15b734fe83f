#include "core/render/judged.h"

#include <algorithm>
#include <iterator>

namespace vmcp::render {
namespace {

bool is_own(const op::Wire& wire, const op::Server& server) {
  const bool names_object =
      wire.content.kind == op::Content::Kind::kSecret || wire.content.kind == op::Content::Kind::kConfigMap;
  return names_object && (wire.origin.object == nullptr || wire.origin.object == server.object);
}

}  // namespace

Verdict verdict_on(const op::Server& server, const op::Rendered* rendered, bool refused, const diag::Sink& findings,
                   diag::Sink::Mark mark) {
  Verdict verdict{server.object, refused, {}, {}};
  if (refused) {
    const auto end = findings.all().end();
    const auto error =
        std::ranges::find(findings.first_since(mark), end, diag::Severity::kError, &diag::Diagnostic::severity);
    if (error != end) verdict.code = error->code;
  }
  if (rendered == nullptr) return verdict;
  for (const std::vector<op::Wire>& rows : rendered->notes.wiring.all()) {
    std::ranges::copy_if(rows, std::back_inserter(verdict.wires),
                         [&](const op::Wire& wire) { return is_own(wire, server); });
  }
  return verdict;
}

}  // namespace vmcp::render
