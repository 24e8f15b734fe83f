#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vmcp::start {

/// What keeps a file from being a signing key of the auth server: it must begin with a PEM block that holds an RSA key
/// of 2048 bits or more, an EC key on P-256, P-384 or P-521, or an Ed25519 key, in PKCS #1, SEC 1 or PKCS #8. Tells
/// nothing of the key but its size. As servercrypto's LoadSigningKey and DeriveSigningKeyParams.
std::optional<std::string> signing_key_problem(std::string_view file);

enum class Certificates : std::uint8_t {
  kPresent,
  kStandIn,  ///< a PEM block of the right name, but shorter than any certificate, as samples and tests have it
  kAbsent
};

/// Whether a file holds a PEM block with an X.509 certificate, as x509.CertPool.AppendCertsFromPEM wants one.
Certificates find_certificates(std::string_view file);

}  // namespace vmcp::start
