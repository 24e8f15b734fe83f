#include "core/apply/node.h"

namespace vmcp::apply {
namespace {

const yaml::Mapping kNoMembers;

}  // namespace

Node Node::operator[](std::string_view field) const& {
  return {*this, value_ == nullptr ? nullptr : value_->find(field), Step::kField, field, 0};
}

Node Node::operator[](std::size_t index) const& {
  const bool is_there = value_ != nullptr && value_->is_sequence() && index < size();
  return {*this, is_there ? &value_->items()[index] : nullptr, Step::kIndex, {}, index};
}

Node Node::at_key(std::string_view key) const& {
  return {*this, value_ == nullptr ? nullptr : value_->find(key), Step::kKey, key, 0};
}

Node Node::at_key(const yaml::Member& member) const& { return {*this, &member.value, Step::kKey, member.key, 0}; }

Node Node::at_key(std::string_view key, yaml::MemberSearch& search) const& {
  const yaml::Member* member = value_ == nullptr ? nullptr : search.find(*value_, key);
  return {*this, member == nullptr ? nullptr : &member->value, Step::kKey, key, 0};
}

Node Node::named(std::string_view field) const {
  Node node = *this;
  node.name_ = field;
  return node;
}

Node Node::below(const Node& parent) const {
  Node node = *this;
  node.parent_ = &parent;
  return node;
}

Node Node::at_index(std::size_t index) const {
  Node node = *this;
  node.index_ = index;
  return node;
}

std::size_t Node::size() const {
  if (value_ == nullptr) return 0;
  if (value_->is_sequence()) return value_->items().size();
  return value_->is_mapping() ? value_->members().size() : 0;
}

std::string_view Node::text() const {
  return value_ != nullptr && value_->is_string() ? std::string_view(value_->as_string()) : std::string_view{};
}

std::int64_t Node::integer(std::int64_t otherwise) const { return is_integer() ? value_->as_int() : otherwise; }

bool Node::is_true() const { return value_ != nullptr && value_->is_bool() && value_->as_bool(); }

const yaml::Mapping& Node::members() const {
  return value_ != nullptr && value_->is_mapping() ? value_->members() : kNoMembers;
}

std::string Node::path() const {
  if (parent_ == nullptr) return {};
  std::string path = parent_->path();
  switch (step_) {
    case Step::kField:
      if (!path.empty()) path += '.';
      return path.append(name_);
    case Step::kIndex:
      return path + '[' + std::to_string(index_) + ']';
    case Step::kKey:
      return path.append("[").append(name_).append("]");
  }
  return path;
}

}  // namespace vmcp::apply
