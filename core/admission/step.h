#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/diag/field_path.h"
#include "core/diag/secrecy.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// How a path names the key of a map: `.key` in what strict decoding and schema validation report, `[key]` in what
/// list types and rules report.
enum class MapKeys : std::uint8_t { kDotted, kBracketed };

/// One step of the way from an object's root to a value. Steps are linked on the stack of the walk that takes them,
/// so a path costs nothing until something is found.
class Step {
 public:
  /// The root of an object.
  explicit Step(yaml::Mark mark) : kind_(Kind::kRoot), mark_(mark) {}

  Step field(const yaml::Member& member) const { return Step(Kind::kField, this, member.key, 0, mark_of(member)); }
  Step key(const yaml::Member& member) const { return Step(Kind::kKey, this, member.key, 0, mark_of(member)); }
  /// This step, whose key is known to be no secret.
  Step shown() const {
    Step step = *this;
    step.is_shown_ = true;
    return step;
  }
  /// A field that is not there; its place is its parent's.
  Step missing(std::string_view name) const { return Step(Kind::kField, this, name, 0, mark_); }
  Step item(std::size_t index, const yaml::Value& value) const {
    return Step(Kind::kItem, this, {}, index, value.mark().known() ? value.mark() : mark_);
  }

  /// Where the key or item stands; its parent's place when no input holds it.
  const yaml::Mark& mark() const { return mark_; }

  /// Without the keys that must not be shown: such a path ends in front of the first.
  diag::FieldPath path(MapKeys keys) const;
  /// With all keys, to find the value again: what is said of it is not to show them.
  diag::FieldPath whole_path() const;

  /// The step before; null pointer at the root. Where this one goes: to the item `index()`, or to the field or map key
  /// `name()`.
  const Step* parent() const { return parent_; }
  bool is_item() const { return kind_ == Kind::kItem; }
  bool is_key() const { return kind_ == Kind::kKey; }
  std::string_view name() const { return name_; }
  std::size_t index() const { return index_; }
  /// What may be shown of the value here.
  diag::Secrecy secrecy() const;
  /// Whether the key here may be shown; items and the root have none.
  bool shows_key() const;
  /// Whether this is what an object is called, in its metadata.
  bool is_identity() const;

 private:
  enum class Kind : std::uint8_t { kRoot, kField, kKey, kItem };

  Step(Kind kind, const Step* parent, std::string_view name, std::size_t index, yaml::Mark mark)
      : kind_(kind), parent_(parent), name_(name), index_(index), mark_(mark) {}

  bool has_key() const { return kind_ == Kind::kField || kind_ == Kind::kKey; }
  yaml::Mark mark_of(const yaml::Member& member) const { return member.key_mark.known() ? member.key_mark : mark_; }

  Kind kind_;
  const Step* parent_ = nullptr;
  std::string_view name_;
  std::size_t index_ = 0;
  yaml::Mark mark_;
  bool is_shown_ = false;
};

}  // namespace vmcp::admission
