#include "core/diag/sink.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/diag/secrecy.h"

namespace vmcp::diag {

Diagnostic& Sink::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::kError) ++errors_;
  Tally& tally = tallies_[{diagnostic.severity, diagnostic.code, diagnostic.place.file}];
  if (tally.kept >= kMostKept) {
    ++tally.dropped;
    return dropped_ = std::move(diagnostic);
  }
  ++tally.kept;
  return all_.emplace_back(std::move(diagnostic));
}

void Sink::take(Sink& other) {
  std::ranges::move(other.all_, std::back_inserter(all_));
  for (const auto& [kind, tally] : other.tallies_) {
    tallies_[kind].kept += tally.kept;
    tallies_[kind].dropped += tally.dropped;
  }
  errors_ += other.errors_;
  other = Sink();
}

namespace {

auto what(const Diagnostic& finding) { return std::tie(finding.severity, finding.code, finding.message); }

auto all_of(const Diagnostic& finding) {
  return std::tie(finding.severity, finding.code, finding.message, finding.resource, finding.path, finding.related,
                  finding.object);
}

/// Finds out whether a finding has been made before at its place. A block that several objects share (by an alias or a
/// lowered reference) is judged once for each of them, under another path.
class Repetitions {
 public:
  /// True for a repetition; otherwise the finding, which must outlive this, is remembered.
  bool is_one(const Diagnostic& finding) {
    if (!seen_.empty() && (*seen_.begin())->place != finding.place) seen_.clear();
    if (finding.place.line != 0) {
      const auto alike = seen_.lower_bound(Saying{finding});
      if (alike != seen_.end() && what(**alike) == what(finding) && (*alike)->resource != finding.resource) return true;
    }
    return !seen_.insert(&finding).second;
  }

 private:
  struct Saying {
    const Diagnostic& finding;
  };

  struct Less {
    using is_transparent = void;
    bool operator()(const Diagnostic* a, const Diagnostic* b) const { return all_of(*a) < all_of(*b); }
    bool operator()(const Diagnostic* a, const Saying& b) const { return what(*a) < what(b.finding); }
    bool operator()(const Saying& a, const Diagnostic* b) const { return what(a.finding) < what(*b); }
  };

  std::set<const Diagnostic*, Less> seen_;  ///< those of one place
};

/// A finding that stands for others of its kind.
Diagnostic rest_of(const Diagnostic& finding, std::size_t more) {
  Diagnostic rest;
  rest.severity = finding.severity;
  rest.stage = finding.stage;
  rest.code = finding.code;
  rest.place.file = finding.place.file;
  rest.more = more;
  rest.message = std::to_string(more) + (more == 1 ? " more finding" : " more findings") + " of this code";
  return rest;
}

Diagnostic without_userinfo(Diagnostic finding) {
  finding.message = without_quoted_userinfo(finding.message);
  for (Related& related : finding.related) related.message = without_quoted_userinfo(related.message);
  // What cannot be shown cannot be suggested.
  const std::string suggested = '"' + finding.suggestion + '"';
  if (without_quoted_userinfo(suggested) != suggested) finding.suggestion.clear();
  return finding;
}

}  // namespace

std::vector<Diagnostic> Sink::sorted() const {
  std::vector<const Diagnostic*> findings;
  findings.reserve(all_.size());
  for (const Diagnostic& finding : all_) findings.push_back(&finding);
  std::ranges::stable_sort(findings, [](const Diagnostic* a, const Diagnostic* b) { return a->place < b->place; });

  std::vector<Diagnostic> result;
  Repetitions repetitions;
  struct Seen {
    const Diagnostic* last = nullptr;
    std::size_t count = 0;
  };
  std::map<Kind, Seen> seen;  // of the file at hand
  const auto end_file = [&] {
    for (const auto& [kind, of_kind] : seen) {
      const auto tally = tallies_.find(kind);
      const std::size_t dropped = tally == tallies_.end() ? 0 : tally->second.dropped;
      const std::size_t more = of_kind.count - std::min(of_kind.count, kMostOfACode) + dropped;
      if (more != 0) result.push_back(rest_of(*of_kind.last, more));
    }
    seen.clear();
  };
  for (const Diagnostic* finding : findings) {
    if (!seen.empty() && seen.begin()->first.file != finding->place.file) end_file();
    if (repetitions.is_one(*finding)) continue;
    Seen& of_kind = seen[{finding->severity, finding->code, finding->place.file}];
    of_kind.last = finding;
    if (++of_kind.count <= kMostOfACode) result.push_back(without_userinfo(*finding));
  }
  end_file();
  return result;
}

std::size_t count(std::span<const Diagnostic> findings, Severity severity) {
  std::size_t count = 0;
  for (const Diagnostic& finding : findings) {
    if (finding.severity == severity) count += std::max<std::size_t>(finding.more, 1);
  }
  return count;
}

}  // namespace vmcp::diag
