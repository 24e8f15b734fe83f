#pragma once

#include <memory>
#include <re2/re2.h>
#include <string_view>

namespace vmcp::gitops {

/// A glob of Argo CD's, of an Application's `directory` or a `git` generator's `files`: its stars stand for slashes,
/// too.
class ArgoGlob {
 public:
  explicit ArgoGlob(std::string_view glob);

  /// Whether there is one, no longer than somebody would write it.
  bool is_any() const { return expression_ != nullptr; }
  /// Whether it matches all of a path; not where there is none.
  bool matches(std::string_view path) const;

 private:
  std::shared_ptr<const RE2> expression_;
};

}  // namespace vmcp::gitops
