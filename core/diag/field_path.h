#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace vmcp::diag {

/// A field path as the API server writes it: `spec.steps[2].arguments[dotted.key]`.
/// Map keys are bracketed by key(), struct fields are joined with a dot by operator/.
///
/// A path of steps stops, with `...`, at the step that makes it longer than kMostBytes: each value of a list has a path
/// of its own, and a key above it can be as long as the input.
class FieldPath {
 public:
  /// Several times what the longest names of Kubernetes make together.
  static constexpr std::size_t kMostBytes = 4096;

  FieldPath() = default;
  explicit FieldPath(std::string text) : text_(std::move(text)) {}
  explicit FieldPath(const char* text) : text_(text) {}

  FieldPath operator/(std::string_view field) const { return followed_by(text_.empty() ? "" : ".", field, ""); }
  FieldPath operator[](std::size_t index) const { return followed_by("[", std::to_string(index), "]"); }
  FieldPath key(std::string_view key) const { return followed_by("[", key, "]"); }

  const std::string& str() const { return text_; }

 private:
  FieldPath followed_by(std::string_view before, std::string_view step, std::string_view behind) const {
    const std::size_t size = text_.size() + before.size() + step.size() + behind.size();
    if (size > kMostBytes) return cut(before, step, behind);
    FieldPath path;
    path.text_.reserve(size);
    path.text_.append(text_).append(before).append(step).append(behind);
    return path;
  }
  FieldPath cut(std::string_view before, std::string_view step, std::string_view behind) const;

  std::string text_;
};

}  // namespace vmcp::diag
