#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cedar/parse_error.h"

namespace vmcp::cedar {

/// A JSON value as it was written: keys that are repeated stay, numbers keep their text.
struct Json {
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  struct Member;

  Kind kind = Kind::kNull;
  std::size_t offset = 0;  ///< of its first byte
  std::string text;        ///< of a string, without escapes; of a number, as written
  std::vector<Json> items;
  std::vector<Member> members;

  bool is(Kind wanted) const { return kind == wanted; }
};

struct Json::Member {
  std::string key;
  Json value;
};

/// A document, or why it is none; neither when it nests too deep to be followed.
struct JsonDocument {
  std::optional<Json> root;
  std::optional<ParseError> problem;
};

/// Reads a text as Go's encoding/json does: one value, with white space around it and nothing else.
JsonDocument parse_json(std::string_view text);

}  // namespace vmcp::cedar
