#pragma once

#include <array>
#include <string_view>

namespace vmcp::text {

/// Characters to look for where it counts: string_view::find_first_of() looks through all of them at each place.
class CharacterSet {
 public:
  constexpr explicit CharacterSet(std::string_view characters) {
    for (const char c : characters) has_[static_cast<unsigned char>(c)] = true;
  }

  constexpr bool operator()(char c) const { return has_[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> has_{};
};

}  // namespace vmcp::text
