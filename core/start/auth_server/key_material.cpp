#include "core/start/auth_server/key_material.h"

#include <algorithm>
#include <array>

#include "core/diag/quoted.h"
#include "core/go/pem.h"
#include "core/go/private_key.h"
#include "core/go/x509.h"

namespace vmcp::start {
namespace {

constexpr int kLeastRsaBits = 2048;
constexpr std::size_t kLeastCertificateBytes = 64;

std::optional<std::string> rsa_problem(const go::PrivateKey& key) {
  if (key.bits < kLeastRsaBits) {
    return "it is an RSA key of " + std::to_string(key.bits) + " bits, expected at least " +
           std::to_string(kLeastRsaBits);
  }
  if (!key.usable_exponent) return "its public exponent is not one that RSA can use";
  return std::nullopt;
}

std::optional<std::string> curve_problem(go::PrivateKey::Curve curve) {
  using Curve = go::PrivateKey::Curve;
  constexpr std::array kSigning = {Curve::kP256, Curve::kP384, Curve::kP521};
  if (std::ranges::find(kSigning, curve) != kSigning.end()) return std::nullopt;
  return "its elliptic curve is none of P-256, P-384 and P-521";
}

std::optional<std::string> problem_of(const go::PrivateKey& key) {
  switch (key.algorithm) {
    case go::PrivateKey::Algorithm::kRsa:
      return rsa_problem(key);
    case go::PrivateKey::Algorithm::kEcdsa:
      return curve_problem(key.curve);
    case go::PrivateKey::Algorithm::kEd25519:
      break;
  }
  return std::nullopt;
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
  const auto block = go::decode_pem(file);
  if (!block) return "it holds no PEM block";
  const auto key = go::parse_private_key(block->bytes);
  return key ? problem_of(*key) : no_key_problem(*block);
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
