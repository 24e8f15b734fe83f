#include "core/diag/sink.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "core/diag/secrecy.h"

namespace vmcp::diag {

Diagnostic& Sink::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::kError) ++errors_;
  return all_.emplace_back(std::move(diagnostic));
}

void Sink::take(Sink& other) {
  std::ranges::move(other.all_, std::back_inserter(all_));
  errors_ += std::exchange(other.errors_, 0);
  other.all_.clear();
}

namespace {

/// Whether two findings at one place say the same. A block that several objects share (by an alias or a lowered
/// reference) is judged once for each of them, under another path.
bool same_fault(const Diagnostic& a, const Diagnostic& b) {
  if (std::tie(a.severity, a.code, a.message, a.place) != std::tie(b.severity, b.code, b.message, b.place))
    return false;
  if (a.resource == b.resource) return a.path == b.path && a.related == b.related;
  return a.place.line != 0;
}

}  // namespace

std::vector<Diagnostic> Sink::sorted() const {
  std::vector<Diagnostic> findings = all_;
  for (Diagnostic& finding : findings) {
    finding.message = without_quoted_userinfo(finding.message);
    for (Related& related : finding.related) related.message = without_quoted_userinfo(related.message);
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.place < b.place; });
  std::vector<Diagnostic> result;
  std::size_t at_place = 0;  // the first finding of the place at hand
  for (Diagnostic& finding : findings) {
    if (!result.empty() && result.back().place != finding.place) at_place = result.size();
    const auto begin = result.begin() + static_cast<std::ptrdiff_t>(at_place);
    if (std::none_of(begin, result.end(), [&](const Diagnostic& seen) { return same_fault(seen, finding); })) {
      result.push_back(std::move(finding));
    }
  }
  return result;
}

}  // namespace vmcp::diag
