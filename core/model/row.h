#pragma once

#include <cstdint>
#include <string_view>

#include "core/release/release.h"

namespace vmcp::model {

using release::Set;

/// Whether an encoder leaves a field out when it holds its type's zero value (Go's `omitempty`).
enum class Presence : std::uint8_t { kAlways, kOmitEmpty };

template <class Struct, class Member>
struct SpannedRow;

/// One field of a struct: its key in YAML and JSON, and the member that holds it. A struct's `rows()` lists
/// its fields in the order of the Go type; decoder, encoder and field paths are all made from it. It is a template, so
/// that only the files that encode or decode a struct pay for its tuple.
template <class Struct, class Member>
struct Row {
  std::string_view key;
  Member Struct::*member;
  Presence presence;

  /// The same field, which releases before `first` do not have.
  constexpr SpannedRow<Struct, Member> since(Set first) const;
};

/// A field that only some releases have. A type of its own, so that the others cost nothing.
template <class Struct, class Member>
struct SpannedRow : Row<Struct, Member> {
  release::Span span;
};

template <class Struct, class Member>
constexpr SpannedRow<Struct, Member> Row<Struct, Member>::since(Set first) const {
  return {*this, release::since(first)};
}

template <class Struct, class Member>
constexpr Row<Struct, Member> always(std::string_view key, Member Struct::*member) {
  return {key, member, Presence::kAlways};
}

template <class Struct, class Member>
constexpr Row<Struct, Member> omitempty(std::string_view key, Member Struct::*member) {
  return {key, member, Presence::kOmitEmpty};
}

/// Whether releases of `set` have the field.
template <class Struct, class Member>
constexpr bool is_alive(const Row<Struct, Member>&, Set) {
  return true;
}
template <class Struct, class Member>
constexpr bool is_alive(const SpannedRow<Struct, Member>& row, Set set) {
  return row.span.holds(set);
}

}  // namespace vmcp::model
