#include "core/yaml/tree_builder.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "core/diag/code.h"
#include "core/yaml/duplicates.h"
#include "core/yaml/problem.h"
#include "core/yaml/scalar.h"
#include "core/yaml/take_from.h"

namespace vmcp::yaml {
namespace {

constexpr std::string_view kMergeKey = "<<";
constexpr std::string_view kMergeTag = "tag:yaml.org,2002:merge";

[[noreturn]] void fail(diag::Code code, std::string message, Mark mark) {
  throw Problem{0, code, std::move(message), mark};
}

[[noreturn]] void fail_aliasing(Mark mark) {
  fail("excessive-aliasing", "anchors and aliases make the document many times larger than its text", mark);
}

/// Share of the decoded nodes that may come from aliases, as allowedAliasRatio of go.yaml.in/yaml/v2.
double allowed_alias_share(std::uint64_t decoded) {
  constexpr double kLow = 400'000;
  constexpr double kHigh = 4'000'000;
  const double share = (static_cast<double>(decoded) - kLow) / (kHigh - kLow);
  return 0.99 - 0.89 * std::clamp(share, 0.0, 1.0);
}

Value value_of(Scalar scalar, Mark mark) {
  std::optional<Value> value = to_value(std::move(scalar));
  if (!value) fail("not-a-number", "infinity and NaN have no JSON form", mark);
  value->set_mark(mark);
  return std::move(*value);
}

std::string key_of(Scalar scalar, Mark mark) {
  std::optional<std::string> key = to_key(std::move(scalar));
  if (!key) fail("invalid-key", "null and integers beyond 64 bits cannot be keys", mark);
  return std::move(*key);
}

Scalar scalar_of(const Value& value, Mark mark) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      return Scalar{};
    case Value::Kind::kBool:
      return Scalar{value.as_bool()};
    case Value::Kind::kInt:
      return Scalar{value.as_int()};
    case Value::Kind::kUint:
      return Scalar{value.as_uint()};
    case Value::Kind::kFloat:
      return Scalar{value.as_float()};
    case Value::Kind::kString:
      return Scalar{value.as_string()};
    default:
      fail("invalid-key", "a mapping or sequence cannot be a key", mark);
  }
}

}  // namespace

void TreeBuilder::plain_scalar(std::size_t offset, std::string_view text, Anchor anchor) {
  const Mark mark = locator_.at(offset);
  const Cost cost{1, text.size()};
  decoded_ += cost;
  if (!at_key()) {
    Value value = value_of(resolve_plain(text), mark);
    remember(anchor, value, cost);
    return add(std::move(value));
  }
  if (text == kMergeKey) return merge_key(mark);
  if (anchor != 0) remember(anchor, value_of(resolve_plain(text), mark), cost);
  key(key_of(resolve_plain(text), mark), mark);
}

void TreeBuilder::text_scalar(std::size_t offset, std::string text, Anchor anchor) {
  const Mark mark = locator_.at(offset);
  const Cost cost{1, text.size()};
  decoded_ += cost;
  if (at_key()) {
    if (anchor != 0) remember(anchor, value_of(Scalar{text}, mark), cost);
    return key(std::move(text), mark);
  }
  Value value{std::move(text)};
  value.set_mark(mark);
  remember(anchor, value, cost);
  add(std::move(value));
}

void TreeBuilder::tagged_scalar(std::size_t offset, std::string_view tag, std::string_view text, Anchor anchor) {
  const Mark mark = locator_.at(offset);
  const Cost cost{1, text.size()};
  decoded_ += cost;
  if (at_key() && text == kMergeKey && tag == kMergeTag) return merge_key(mark);
  std::optional<Scalar> scalar = resolve_tagged(tag, text);
  if (!scalar) fail("invalid-tag", "the value is not what its tag says", mark);
  if (anchor != 0) remember(anchor, value_of(*resolve_tagged(tag, text), mark), cost);
  if (at_key()) return key(key_of(std::move(*scalar), mark), mark);
  add(value_of(std::move(*scalar), mark));
}

void TreeBuilder::empty(std::size_t offset, Anchor anchor) {
  const bool is_value = !open_.empty() && open_.back().has_key;
  const Mark mark = is_value ? open_.back().key_mark : locator_.at(offset);
  const Cost cost{1, 0};
  decoded_ += cost;
  if (at_key()) fail("invalid-key", "null cannot be a key", mark);
  Value value;
  value.set_mark(mark);
  remember(anchor, value, cost);
  add(std::move(value));
}

void TreeBuilder::alias(std::size_t offset, Anchor anchor) {
  const Mark mark = locator_.at(offset);
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) fail("self-reference", "the alias stands inside the node that it refers to", mark);
  count_alias(found->second.cost, mark);
  has_aliases_ = true;
  const Value& target = found->second.value;
  if (at_key()) {
    aliased_keys_.insert(mark);
    key(key_of(scalar_of(target, mark), mark), mark);
  } else {
    add(target);
  }
}

