#pragma once

#include <cstddef>
#include <map>
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
  /// text.
  emit::Spellings of(const yaml::Value& item);

 private:
  void add(const yaml::Value& value, emit::Spellings& spellings);
  std::string_view number_at(const yaml::Mark& mark);

  std::string_view list_;
  diag::Lines lines_;
  bool is_json_;
  std::map<yaml::Mark, std::size_t> known_;  ///< offsets of places in long lines, where number_at() has been
};

}  // namespace vmcp::krm
