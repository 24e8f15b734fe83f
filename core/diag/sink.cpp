#include "core/diag/sink.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace vmcp::diag {

Diagnostic& Sink::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::kError) ++errors_;
  return all_.emplace_back(std::move(diagnostic));
}

std::vector<Diagnostic> Sink::sorted() const {
  std::vector<Diagnostic> result = all_;
  std::stable_sort(result.begin(), result.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.place < b.place; });
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.severity, a.code, a.message, a.place, a.path, a.resource, a.related) ==
           std::tie(b.severity, b.code, b.message, b.place, b.path, b.resource, b.related);
  };
  result.erase(std::unique(result.begin(), result.end(), same), result.end());
  return result;
}

}  // namespace vmcp::diag