void TreeBuilder::count_alias(const Cost& cost, Mark mark) {
  constexpr std::uint64_t kFewAliases = 100;
  constexpr std::uint64_t kFewNodes = 1000;
  decoded_ += Cost{1, 0};
  decoded_ += cost;
  decoded_in_aliases_ += cost;
  if (is_too_much(decoded_in_aliases_)) fail_aliasing(mark);
  if (decoded_in_aliases_.nodes <= kFewAliases || decoded_.nodes <= kFewNodes) return;
  const double share = static_cast<double>(decoded_in_aliases_.nodes) / static_cast<double>(decoded_.nodes);
  if (share > allowed_alias_share(decoded_.nodes)) fail_aliasing(mark);
}

bool TreeBuilder::is_too_much(const Cost& copies) const {
  // The API server takes no object beyond 3 MiB; a text holds several at most.
  constexpr std::uint64_t kFewBytes = std::uint64_t{4} << 20U;
  return copies.bytes > kFewBytes + 10 * text_size_;
}

void TreeBuilder::key(std::string text, Mark mark) {
  Collection& mapping = open_.back();
  mapping.key = std::move(text);
  mapping.key_mark = mark;
  mapping.has_key = true;
}

void TreeBuilder::merge_key(Mark mark) {
  open_.back().key_is_merge = true;
  key(std::string(kMergeKey), mark);
}

void TreeBuilder::begin(Value value, std::size_t offset, Anchor anchor) {
  const Mark mark = locator_.at(offset);
  if (at_key()) fail("invalid-key", "a mapping or sequence cannot be a key", mark);
  if (open_.size() == kMaxDepth) fail_too_deep(offset);
  value.set_mark(mark);
  const std::size_t first = value.is_mapping() ? members_.size() : items_.size();
  open_.push_back(Collection{std::move(value), first, anchor, decoded_, {}, {}, false, false, {}});
  decoded_ += Cost{1, 0};
}

void TreeBuilder::end_sequence() {
  Collection& sequence = open_.back();
  sequence.value.items() = take_from(items_, sequence.first);
  end();
}

void TreeBuilder::end_mapping() {
  Collection& mapping = open_.back();
  Mapping& members = mapping.value.members();
  members = take_from(members_, mapping.first);
  const bool refuse = strictness_ == Strictness::kStrict;
  if (const Duplicate duplicate = find_duplicate(members); refuse && duplicate.again != nullptr) {
    // In braces a value without a key is read as a key without a value, and may be a secret.
    if (duplicate.first->value.is_null() && duplicate.again->value.is_null()) {
      throw Problem{0, "duplicate-key", "a key without a value is given twice", duplicate.again->key_mark,
                    duplicate.first->key_mark};
    }
    // What it stands for may be a secret elsewhere.
    if (aliased_keys_.contains(duplicate.again->key_mark)) {
      throw Problem{0, "duplicate-key", "a key that is an alias is given twice", duplicate.again->key_mark,
                    duplicate.first->key_mark};
    }
    fail_duplicate_key(duplicate, members);
  }
  if (!refuse || !mapping.merges.empty()) members = merge_members(std::move(members), std::move(mapping.merges));
  end();
}

void TreeBuilder::end() {
  Collection done = std::move(open_.back());
  open_.pop_back();
  remember(done.anchor, done.value, decoded_ - done.decoded_before);
  add(std::move(done.value));
}

void TreeBuilder::add(Value value) {
  if (open_.empty()) {
    root_ = std::move(value);
    return;
  }
  Collection& parent = open_.back();
  if (parent.value.is_sequence()) {
    items_.push_back(std::move(value));
    return;
  }
  if (std::exchange(parent.key_is_merge, false)) {
    check_merge(value, parent);
    parent.merges.push_back({members_.size() - parent.first, std::move(value)});
  } else {
    members_.push_back(Member{std::move(parent.key), std::move(value), parent.key_mark});
  }
  parent.has_key = false;
}

void TreeBuilder::check_merge(const Value& value, const Collection& into) {
  const bool fits =
      value.is_mapping() || (value.is_sequence() && std::ranges::all_of(value.items(), &Value::is_mapping));
  if (!fits) fail("invalid-merge", "\"<<\" merges a mapping or a sequence of mappings", into.key_mark);
}

void TreeBuilder::remember(Anchor anchor, const Value& value, const Cost& cost) {
  if (anchor == 0) return;
  // Each anchor keeps a copy, so that anchors inside anchors could multiply a document as aliases can.
  constexpr std::uint64_t kFewNodes = 10'000;
  remembered_ += cost;
  if (remembered_.nodes > 4 * decoded_.nodes + kFewNodes || is_too_much(remembered_)) fail_aliasing(value.mark());
  anchors_[anchor] = Anchored{value, cost};
}

}  // namespace vmcp::yaml
