#include "core/edit/operation.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace vmcp::edit {
namespace {

using diag::Cure;
using yaml::Value;

/// A name, or an index in brackets, at the front of a path, which loses it.
struct Part {
  std::string_view text;
  bool is_index = false;
};

Part take_part(std::string_view& path) {
  if (path.starts_with('.')) path.remove_prefix(1);
  if (path.starts_with('[')) {
    const std::size_t close = std::min(path.find(']'), path.size() - 1);
    const Part part{path.substr(1, close - 1), true};
    path.remove_prefix(close + 1);
    return part;
  }
  const Part part{path.substr(0, path.find_first_of(".["))};
  path.remove_prefix(part.text.size());
  return part;
}

Value& follow(Value& root, std::span<const std::size_t> way) {
  return const_cast<Value&>(edit::follow(std::as_const(root), way));
}

bool move(Value& root, const FieldAt& field, const std::string& path) {
  const std::optional<Destination> to = destination(root, path);
  if (!to) return false;
  const std::span<const std::size_t> above = std::span(field.way).first(field.way.size() - 1);
  Value* at = &follow(root, to->way);
  Value moved = follow(root, field.way);
  if (at->is_null()) *at = Value::mapping();
  for (std::size_t i = 0; i + 1 < to->missing.size(); ++i) {
    at->set(to->missing[i], Value::mapping());
    at = at->find(to->missing[i]);
  }
  at->set(to->missing.back(), std::move(moved));
  yaml::Mapping& members = follow(root, above).members();
  members.erase(members.begin() + static_cast<std::ptrdiff_t>(field.way.back()));
  return true;
}

bool carry_out(Content& content, const Operation& operation) {
  Value& root = content.objects[operation.field.object].root;
  if (operation.cure.kind == Cure::Kind::kMove) return move(root, operation.field, operation.cure.to);
  const std::vector<std::size_t>& way = operation.field.way;
  Value& holder = follow(root, std::span(way).first(way.size() - 1));
  yaml::Member& member = holder.members()[way.back()];
  switch (operation.cure.kind) {
    case Cure::Kind::kRename:
    case Cure::Kind::kCopy:
      if (holder.find(operation.cure.to) != nullptr) return false;
      member.key = operation.cure.to;
      if (operation.cure.kind == Cure::Kind::kCopy) member.value = operation.value;
      return true;
    case Cure::Kind::kReplace:
      member.value = Value(operation.cure.to);
      return true;
    case Cure::Kind::kWrap: {
      Value wrapped = std::move(member.value);
      member.value = Value::mapping().set(operation.cure.to, std::move(wrapped));
      return true;
    }
    case Cure::Kind::kNone:
    case Cure::Kind::kMove:
      break;
  }
  return false;
}

}  // namespace

std::optional<Destination> destination(const Value& root, std::string_view path) {
  Destination to;
  const Value* at = &root;
  while (!path.empty()) {
    const Part part = take_part(path);
    if (part.is_index) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(part.text.data(), part.text.data() + part.text.size(), index);
      const bool is_number = error == std::errc{} && end == part.text.data() + part.text.size();
      if (!to.missing.empty() || !is_number || !at->is_sequence() || index >= at->items().size()) return std::nullopt;
      to.way.push_back(index);
      at = &at->items()[index];
      continue;
    }
    if (!to.missing.empty() || at->is_null()) {
      to.missing.emplace_back(part.text);
      continue;
    }
    if (!at->is_mapping()) return std::nullopt;
    const auto found = std::ranges::find(at->members(), part.text, &yaml::Member::key);
    if (found == at->members().end()) {
      to.missing.emplace_back(part.text);
    } else {
      to.way.push_back(static_cast<std::size_t>(found - at->members().begin()));
      at = &found->value;
    }
  }
  if (to.missing.empty()) return std::nullopt;
  return to;
}

std::optional<Content> carry_out(const Content& content, std::span<const Operation> operations) {
  Content result = content;
  // A field that goes away changes the ways to those behind it: the last go first, when all else is done.
  std::vector<const Operation*> in_order;
  for (const Operation& operation : operations) in_order.push_back(&operation);
  std::ranges::stable_sort(in_order, [](const Operation* one, const Operation* other) {
    const bool one_moves = one->cure.kind == Cure::Kind::kMove;
    const bool other_moves = other->cure.kind == Cure::Kind::kMove;
    return one_moves && other_moves ? other->field < one->field : !one_moves && other_moves;
  });
  for (const Operation* operation : in_order) {
    if (!carry_out(result, *operation)) return std::nullopt;
  }
  return result;
}

}  // namespace vmcp::edit
