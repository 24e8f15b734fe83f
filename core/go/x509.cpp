#include "core/go/x509.h"

#include <openssl/x509.h>

#include "core/go/quiet_openssl.h"

namespace vmcp::go {

bool is_certificate(std::string_view der) {
  const QuietOpenSsl quiet;
  const auto* const begin = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* at = begin;
  X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
  if (certificate == nullptr) return false;
  X509_free(certificate);
  return at == begin + der.size();
}

}  // namespace vmcp::go
