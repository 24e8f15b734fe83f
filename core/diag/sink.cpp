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
#include "core/text/ascii.h"

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

void Sink::take(Sink& other) {
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
  // What cannot be shown cannot be suggested. Manifests, of several lines, are made of what may be.
  const std::string suggested = '"' + finding.suggestion + '"';
  if (suggested.find('\n') == std::string::npos && without_quoted_userinfo(suggested) != suggested) {
    finding.suggestion.clear();
  }
  return finding;
}

/// Whether a secret is a word, as which it may well be a part of others that have nothing to do with it.
bool is_word(std::string_view secret) {
  return std::ranges::all_of(secret, [](char c) { return text::is_alpha(c) || c == '-' || c == '_'; });
}

void hide_in(std::string& text, std::string_view secret) {
  constexpr std::string_view kHidden = "***";
  const bool stands_alone = is_word(secret);
  const auto is_part = [&](std::size_t at) { return at < text.size() && text::is_alphanumeric(text[at]); };
  std::size_t from = 0;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, from)) {
    from = at + 1;
    if (stands_alone && (is_part(at - 1) || is_part(at + secret.size()))) continue;
    text.replace(at, secret.size(), kHidden);
    from = at + kHidden.size();
  }
}

}  // namespace

std::vector<Diagnostic> Sink::Store::sorted() const {
  std::vector<const Diagnostic*> in_order;
  in_order.reserve(findings.size());
  for (const Diagnostic& finding : findings) in_order.push_back(&finding);
  std::ranges::stable_sort(in_order, [](const Diagnostic* a, const Diagnostic* b) { return a->place < b->place; });

  std::vector<Diagnostic> result;
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
      const std::size_t more = of_kind.count - std::min(of_kind.count, kMostOfACode) + dropped;
      if (more != 0) result.push_back(rest_of(*of_kind.last, more));
    }
    seen.clear();
  };
  for (const Diagnostic* finding : in_order) {
    if (!seen.empty() && seen.begin()->first.file != finding->place.file) end_file();
    if (repetitions.is_one(*finding)) continue;
    Seen& of_kind = seen[{finding->severity, finding->code, finding->place.file}];
    of_kind.last = finding;
    if (++of_kind.count <= kMostOfACode) result.push_back(without_userinfo(*finding));
  }
  end_file();
  return result;
}

void Sink::hide(std::string secret) {
  constexpr std::size_t kShortest = 4;
  if (secret.size() >= kShortest) secrets_.push_back(std::move(secret));
}

std::string Sink::shown(std::string text) const {
  for (const std::string& secret : secrets_) hide_in(text, secret);
  return text;
}

std::vector<Diagnostic> Sink::sorted() const {
  std::vector<Diagnostic> findings = reported_.sorted();
  for (const std::string& secret : secrets_) {
    for (Diagnostic& finding : findings) {
      for (std::string* text : texts_of(finding)) hide_in(*text, secret);
      for (Related& related : finding.related) hide_in(related.message, secret);
    }
  }
  return findings;
}

std::size_t Sink::suppressed_count() const {
  std::size_t count = 0;
  for (const Diagnostic& finding : suppressed_.sorted()) count += std::max<std::size_t>(finding.more, 1);
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
