#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/cedar/parse_error.h"

namespace vmcp::cedar {

/// What the parser makes of the text of one policy.
struct Policy {
  std::optional<ParseError> problem;  ///< why cedar-go refuses the text
  /// Where something follows the policy that is read, and is dropped in silence.
  std::optional<ParseError> ignored_rest;
};

/// Parses the first policy of a text as cedar-go's Policy.UnmarshalCedar does: syntax, names and arities of functions
/// and methods as far as it looks at them. A text that nests deeper than kDepthLimit is taken as fine, not followed.
Policy parse_policy(std::string_view text);

inline constexpr std::size_t kDepthLimit = 400;

}  // namespace vmcp::cedar
