#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace vmcp::admission {

/// A regular expression as Go's regexp reads it, compiled when it is first needed.
class Pattern {
 public:
  explicit Pattern(std::string text);
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  const std::string& text() const { return text_; }

  /// Whether the expression can be compiled at all, and at a bearable cost.
  bool valid() const;
  /// Whether it matches anywhere in `text`; an invalid expression matches everything.
  bool found_in(std::string_view text) const;
  /// What found_in() takes beside a look at the text, as go::regexp_cost() has it.
  std::size_t cost() const;

 private:
  std::string text_;
  mutable std::unique_ptr<const re2::RE2> compiled_;  ///< unless that is too much to keep
};

}  // namespace vmcp::admission
