#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vmcp::yaml {

/// What yaml-cpp would read otherwise than go.yaml.in/yaml/v2, found by scan_syntax().
struct Differences {
  struct Scalar {
    std::size_t offset = 0;
    std::string text;
  };
  /// Scalars, by the offset of their first character, with the text that they stand for.
  std::vector<Scalar> scalars;
  /// Offsets of U+2028 and U+2029 that break lines outside quotes.
  std::vector<std::size_t> breaks;
  /// Offsets of colons that end a plain scalar in a flow collection, and belong to it.
  std::vector<std::size_t> colons;
  /// Offsets, in order, at which yaml-cpp needs a blank: in front of a colon right behind an alias that is a key, and
  /// behind a colon or question mark in a flow collection.
  std::vector<std::size_t> blanks;
};

/// Refuses what go.yaml.in/yaml/v2 refuses where yaml-cpp is laxer: tabs as indentation, keys without a colon,
/// escapes such as `\/`, directives, unusual anchors and tags, block scalar headers, text behind the document. It
/// judges characters and tokens only; yaml-cpp judges how nodes nest. `text` is one document with its line breaks
/// normalized. Throws Problem.
Differences scan_syntax(std::string_view text);

/// A token of a document, as offsets into its text.
struct Token {
  enum class Kind : std::uint8_t {
    kScalar,
    kAlias,
    kProperty,  ///< an anchor or a tag
    kItem,      ///< `-`
    kKey,       ///< `?`
    kValue,     ///< `:`
    kComma,
    kOpen,
    kClose
  };

  Kind kind = Kind::kScalar;
  std::size_t begin = 0;
  std::size_t end = 0;  ///< without blanks and line breaks at its end
};

/// The tokens of a document in their order; comments are none. As scan_syntax(), throws Problem.
std::vector<Token> scan_tokens(std::string_view text);

}  // namespace vmcp::yaml
