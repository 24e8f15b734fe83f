#pragma once

#include <cstddef>
#include <string_view>

#include "core/yaml/locator.h"
#include "core/yaml/strictness.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Reads the JSON value that begins at `offset` of `text` (white space before it is fine), as Go's encoding/json
/// does: unpaired surrogates become U+FFFD. Moves `offset` behind the value. Strict reading refuses
/// a key given twice. Throws Problem.
Value read_json(std::string_view text, std::size_t& offset, Locator& locator,
                Strictness strictness = Strictness::kStrict);

/// The offset of the first byte from `offset` on that is not white space; the text's size when there is none.
std::size_t skip_json_space(std::string_view text, std::size_t offset);

}  // namespace vmcp::yaml
