#pragma once

#include <cstddef>
#include <string_view>

#include "core/diag/field_path.h"
#include "core/text/words.h"

namespace vmcp::yaml {

/// Visits what is at a path below `value` (`spec.sources[].repoURL`: of each in a list), each with the path to it
/// behind `at`.
template <class V, class Visit>
void each_value(V& value, std::string_view path, const diag::FieldPath& at, const Visit& visit) {
  constexpr std::string_view kEach = "[]";
  if (path.empty()) return visit(value, at);
  std::string_view field = text::take_word(path, '.');
  const bool is_list = field.ends_with(kEach);
  if (is_list) field.remove_suffix(kEach.size());
  V* found = value.find(field);
  if (found == nullptr) return;
  if (!is_list) return each_value(*found, path, at / field, visit);
  if (!found->is_sequence()) return;
  for (std::size_t i = 0; i < found->items().size(); ++i) each_value(found->items()[i], path, (at / field)[i], visit);
}

}  // namespace vmcp::yaml
