#pragma once

#include <cstddef>
#include <string_view>

#include "core/diag/lines.h"
#include "core/emit/emit.h"
#include "core/yaml/value.h"

namespace vmcp::krm {

/// Finds how the numbers of a list are spelt in its text, which must outlive this.
class SpeltNumbers {
 public:
  explicit SpeltNumbers(std::string_view list);

  /// Those of an item, as far as they can stand in YAML as they do there: a reader of YAML 1.1 takes JSON's `7e3` for a
  /// text. Asked for in the order of the text, what is between is looked at once.
  emit::Spellings of(const yaml::Value& item);

 private:
  void add(const yaml::Value& value, emit::Spellings& spellings);
  std::string_view number_at(const yaml::Mark& mark);

  std::string_view list_;
  diag::Lines lines_;
  bool is_json_;
  yaml::Mark last_;              ///< where number_at() has looked
  std::size_t last_offset_ = 0;  ///< the same in the text
};

}  // namespace vmcp::krm
