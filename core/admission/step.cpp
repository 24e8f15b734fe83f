#include "core/admission/step.h"

#include <algorithm>
#include <vector>

namespace vmcp::admission {

diag::FieldPath Step::path(MapKeys keys) const {
  std::vector<const Step*> way;
  for (const Step* step = this; step->kind_ != Kind::kRoot; step = step->parent_) way.push_back(step);
  std::ranges::reverse(way);
  diag::FieldPath path;
  for (const Step* step : way) {
    if (!step->shows_key()) break;
    switch (step->kind_) {
      case Kind::kRoot:
        break;
      case Kind::kField:
        path = path / step->name_;
        break;
      case Kind::kKey:
        path = keys == MapKeys::kDotted ? path / step->name_ : path.key(step->name_);
        break;
      case Kind::kItem:
        path = path[step->index_];
        break;
    }
  }
  return path;
}

diag::Secrecy Step::secrecy() const {
  if (kind_ == Kind::kRoot) return {};
  const diag::Secrecy above = parent_->secrecy();
  return has_key() ? above.below(name_) : above.inside();
}

bool Step::shows_key() const { return !has_key() || is_shown_ || parent_->secrecy().shows_key(name_); }

bool Step::is_identity() const {
  const Step* below_metadata = nullptr;
  const Step* step = this;
  for (; step->kind_ != Kind::kRoot && step->parent_->kind_ != Kind::kRoot; step = step->parent_) below_metadata = step;
  return below_metadata != nullptr && step->name_ == "metadata" && below_metadata->name_ != "annotations";
}

}  // namespace vmcp::admission
