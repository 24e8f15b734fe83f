#pragma once

#include <algorithm>
#include <cstddef>

#include "core/model/kinds.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// How much builds may do: a repository of a few kilobytes can ask for each of its objects again and again, and for
/// each of its patches on each of them. A unit is what an object, or a value in one, costs to be copied or looked at.
class Work {
 public:
  explicit Work(std::size_t most) : left_(most) {}

  /// Takes what a step costs. False, and nothing more is done from then on, when that is not left.
  bool take(std::size_t units) {
    if (units > left_) left_ = 0;
    left_ -= std::min(units, left_);
    return left_ != 0;
  }
  bool is_spent() const { return left_ == 0; }

 private:
  std::size_t left_;
};

/// What a text costs beside the value that it is.
inline std::size_t text_units(std::size_t bytes) {
  constexpr std::size_t kBytesForOne = 64;
  return bytes / kBytesForOne;
}

/// What an object costs, whatever is in it, and each value in it.
inline std::size_t units_of(const yaml::Value& object) {
  constexpr std::size_t kObject = 10;
  std::size_t units = kObject;
  const auto add = [&](const auto& self, const yaml::Value& value) -> void {
    ++units;
    if (value.is_string()) {
      units += text_units(value.as_string().size());
    } else if (value.is_sequence()) {
      for (const yaml::Value& item : value.items()) self(self, item);
    } else if (value.is_mapping()) {
      for (const yaml::Member& member : value.members()) {
        units += text_units(member.key.size());
        self(self, member.value);
      }
    }
  };
  add(add, object);
  return units;
}

/// What it costs to have an object once more: of a gateway, later stages make and judge much.
inline std::size_t object_units(const yaml::Value& object) {
  constexpr std::size_t kForGateway = 90;
  const bool is_gateway = object.string_at("kind") == model::kKind<model::VirtualMcpServerSpec>;
  return units_of(object) + (is_gateway ? kForGateway : 0);
}

/// What it costs to give an object a value, which it keeps, or a text of so many bytes.
inline constexpr std::size_t kForCopiedUnit = 32;
inline std::size_t copy_units(const yaml::Value& value) { return kForCopiedUnit * units_of(value); }
inline std::size_t copy_units(std::size_t bytes) { return kForCopiedUnit * text_units(bytes); }

/// What it costs to find a member, or to move the items behind one.
inline std::size_t search_units(const yaml::Value& holder) {
  constexpr std::size_t kSeenForOne = 8;
  const bool is_list = holder.is_sequence();
  return 1 + (is_list ? holder.items().size() : holder.is_mapping() ? holder.members().size() : 0) / kSeenForOne;
}

}  // namespace vmcp::gitops
