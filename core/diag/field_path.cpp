#include "core/diag/field_path.h"

#include "core/text/utf8.h"

namespace vmcp::diag {

FieldPath FieldPath::cut(std::string_view before, std::string_view step, std::string_view behind) const {
  if (text_.size() >= kMostBytes) return *this;
  std::string text = text_;
  text.append(before).append(step).append(behind);
  return FieldPath(text::shortened(text, kMostBytes));
}

}  // namespace vmcp::diag
