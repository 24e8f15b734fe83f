#include "core/model/path_of.h"

namespace vmcp::model::paths {

diag::FieldPath walk(std::string_view root, std::initializer_list<std::string_view> keys,
                     std::initializer_list<Container> containers, std::initializer_list<Step> steps) {
  diag::FieldPath path{std::string(root)};
  const auto* container = containers.begin();
  const auto* step = steps.begin();
  for (const std::string_view key : keys) {
    path = path / key;
    const Container into = *container++;
    if (into == Container::kNone || step == steps.end()) continue;
    path = into == Container::kList ? path[step->index] : path.key(step->key);
    ++step;
  }
  return path;
}

}  // namespace vmcp::model::paths
