#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "core/diag/code.h"
#include "core/diag/diagnostic.h"

namespace vmcp::diag {

/// A set of stages.
class Stages {
 public:
  constexpr Stages(std::initializer_list<Stage> stages) {
    for (const Stage stage : stages) bits_ |= bit(stage);
  }
  constexpr bool holds(Stage stage) const { return (bits_ & bit(stage)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint32_t bit(Stage stage) { return std::uint32_t{1} << static_cast<unsigned>(stage); }

  std::uint32_t bits_ = 0;
};

/// What is to be known of a code beside its meaning, which kCodes has. The three texts are sentences in one paragraph.
struct Explanation {
  Code code;
  Stages stages;                     ///< all that report it
  std::string_view since = "0.1.0";  ///< the first version of this program that has the code
  std::string_view what;             ///< what is found
  std::string_view why;              ///< what comes of it
  std::string_view cure;
  /// Input that draws the finding, and what to write instead; core/diag/explanations/example.h has the notation.
  std::string_view example;
};

}  // namespace vmcp::diag
