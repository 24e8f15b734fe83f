#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/yaml/member_search.h"
#include "core/yaml/value.h"

namespace vmcp::apply {

/// A field of an object and the way that leads to it, whether or not the object has it. A child points to its parent,
/// which must outlive it: the path costs nothing until somebody asks for it, and only what is refused is asked for.
class Node {
 public:
  /// The object itself; its path is empty.
  explicit Node(const yaml::Value& object) : value_(&object) {}

  Node operator[](std::string_view field) const&;
  Node operator[](std::size_t index) const&;
  /// A member of a map with free keys, `limits[cpu]`; the value may be null pointer where the map lacks it.
  Node at_key(std::string_view key) const&;
  /// The same, for a member that is at hand.
  Node at_key(const yaml::Member& member) const&;
  /// The same, for one who looks for as many keys as there may be.
  Node at_key(std::string_view key, yaml::MemberSearch& search) const&;
  /// The same value under another name, where the API server names a field unlike its key.
  Node named(std::string_view field) const;
  /// The same value and name below another parent, where the API server leaves a step out.
  Node below(const Node& parent) const;
  /// The same value at another place of a list, where the API server counts otherwise.
  Node at_index(std::size_t index) const;
  // A parent that ends with its statement would leave its children dangling.
  Node operator[](std::string_view field) const&& = delete;
  Node operator[](std::size_t index) const&& = delete;
  Node at_key(std::string_view key) const&& = delete;
  Node at_key(const yaml::Member& member) const&& = delete;
  Node at_key(std::string_view key, yaml::MemberSearch& search) const&& = delete;

  /// As Go sees a pointer or a slice: absent and null are the same.
  bool exists() const { return value_ != nullptr && !value_->is_null(); }
  /// Items of a list, members of a mapping; else 0.
  std::size_t size() const;
  bool empty() const { return size() == 0; }

  /// What Go's field holds: the zero value where there is none of the kind.
  std::string_view text() const;
  std::int64_t integer(std::int64_t otherwise = 0) const;
  bool is_true() const;
  bool is_integer() const { return value_ != nullptr && value_->kind() == yaml::Value::Kind::kInt; }

  const yaml::Mapping& members() const;
  const yaml::Value* value() const { return value_; }

  /// As the API server writes it: `spec.template.spec.containers[0].resources.limits[cpu]`.
  std::string path() const;

 private:
  enum class Step : std::uint8_t { kField, kIndex, kKey };
  Node(const Node& parent, const yaml::Value* value, Step step, std::string_view name, std::size_t index)
      : parent_(&parent), value_(value), name_(name), index_(index), step_(step) {}

  const Node* parent_ = nullptr;
  const yaml::Value* value_ = nullptr;
  std::string_view name_;
  std::size_t index_ = 0;
  Step step_ = Step::kField;
};

/// Calls `visit(item)` for each item of a list.
template <class Visitor>
void for_each_item(const Node& list, const Visitor& visit) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Node item = list[i];
    visit(item);
  }
}

}  // namespace vmcp::apply
