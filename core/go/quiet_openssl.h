#pragma once

#include <openssl/crypto.h>
#include <openssl/err.h>

namespace vmcp::go {

/// While it lives, what fails stays out of OpenSSL's queue of errors; and OpenSSL does not read the configuration file
/// that the environment names.
class QuietOpenSsl {
 public:
  QuietOpenSsl() {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    ERR_set_mark();
  }
  QuietOpenSsl(const QuietOpenSsl&) = delete;
  QuietOpenSsl& operator=(const QuietOpenSsl&) = delete;
  ~QuietOpenSsl() { ERR_pop_to_mark(); }
};

}  // namespace vmcp::go
