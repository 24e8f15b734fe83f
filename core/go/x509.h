#pragma once

#include <string_view>

namespace vmcp::go {

/// Whether DER bytes are one X.509 certificate and nothing else. As x509.ParseCertificate, which looks closer at some
/// extensions.
bool is_certificate(std::string_view der);

}  // namespace vmcp::go
