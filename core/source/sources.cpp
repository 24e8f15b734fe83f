#include "core/source/sources.h"

#include <utility>

namespace vmcp::source {

std::uint32_t Sources::add(std::string name, std::string text) {
  sources_.push_back({std::move(name), std::move(text)});
  return static_cast<std::uint32_t>(sources_.size() - 1);
}

}  // namespace vmcp::source
