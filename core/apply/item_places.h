#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/yaml/value.h"

namespace vmcp::apply {

/// Finds items of lists by their merge keys for one who looks into the same lists again and again: of a long one there
/// is an index. The lists must not change meanwhile.
class ItemPlaces {
 public:
  /// Where the first item stands whose member `key` is `wanted`, or which itself is where `key` is empty; behind the
  /// end when there is none. A null pointer, null and an empty text are alike, as for Go's encoder, which leaves them
  /// out.
  std::size_t find(const yaml::Sequence& items, std::string_view key, const yaml::Value* wanted);

  static bool is_same(const yaml::Value* one, const yaml::Value* other);

 private:
  /// Of the lists and keys: where items stand, by the texts of their members.
  std::map<std::pair<const yaml::Sequence*, std::string_view>, std::unordered_map<std::string, std::size_t>> indices_;
};

}  // namespace vmcp::apply
