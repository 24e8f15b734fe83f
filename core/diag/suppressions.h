#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/code.h"
#include "core/diag/diagnostic.h"

namespace vmcp::diag {

/// Findings that are not to be reported: those of a code, of one object or of any. What narrows them down is given from
/// the name on: a namespace only with a name, a kind only with both.
struct Suppression {
  Code code;
  std::string name = {};        ///< empty: of any
  std::string name_space = {};  ///< empty: in any
  std::string kind = {};        ///< empty: of any

  auto operator<=>(const Suppression&) const = default;
};

/// `; did you mean "x"?` for the code nearest to one that no finding has, or nothing.
std::string code_hint(std::string_view code);

/// What a run was asked not to report.
class Suppressions {
 public:
  void add(Suppression suppression);

  bool is_empty() const { return all_ == nullptr; }
  /// Whether one of them is about findings of this code.
  bool mention(Code code) const;
  /// Whether one of them is about this finding.
  bool cover(const Diagnostic& finding) const;
  /// As cover(), and notes which are.
  bool use(const Diagnostic& finding);
  bool is_used(const Suppression& suppression) const { return used_.contains(suppression); }

 private:
  std::vector<Suppression> about(const Diagnostic& finding) const;

  std::shared_ptr<std::set<Suppression>> all_;  ///< null pointer: none; what copies share until one adds to it
  std::set<Suppression> used_;
};

/// Whether a finding may be suppressed: what could not be read, or would not be admitted, cannot be wished away; nor
/// can wrong usage.
bool can_be_suppressed(const Diagnostic& finding);

}  // namespace vmcp::diag
