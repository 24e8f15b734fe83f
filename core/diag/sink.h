#pragma once

#include <span>
#include <vector>

#include "core/diag/diagnostic.h"

namespace vmcp::diag {

/// Collects the findings of a run. Stages add to it and never read it to decide what to do,
/// except by asking whether an error has been added since a mark.
class Sink {
 public:
  /// Adds `diagnostic` and returns it for the caller to complete (related places, suggestion);
  /// the reference is valid until the next call of add().
  Diagnostic& add(Diagnostic diagnostic);

  /// Adds the findings of `other`, which loses them.
  void take(Sink& other);

  std::size_t error_count() const { return errors_; }
  bool has_errors() const { return errors_ != 0; }
  std::span<const Diagnostic> all() const { return all_; }

  /// All findings in the order in which they are printed: by file, line, column, then as added.
  /// Exact repetitions are printed once.
  std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

}  // namespace vmcp::diag
