#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/diag/hidden_texts.h"
#include "core/diag/suppressions.h"

namespace vmcp::diag {

/// Collects the findings of a run. Stages add to it and never read it to decide what to do, except by asking whether an
/// error has been added since a mark. What judges an object once more after them reads what they have said, so as not
/// to say it again.
class Sink {
 public:
  Sink() = default;
  explicit Sink(Suppressions suppressions) : suppressions_(std::move(suppressions)) {}

  void add(Diagnostic diagnostic);
  /// Whether a finding of a code and severity in a file would only be counted, whatever it is about and says: so many
  /// are kept. False, too, where some of them are to be suppressed.
  bool only_counts(Severity severity, Code code, const std::string& file) const;
  /// Counts such a finding.
  void count(Severity severity, Code code, const std::string& file);

  /// For findings that this one takes later: suppresses what it does, and counts what it would only count.
  Sink apart() const;
  /// Adds the findings of `other`, which loses them.
  void take(Sink& other);
  /// Lets each finding that is kept be completed, whether or not it is reported.
  void for_each(const std::function<void(Diagnostic&)>& complete);

  /// How far a sink was filled.
  class Mark {
    friend class Sink;
    Mark(std::size_t errors, std::size_t reported, std::size_t kept)
        : errors_(errors), reported_(reported), kept_(kept) {}
    std::size_t errors_;
    std::size_t reported_;
    std::size_t kept_;
  };
  Mark mark() const { return {errors_, reported_error_count(), all().size()}; }
  /// Suppressed or not: a stage that has found an error knows not more by not reporting it.
  bool has_errors_since(Mark mark) const { return errors_ != mark.errors_; }
  bool has_reported_errors_since(Mark mark) const { return reported_error_count() != mark.reported_; }

  /// From now on findings that this is about are not reported. One that cannot be suppressed says so.
  void suppress(Suppression suppression) { suppressions_.add(std::move(suppression)); }
  const Suppressions& suppressions() const { return suppressions_; }
  /// How many findings were not reported, repetitions aside.
  std::size_t suppressed_count() const;

  /// No finding shows this text, whatever quotes it (HiddenTexts).
  void hide(std::string secret) { hidden_.add(std::move(secret)); }
  /// Nor does one show what those of another sink do not.
  void hide_as(const Sink& other) { hidden_.add(other.hidden_); }
  /// A text as findings would show it.
  std::string shown(std::string text) const { return hidden_.without(std::move(text)); }

  /// Errors, suppressed or not.
  std::size_t error_count() const { return errors_; }
  /// Errors that are reported: those that fail a run.
  std::size_t reported_error_count() const { return errors_ - suppressed_errors_; }
  bool has_errors() const { return reported_error_count() != 0; }
  /// Those reported that are kept: none only if none was added.
  const std::deque<Diagnostic>& all() const { return reported_.findings; }
  /// The first of them that was added after the mark.
  std::deque<Diagnostic>::const_iterator first_since(Mark mark) const {
    return all().begin() + static_cast<std::ptrdiff_t>(mark.kept_);
  }

  /// How many findings of one code and severity in one file are shown one by one, and how many are kept to find those.
  static constexpr std::size_t kMostOfACode = 1000;
  static constexpr std::size_t kMostKept = 10 * kMostOfACode;
  /// How many bytes those are that are kept, the last aside: each may name an object or a path of megabytes.
  static constexpr std::size_t kMostBytesKept = std::size_t{16} << 20U;

  /// All findings in the order in which they are printed: by file, line, column, then as added.
  /// Exact repetitions are printed once, among those that are kept. Where a file has more of a code than `most`, the
  /// rest is left out, and a finding behind the file's others says how many they are. None has anything in it that
  /// must not be seen: whatever has been said where, this is the one place that everything passes.
  std::vector<Diagnostic> sorted(std::size_t most = kMostOfACode) const;

 private:
  /// Findings that are counted together.
  struct Kind {
    Severity severity = Severity::kError;
    Code code;
    std::string file;

    auto operator<=>(const Kind&) const = default;
  };
  struct Tally {
    std::size_t kept = 0;
    std::size_t bytes = 0;  ///< of those that are kept
    std::size_t dropped = 0;

    bool is_full() const { return kept >= kMostKept || bytes >= kMostBytesKept; }
  };

  struct Store {
    std::deque<Diagnostic> findings;  ///< those that are kept, which are many and large: they stay where they are
    std::map<Kind, Tally> tallies;

    /// Counts a finding, and keeps it unless there are too many of its kind.
    void add(Diagnostic finding);
    std::vector<Diagnostic> sorted(const HiddenTexts& hidden, std::size_t most) const;
  };

  Store reported_;
  Store suppressed_;
  Suppressions suppressions_;
  HiddenTexts hidden_;
  std::size_t errors_ = 0;
  std::size_t suppressed_errors_ = 0;
};

/// How many findings of a severity there are, with those that are not shown one by one.
std::size_t count(std::span<const Diagnostic> findings, Severity severity);

}  // namespace vmcp::diag
