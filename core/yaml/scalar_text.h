#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vmcp::yaml {

/// The text of a quoted or plain scalar over one or more lines, as go.yaml.in/yaml/v2 reads it. `quoted` is what stands
/// between the quotes, with its escapes checked and its line breaks normalized; `quote` is the kind of quotes, NUL for
/// a plain scalar.
std::string read_quoted(std::string_view quoted, char quote);

/// What the header of a block scalar says.
struct BlockHeader {
  char style = '|';        ///< `|` or `>`
  char chomping = '\0';    ///< `+`, `-` or NUL
  std::size_t indent = 0;  ///< blanks in front of each line
};

/// The text of a block scalar, as go.yaml.in/yaml/v2 reads it: `lines` are the lines behind its header.
std::string read_block(const BlockHeader& header, std::string_view lines);

}  // namespace vmcp::yaml
