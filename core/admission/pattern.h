#pragma once

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

  /// Whether the expression can be compiled at all.
  bool valid() const;
  /// Whether it matches anywhere in `text`; an invalid expression matches nothing.
  bool found_in(std::string_view text) const;

 private:
  const re2::RE2& compiled() const;

  std::string text_;
  mutable std::unique_ptr<re2::RE2> compiled_;
};

}  // namespace vmcp::admission
