#include "core/diag/sink.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/diag/secrecy.h"
#include "core/text/utf8.h"

namespace vmcp::diag {
namespace {

constexpr std::string_view kCannotBeSuppressed = "; errors of reading and admission cannot be suppressed";

/// The texts of a finding that come of an input, its related places' aside.
template <class Finding>
auto texts_of(Finding& finding) {
  return std::array{&finding.message,           &finding.path,
                    &finding.suggestion,        &finding.resource.api_version,
                    &finding.resource.kind,     &finding.resource.name_space,
                    &finding.resource.name,     &finding.object.kind,
                    &finding.object.name_space, &finding.object.name,
                    &finding.object.path};
}

std::size_t size_of(const Diagnostic& finding) {
  std::size_t size = sizeof(Diagnostic) + finding.cure.to.size() + finding.place.file.size();
  for (const std::string* text : texts_of(finding)) size += text->size();
  for (const Related& related : finding.related) size += related.place.file.size() + related.message.size();
  return size;
}

}  // namespace

void Sink::Store::add(Diagnostic finding) {
  Tally& tally = tallies[{finding.severity, finding.code, finding.place.file}];
  if (tally.is_full()) {
    ++tally.dropped;
  } else {
    ++tally.kept;
    tally.bytes += size_of(finding);
    findings.push_back(std::move(finding));
  }
}

bool Sink::only_counts(Severity severity, Code code, const std::string& file) const {
  const auto tally = reported_.tallies.find({severity, code, file});
  return tally != reported_.tallies.end() && tally->second.is_full() && !suppressions_.mention(code);
}

void Sink::count(Severity severity, Code code, const std::string& file) {
  ++reported_.tallies[{severity, code, file}].dropped;
  if (severity == Severity::kError) ++errors_;
}

void Sink::add(Diagnostic diagnostic) {
  const bool is_error = diagnostic.severity == Severity::kError;
  bool suppressed = suppressions_.use(diagnostic);
  if (suppressed && !can_be_suppressed(diagnostic)) {
    suppressed = false;
    // What another sink has had says so already.
    if (!diagnostic.message.ends_with(kCannotBeSuppressed)) diagnostic.message += kCannotBeSuppressed;
  }
  if (is_error) ++errors_;
  if (is_error && suppressed) ++suppressed_errors_;
  (suppressed ? suppressed_ : reported_).add(std::move(diagnostic));
}

Sink Sink::apart() const {
  Sink other(suppressions_);
  for (const auto& [kind, tally] : reported_.tallies) {
    if (tally.is_full()) other.reported_.tallies[kind] = {tally.kept, tally.bytes, 0};
  }
  return other;
}

void Sink::take(Sink& other) {
  if (suppressions_.is_empty() && reported_.tallies.empty() && other.suppressed_.tallies.empty()) {
    std::swap(reported_, other.reported_);
    errors_ += std::exchange(other.errors_, 0);
  }
  for (Store* store : {&other.reported_, &other.suppressed_}) {
    for (Diagnostic& finding : store->findings) add(std::move(finding));
  }
  const auto take_dropped = [&](const Store& from, Store& to, bool suppressed) {
    for (const auto& [kind, tally] : from.tallies) {
      if (tally.dropped == 0) continue;
      to.tallies[kind].dropped += tally.dropped;
      if (kind.severity != Severity::kError) continue;
      errors_ += tally.dropped;
      if (suppressed) suppressed_errors_ += tally.dropped;
    }
  };
  take_dropped(other.reported_, reported_, false);
  take_dropped(other.suppressed_, suppressed_, true);
  hidden_.add(other.hidden_);
  other = Sink(std::move(other.suppressions_));
}

void Sink::for_each(const std::function<void(Diagnostic&)>& complete) {
  for (Store* store : {&reported_, &suppressed_}) std::ranges::for_each(store->findings, complete);
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

/// Which findings follow from a cause that another is shown for.
class Consequences {
 public:
  /// Of findings in the order in which they are shown, which must outlive this.
  explicit Consequences(const std::vector<const Diagnostic*>& in_order) {
    for (const Diagnostic* finding : in_order) {
      const Place* cause = cause_of(*finding);
      if (cause == nullptr) continue;
      const Diagnostic*& shown = shown_.try_emplace(cause, finding).first->second;
      if (finding->severity < shown->severity) shown = finding;
    }
  }

  bool has(const Diagnostic& finding) const {
    const Place* cause = shown_.empty() ? nullptr : cause_of(finding);
    return cause != nullptr && shown_.at(cause) != &finding;
  }

 private:
  struct Less {
    bool operator()(const Place* a, const Place* b) const { return *a < *b; }
  };

  static const Place* cause_of(const Diagnostic& finding) {
    const auto cause = std::ranges::find(finding.related, true, &Related::is_cause);
    return cause == finding.related.end() ? nullptr : &cause->place;
  }

  std::map<const Place*, const Diagnostic*, Less> shown_;
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

/// A part of a manifest without the texts in it that look like secrets.
std::string without_assigned_secrets(std::string_view lines) {
  std::string shown;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    const std::size_t colon = line.find(": ");
    const std::size_t begin =
        colon != std::string_view::npos ? colon + 2 : std::min(line.find_first_not_of(" -"), line.size());
    shown.append(line.substr(0, begin)).append(redacted(line.substr(begin)));
    lines.remove_prefix(line.size());
    if (!lines.empty()) shown += '\n';
    lines.remove_prefix(lines.empty() ? 0 : 1);
  }
  return shown;
}

/// Takes out of a finding what must not be seen.
class Hiding {
 public:
  explicit Hiding(const HiddenTexts& hidden) : hidden_(hidden) {}

  Diagnostic of(Diagnostic finding) const {
    finding.message = message(std::move(finding.message));
    for (Related& related : finding.related) related.message = message(std::move(related.message));
    for (std::string* name :
         {&finding.resource.api_version, &finding.resource.kind, &finding.resource.name_space, &finding.resource.name,
          &finding.object.kind, &finding.object.name_space, &finding.object.name}) {
      constexpr std::size_t kLongestName = 512;
      if (!name->empty()) *name = text::shortened(shown_name(hidden_.without(std::move(*name))), kLongestName);
    }
    // A place that is not named to its end cannot be edited.
    if (finding.path.size() > kLongest) finding.cure = {};
    for (std::string* path : {&finding.path, &finding.object.path}) {
      *path = text::shortened(without_secrets_in_path(hidden_.without(std::move(*path))), kLongest);
    }
    // What cannot be shown cannot be suggested, nor written. Manifests, of several lines, are made of what may be.
    if (finding.suggestion.find('\n') != std::string::npos) {
      finding.suggestion = without_assigned_secrets(hidden_.without(std::move(finding.suggestion)));
    } else if (!shows(finding.suggestion)) {
      finding.suggestion.clear();
    }
    if (!shows(finding.cure.to)) finding.cure = {};
    return finding;
  }

 private:
  /// Of messages and paths: what a CRD says in patterns and rules may be as long as the CRD, and each finding of an
  /// object says where it is.
  static constexpr std::size_t kLongest = 4096;

  std::string message(std::string text) const {
    return text::shortened(without_quoted_secrets(hidden_.without(std::move(text))), kLongest);
  }
  bool shows(const std::string& text) const { return text.empty() || redacted(hidden_.without(text)) == text; }

  const HiddenTexts& hidden_;
};

}  // namespace

std::vector<Diagnostic> Sink::Store::sorted(const HiddenTexts& hidden, std::size_t most) const {
  std::vector<const Diagnostic*> in_order;
  in_order.reserve(findings.size());
  for (const Diagnostic& finding : findings) in_order.push_back(&finding);
  std::ranges::stable_sort(in_order, [](const Diagnostic* a, const Diagnostic* b) { return a->place < b->place; });

  std::vector<Diagnostic> result;
  const Hiding hiding(hidden);
  const Consequences consequences(in_order);
  Repetitions repetitions;
  struct Seen {
    const Diagnostic* last = nullptr;
    std::size_t count = 0;
  };
  std::map<Kind, Seen> seen;  // of the file at hand
  const auto end_file = [&] {
    for (const auto& [kind, of_kind] : seen) {
      const auto tally = tallies.find(kind);
      const std::size_t dropped = tally == tallies.end() ? 0 : tally->second.dropped;
      const std::size_t more = of_kind.count - std::min(of_kind.count, most) + dropped;
      if (more != 0) result.push_back(rest_of(*of_kind.last, more));
    }
    seen.clear();
  };
  for (const Diagnostic* finding : in_order) {
    if (!seen.empty() && seen.begin()->first.file != finding->place.file) end_file();
    if (consequences.has(*finding) || repetitions.is_one(*finding)) continue;
    Seen& of_kind = seen[{finding->severity, finding->code, finding->place.file}];
    of_kind.last = finding;
    if (++of_kind.count <= most) result.push_back(hiding.of(*finding));
  }
  end_file();
  return result;
}

std::vector<Diagnostic> Sink::sorted(std::size_t most) const { return reported_.sorted(hidden_, most); }

std::size_t Sink::suppressed_count() const {
  std::size_t count = 0;
  for (const Diagnostic& finding : suppressed_.sorted(hidden_, kMostOfACode)) {
    count += std::max<std::size_t>(finding.more, 1);
  }
  return count;
}

std::size_t count(std::span<const Diagnostic> findings, Severity severity) {
  std::size_t count = 0;
  for (const Diagnostic& finding : findings) {
    if (finding.severity == severity) count += std::max<std::size_t>(finding.more, 1);
  }
  return count;
}

}  // namespace vmcp::diag
