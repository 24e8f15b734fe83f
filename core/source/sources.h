#pragma once

#include <cstdint>
#include <deque>
#include <string>

namespace vmcp::source {

/// One input as it was read: the name that findings print and its bytes.
struct Source {
  std::string name;
  std::string text;
};

/// The inputs of a run; marks refer to them by index. Sources live as long as the run and never move.
class Sources {
 public:
  /// Adds an input and returns its index.
  std::uint32_t add(std::string name, std::string text);

  const Source& at(std::uint32_t index) const { return sources_[index]; }
  std::size_t size() const { return sources_.size(); }

 private:
  std::deque<Source> sources_;
};

}  // namespace vmcp::source
