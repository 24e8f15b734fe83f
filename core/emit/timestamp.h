#pragma once

#include <string_view>

namespace vmcp::emit {

/// Whether go-yaml reads `text` as a timestamp: `2001-1-2`, `2001-01-02 3:4:5.6`, `2001-01-02T03:04:05Z`,
/// `2001-01-02t03:04:05,5+01:00` (as parseTimestamp, with what time.Parse tolerates).
bool is_timestamp(std::string_view text);

}  // namespace vmcp::emit
