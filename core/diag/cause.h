#pragma once

#include <string_view>

namespace vmcp::diag {

/// What a related place says that is to be mended itself, so that the finding goes away. Of several findings with such
/// a place in common the most severe is shown, and of those the first: the others follow from the same mistake.
inline constexpr std::string_view kCauseNote = "this namespace is probably misspelt";

}  // namespace vmcp::diag
