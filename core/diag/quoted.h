#pragma once

#include <string>
#include <string_view>

#include "core/diag/secrecy.h"

namespace vmcp::diag {

/// A value as messages show it: without what looks like a secret.
inline std::string quoted(std::string_view value) { return '"' + redacted(value) + '"'; }

}  // namespace vmcp::diag
