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

  FieldPath operator/(std::string_view field) const {
    FieldPath child{text_};
    if (!child.text_.empty()) child.text_ += '.';
    child.text_ += field;
    return child;
  }
  FieldPath operator[](std::size_t index) const { return FieldPath{text_ + '[' + std::to_string(index) + ']'}; }
  FieldPath key(std::string_view key) const { return FieldPath{text_ + '[' + std::string(key) + ']'}; }

  const std::string& str() const { return text_; }

 private:
  std::string text_;
};

}  // namespace vmcp::diag
