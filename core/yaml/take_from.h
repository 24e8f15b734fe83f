#pragma once

#include <cstddef>
#include <iterator>
#include <vector>

namespace vmcp::yaml {

/// What `all` holds from `first` on, which it loses. So the parts of nested nodes are collected in one place until each
/// gets a vector of just its size.
template <class T>
std::vector<T> take_from(std::vector<T>& all, std::size_t first) {
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
  std::vector<T> taken(std::make_move_iterator(begin), std::make_move_iterator(all.end()));
  all.erase(begin, all.end());
  return taken;
}

}  // namespace vmcp::yaml
