#pragma once

#include <string_view>

namespace vmcp::go {

/// Whether DER bytes are one X.509 certificate and nothing else. As x509.ParseCertificate, which looks closer at some
/// extensions, at points of elliptic curves and at keys that nobody uses any more (DSA, X25519).
bool is_certificate(std::string_view der);

}  // namespace vmcp::go
