#pragma once

#include <cstdint>

namespace vmcp::yaml {

/// How a text is read: as the API server's tools read objects, or as Go's ordinary Unmarshal reads, which lets the last
/// of repeated keys win and looks at nothing behind the first document.
enum class Strictness : std::uint8_t { kStrict, kLenient };

}  // namespace vmcp::yaml
