#pragma once

#include <cstddef>
#include <string_view>

#include "core/go/private_key.h"

namespace vmcp::go {

using namespace std::string_view_literals;

// The names of algorithms of keys, as the bytes of their object identifiers.
inline constexpr std::string_view kRsaObject = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"sv;
inline constexpr std::string_view kEcObject = "\x2a\x86\x48\xce\x3d\x02\x01"sv;
inline constexpr std::string_view kEd25519Object = "\x2b\x65\x70"sv;

/// Of a public key, and of the seed that a private one is made of.
inline constexpr std::size_t kEd25519Size = 32;

/// A curve that Go knows. The order of its base point is as many bytes as a coordinate has.
struct NamedCurve {
  std::string_view object;
  PrivateKey::Curve curve;
  std::string_view order;
};

/// Null when Go knows no curve of this name.
const NamedCurve* find_curve(std::string_view object);

}  // namespace vmcp::go
