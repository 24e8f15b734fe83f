#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vmcp::yaml {

/// The text of a quoted scalar over one or more lines, as go.yaml.in/yaml/v2 reads it. `quoted` is what stands between
/// the quotes, with its escapes checked and its line breaks normalized; `quote` is the kind of quotes.
std::string read_quoted(std::string_view quoted, char quote);

/// The text of a folded block scalar that keeps its last line breaks (`>+`): `lines` are the lines behind its header,
/// `indent` the blanks in front of each.
std::string read_folded(std::string_view lines, std::size_t indent);

}  // namespace vmcp::yaml
