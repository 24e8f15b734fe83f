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

}  // namespace vmcp::admission
