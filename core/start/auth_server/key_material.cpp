#include "core/start/auth_server/key_material.h"

// The functions that are not deprecated fetch their algorithms from a provider, for which OpenSSL reads the
// configuration file that the environment names: not for this layer.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <algorithm>
#include <array>
#include <memory>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "core/diag/quoted.h"
#include "core/go/pem.h"
#include "core/go/quiet_openssl.h"
#include "core/go/x509.h"

namespace vmcp::start {
namespace {

constexpr int kLeastRsaBits = 2048;
constexpr std::size_t kEd25519Size = 32;
constexpr std::size_t kLeastCertificateBytes = 64;

template <auto kFree>
struct Freeing {
  template <class T>
  void operator()(T* value) const {
    kFree(value);
  }
};
template <class T, auto kFree>
using Owned = std::unique_ptr<T, Freeing<kFree>>;
using Rsa = Owned<RSA, RSA_free>;
using EcKey = Owned<EC_KEY, EC_KEY_free>;
using Pkcs8 = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

/// DER bytes on their way through OpenSSL's decoders.
struct Der {
  const unsigned char* data;
  long size;

  explicit Der(std::string_view bytes)
      : data(reinterpret_cast<const unsigned char*>(bytes.data())), size(static_cast<long>(bytes.size())) {}
};

/// Decodes all of the bytes, or nothing.
template <class Owner, class Decode>
Owner decode_all(std::string_view bytes, Decode decode) {
  const Der der(bytes);
  const unsigned char* at = der.data;
  Owner value(decode(nullptr, &at, der.size));
  if (value && at != der.data + der.size) value.reset();
  return value;
}

std::optional<std::string> problem_of(const RSA& key) {
  if (const int bits = RSA_bits(&key); bits < kLeastRsaBits) {
    return "it is an RSA key of " + std::to_string(bits) + " bits, expected at least " + std::to_string(kLeastRsaBits);
  }
  const BIGNUM* exponent = RSA_get0_e(&key);
  if (!BN_is_odd(exponent) || BN_is_one(exponent)) return "its public exponent is not one that RSA can use";
  return std::nullopt;
}

std::optional<std::string> problem_of_curve(int curve) {
  const std::array<int, 3> signing = {NID_X9_62_prime256v1, NID_secp384r1, NID_secp521r1};
  if (std::ranges::find(signing, curve) != signing.end()) return std::nullopt;
  return "its elliptic curve is none of P-256, P-384 and P-521";
}

/// A problem of a key in PKCS #8; `nothing` when the bytes are not of that form.
struct Verdict {
  bool is_key = false;
  std::optional<std::string> problem;
};

Verdict judge_pkcs8_ec(std::string_view inner, const X509_ALGOR& algorithm) {
  int type = 0;
  const void* parameter = nullptr;
  X509_ALGOR_get0(nullptr, &type, &parameter, &algorithm);
  if (type != V_ASN1_OBJECT) return {};
  const int curve = OBJ_obj2nid(static_cast<const ASN1_OBJECT*>(parameter));
  EC_KEY* key = EC_KEY_new_by_curve_name(curve);
  if (key == nullptr) return {};
  const Der der(inner);
  const unsigned char* at = der.data;
  // On failure the key that was handed in remains ours.
  const bool decoded = d2i_ECPrivateKey(&key, &at, der.size) != nullptr;
  const EcKey owner(key);
  if (!decoded) return {};
  return {true, problem_of_curve(curve)};
}

Verdict judge_pkcs8(std::string_view bytes) {
  const Der der(bytes);
  const unsigned char* at = der.data;
  const Pkcs8 info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, der.size));
  const ASN1_OBJECT* name = nullptr;
  const unsigned char* data = nullptr;
  int size = 0;
  const X509_ALGOR* algorithm = nullptr;
  if (!info || PKCS8_pkey_get0(&name, &data, &size, &algorithm, info.get()) != 1) return {};
  const std::string_view inner(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
  switch (OBJ_obj2nid(name)) {
    case NID_rsaEncryption: {
      const Rsa key = decode_all<Rsa>(inner, d2i_RSAPrivateKey);
      return key ? Verdict{true, problem_of(*key)} : Verdict{};
    }
    case NID_X9_62_id_ecPublicKey:
      return judge_pkcs8_ec(inner, *algorithm);
    case NID_ED25519:
      // An octet string inside the octet string.
      return {inner.size() == kEd25519Size + 2 && inner.starts_with("\x04\x20"), std::nullopt};
    default:
      return {};
  }
}

/// Says what stands where the private key should, as far as its type is a usual one: nothing else of a Secret is shown.
std::string no_key_problem(const go::PemBlock& block) {
  constexpr std::array<std::string_view, 6> kUsualTypes = {
      "EC PARAMETERS", "CERTIFICATE", "PUBLIC KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY", "DSA PRIVATE KEY"};
  if (std::ranges::find(kUsualTypes, block.type) == kUsualTypes.end()) {
    return "its first PEM block is no RSA, EC or Ed25519 private key that vmcp can read";
  }
  return "its first PEM block is " + diag::quoted(block.type) +
         ", and vmcp reads the first only; expected a private key";
}

}  // namespace

std::optional<std::string> signing_key_problem(std::string_view file) {
  const go::QuietOpenSsl quiet;
  const auto block = go::decode_pem(file);
  if (!block) return "it holds no PEM block";
  if (const Rsa key = decode_all<Rsa>(block->bytes, d2i_RSAPrivateKey)) return problem_of(*key);
  if (const EcKey key = decode_all<EcKey>(block->bytes, d2i_ECPrivateKey)) {
    return problem_of_curve(EC_GROUP_get_curve_name(EC_KEY_get0_group(key.get())));
  }
  const Verdict verdict = judge_pkcs8(block->bytes);
  return verdict.is_key ? verdict.problem : no_key_problem(*block);
}

Certificates find_certificates(std::string_view file) {
  Certificates found = Certificates::kAbsent;
  while (const auto block = go::decode_pem(file)) {
    if (block->type != "CERTIFICATE" || block->has_headers) continue;
    if (go::is_certificate(block->bytes)) return Certificates::kPresent;
    if (block->bytes.size() < kLeastCertificateBytes) found = Certificates::kStandIn;
  }
  return found;
}

}  // namespace vmcp::start
