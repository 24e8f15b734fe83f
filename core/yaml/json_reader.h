#pragma once

#include <cstddef>
#include <string_view>

#include "core/yaml/duplicates.h"
#include "core/yaml/locator.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Reads the JSON value that begins at `offset` of `text` (white space before it is fine), as Go's encoding/json
/// does: unpaired surrogates become U+FFFD. Moves `offset` behind the value. `keys` says
/// what becomes of a key given twice. Throws Problem.
Value read_json(std::string_view text, std::size_t& offset, Locator& locator,
                DuplicateKeys keys = DuplicateKeys::kRefuse);

/// The offset of the first byte from `offset` on that is not white space; the text's size when there is none.
std::size_t skip_json_space(std::string_view text, std::size_t offset);

}  // namespace vmcp::yaml
