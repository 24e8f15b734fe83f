#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace vmcp::go {

/// What a private key tells of itself without being told.
struct PrivateKey {
  enum class Algorithm : std::uint8_t { kRsa, kEcdsa, kEd25519 };
  enum class Curve : std::uint8_t { kP224, kP256, kP384, kP521, kOther };

  Algorithm algorithm = Algorithm::kRsa;
  Curve curve = Curve::kOther;  ///< of kEcdsa
  int bits = 0;                 ///< of kRsa: how long its modulus is
  bool usable_exponent = true;  ///< of kRsa: its public exponent is one that RSA can use
};

/// DER bytes as x509.ParsePKCS1PrivateKey, x509.ParseECPrivateKey or x509.ParsePKCS8PrivateKey take them, tried in this
/// order; nothing when each refuses them. The numbers of an RSA key are not held against each other, and an EC key on a
/// curve that Go does not know is one.
std::optional<PrivateKey> parse_private_key(std::string_view der);

}  // namespace vmcp::go
