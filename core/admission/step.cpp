#include "core/admission/step.h"

#include <algorithm>
#include <vector>

namespace vmcp::admission {

namespace {

/// From the root, which is left out.
std::vector<const Step*> way_to(const Step& at) {
  std::vector<const Step*> way;
  for (const Step* step = &at; step->parent() != nullptr; step = step->parent()) way.push_back(step);
  std::ranges::reverse(way);
  return way;
}

diag::FieldPath after(const diag::FieldPath& path, const Step& step, MapKeys keys) {
  if (step.is_item()) return path[step.index()];
  return step.is_key() && keys == MapKeys::kBracketed ? path.key(step.name()) : path / step.name();
}

}  // namespace

diag::FieldPath Step::path(MapKeys keys) const {
  diag::FieldPath path;
  for (const Step* step : way_to(*this)) {
    if (!step->shows_key()) break;
    path = after(path, *step, keys);
  }
  return path;
}

diag::FieldPath Step::whole_path() const {
  diag::FieldPath path;
  for (const Step* step : way_to(*this)) path = after(path, *step, MapKeys::kBracketed);
  return path;
}

diag::Secrecy Step::secrecy() const {
  if (kind_ == Kind::kRoot) return {};
  const diag::Secrecy above = parent_->secrecy();
  return has_key() ? above.below(name_) : above.inside();
}

bool Step::shows_key() const { return !has_key() || is_shown_ || parent_->secrecy().shows_key(name_); }

bool Step::is_identity() const {
  const bool is_name = name_ == "name" || name_ == "namespace" || name_ == "generateName";
  return is_name && parent_->name_ == "metadata" && parent_->parent_->kind_ == Kind::kRoot;
}

}  // namespace vmcp::admission
