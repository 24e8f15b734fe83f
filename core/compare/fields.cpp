#include "core/compare/fields.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/compare/pairing.h"
#include "core/diag/field_path.h"
#include "core/text/ascii.h"

namespace vmcp::compare {
namespace {

using diag::FieldPath;
using yaml::Value;

bool is_scalar(const Value& value) { return !value.is_mapping() && !value.is_sequence(); }

/// A key that a dot can stand before; others are bracketed.
bool is_plain_key(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) { return text::is_alphanumeric(c) || c == '_'; });
}

FieldPath member_path(const FieldPath& path, const std::string& key) {
  return is_plain_key(key) ? path / key : path.key(key);
}

bool is_list_of_items(const Value& value) {
  return value.is_sequence() && std::ranges::none_of(value.items(), is_scalar);
}

std::optional<Value> copied(const Value* value) { return value == nullptr ? std::nullopt : std::optional(*value); }

/// What is told by its members, even where one side lacks it: maps, whose keys tell more than that there is one, and
/// what is no more than its one member.
bool is_told_by_members(std::string_view key, const Value& value) {
  if (!value.is_mapping()) return false;
  return key == "annotations" || key == "labels" || key == "data" || value.members().size() == 1;
}

class Finder {
 public:
  void compare(const Value* ours, const Value* theirs, const FieldPath& path) {
    const bool both = ours != nullptr && theirs != nullptr;
    if (both && ours->is_mapping() && theirs->is_mapping()) {
      for (const Pair<const Value>& pair : pair_members(ours, theirs)) compare_member(pair, path);
    } else if (both && is_list_of_items(*ours) && is_list_of_items(*theirs)) {
      compare_items(*ours, *theirs, path);
    } else if (!both || !(*ours == *theirs)) {
      add(path, ours, theirs);
    }
  }

  std::vector<FieldDifference> take() { return std::move(found_); }

 private:
  void compare_member(const Pair<const Value>& pair, const FieldPath& path) {
    static const Value kEmpty = Value::mapping();
    const FieldPath at = member_path(path, pair.label);
    const Value& known = pair.ours != nullptr ? *pair.ours : *pair.theirs;
    if (!is_told_by_members(pair.label, known)) return compare(pair.ours, pair.theirs, at);
    compare(pair.ours != nullptr ? pair.ours : &kEmpty, pair.theirs != nullptr ? pair.theirs : &kEmpty, at);
  }

  void compare_items(const Value& ours, const Value& theirs, const FieldPath& path) {
    const Items<const Value> items = pair_items(&ours, &theirs);
    if (items.reordered) {
      std::vector<Pair<const Value>> in_theirs = items.pairs;
      std::ranges::sort(in_theirs, {}, &Pair<const Value>::theirs);
      found_.push_back(
          {path.str(), names(items.pairs, &Pair<const Value>::ours), names(in_theirs, &Pair<const Value>::theirs)});
    }
    for (const Pair<const Value>& pair : items.pairs) compare(pair.ours, pair.theirs, path.key(pair.label));
  }

  /// The labels of those that a side has.
  static Value names(const std::vector<Pair<const Value>>& pairs, const Value* Pair<const Value>::*side) {
    Value result = Value::sequence();
    for (const Pair<const Value>& pair : pairs) {
      if (pair.*side != nullptr) result.push(pair.label);
    }
    return result;
  }

  void add(const FieldPath& path, const Value* ours, const Value* theirs) {
    found_.push_back({path.str(), copied(ours), copied(theirs)});
  }

  std::vector<FieldDifference> found_;
};

}  // namespace

std::vector<FieldDifference> differences(const Value& ours, const Value& theirs) {
  Finder finder;
  finder.compare(&ours, &theirs, {});
  return finder.take();
}

}  // namespace vmcp::compare
