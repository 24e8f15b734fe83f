#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/diag/diagnostic.h"

namespace vmcp::diag {

/// Collects the findings of a run. Stages add to it and never read it to decide what to do, except by asking whether an
/// error has been added since a mark. What judges an object once more after them reads what they have said, so as not
/// to say it again.
class Sink {
 public:
  /// Adds `diagnostic` and returns it for the caller to complete (related places, suggestion);
  /// the reference is valid until the next call of add().
  Diagnostic& add(Diagnostic diagnostic);

  /// Adds the findings of `other`, which loses them.
  void take(Sink& other);

  std::size_t error_count() const { return errors_; }
  bool has_errors() const { return errors_ != 0; }
  /// Those that are kept: none only if none was added.
  std::span<const Diagnostic> all() const { return all_; }

  /// How many findings of one code and severity in one file are shown one by one, and how many are kept to find those.
  static constexpr std::size_t kMostOfACode = 1000;
  static constexpr std::size_t kMostKept = 10 * kMostOfACode;

  /// All findings in the order in which they are printed: by file, line, column, then as added.
  /// Exact repetitions are printed once, among those that are kept. Where a file has more of a code than kMostOfACode,
  /// the rest is left out, and a finding behind the file's others says how many they are.
  std::vector<Diagnostic> sorted() const;

 private:
  /// Findings that are counted together.
  struct Kind {
    Severity severity = Severity::kError;
    std::string code;
    std::string file;

    auto operator<=>(const Kind&) const = default;
  };
  struct Tally {
    std::size_t kept = 0;
    std::size_t dropped = 0;
  };

  std::vector<Diagnostic> all_;  ///< those that are kept
  std::map<Kind, Tally> tallies_;
  Diagnostic dropped_;  ///< what add() returned last of those that are not
  std::size_t errors_ = 0;
};

/// How many findings of a severity there are, with those that are not shown one by one.
std::size_t count(std::span<const Diagnostic> findings, Severity severity);

}  // namespace vmcp::diag
