#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vmcp::diag {

/// A field path as the API server writes it: `spec.steps[2].arguments[dotted.key]`.
/// Map keys are bracketed by key(), struct fields are joined with a dot by operator/.
class FieldPath {
 public:
  FieldPath() = default;
  explicit FieldPath(std::string text) : text_(std::move(text)) {}
  explicit FieldPath(const char* text) : text_(text) {}

  FieldPath operator/(std::string_view field) const { return followed_by(text_.empty() ? "" : ".", field, ""); }
  FieldPath operator[](std::size_t index) const { return followed_by("[", std::to_string(index), "]"); }
  FieldPath key(std::string_view key) const { return followed_by("[", key, "]"); }

  const std::string& str() const { return text_; }

 private:
  FieldPath followed_by(std::string_view before, std::string_view step, std::string_view behind) const {
    FieldPath path;
    path.text_.reserve(text_.size() + before.size() + step.size() + behind.size());
    path.text_.append(text_).append(before).append(step).append(behind);
    return path;
  }

  std::string text_;
};

}  // namespace vmcp::diag
