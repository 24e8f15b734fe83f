#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace vmcp::gitops {

/// What the target of a patch says of a name: an anchored regular expression, as kustomize's SelectorRegex has it. It
/// is compiled once, if it is more than a name; empty, it is for all.
class NamePattern {
 public:
  explicit NamePattern(std::string_view pattern);

  bool matches(std::string_view name) const;
  /// What it costs to ask that, in units of work.
  std::size_t units() const;

 private:
  std::string pattern_;
  std::shared_ptr<const re2::RE2> expression_;  ///< null pointer for a name
};

}  // namespace vmcp::gitops
