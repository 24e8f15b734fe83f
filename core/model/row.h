#pragma once

#include <cstdint>
#include <string_view>

namespace vmcp::model {

/// Whether an encoder leaves a field out when it holds its type's zero value (Go's `omitempty`).
enum class Presence : std::uint8_t { kAlways, kOmitEmpty };

/// One field of a struct: its key in YAML and JSON, and the member that holds it. A struct's `rows()` lists
/// its fields in the order of the Go type; decoder, encoder and field paths are all made from it. It is a template, so
/// that only the files that encode or decode a struct pay for its tuple.
template <class Struct, class Member>
struct Row {
  std::string_view key;
  Member Struct::*member;
  Presence presence;
};

template <class Struct, class Member>
constexpr Row<Struct, Member> always(std::string_view key, Member Struct::*member) {
  return {key, member, Presence::kAlways};
}

template <class Struct, class Member>
constexpr Row<Struct, Member> omitempty(std::string_view key, Member Struct::*member) {
  return {key, member, Presence::kOmitEmpty};
}

}  // namespace vmcp::model
