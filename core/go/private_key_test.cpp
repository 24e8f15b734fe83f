#include "core/go/private_key.h"

#include <doctest/doctest.h>
#include <string>

#include "core/go/der_fixture.h"
#include "core/go/key_algorithms.h"

using namespace vmcp::go;
using namespace std::string_literals;
using namespace std::string_view_literals;
using Algorithm = PrivateKey::Algorithm;
using Curve = PrivateKey::Curve;

namespace {

constexpr std::string_view kP256 = "\x2a\x86\x48\xce\x3d\x03\x01\x07"sv;
constexpr std::string_view kSecp256k1 = "\x2b\x81\x04\x00\x0a"sv;

/// With a modulus of `bits`; `more` stands behind the primes.
std::string pkcs1(std::size_t bits, std::string_view exponent = "\x01\x00\x01"sv, const std::string& more = "") {
  const std::string modulus = std::string("\x00\x80"sv) + std::string(bits / 8 - 1, '\x01');
  return sequence(integer("\x00"sv) + integer(modulus) + integer(exponent) + integer("\x03"sv) + integer("\x05"sv) +
                  integer("\x07"sv) + more);
}

std::string sec1(std::string_view number, const std::string& more) {
  return sequence(integer("\x01"sv) + element(DerTag::kOctetString, number) + more);
}

std::string named(std::string_view curve) { return element(DerTag::kField0, object(curve)); }

std::string pkcs8(const std::string& algorithm, std::string_view key) {
  return sequence(integer("\x00"sv) + sequence(algorithm) + element(DerTag::kOctetString, key));
}

}  // namespace

TEST_CASE("RSA keys tell their size and whether their exponent is usable") {
  const auto key = parse_private_key(pkcs1(2048));
  REQUIRE(key);
  CHECK(key->algorithm == Algorithm::kRsa);
  CHECK(key->bits == 2048);
  CHECK(key->usable_exponent);
  CHECK(parse_private_key(pkcs1(1024))->bits == 1024);
  CHECK_FALSE(parse_private_key(pkcs1(2048, "\x01"sv))->usable_exponent);
  CHECK_FALSE(parse_private_key(pkcs1(2048, "\x04"sv))->usable_exponent);
  CHECK_FALSE(parse_private_key(pkcs1(2048, "\x01\x00\x00\x00\x01"sv))->usable_exponent);
  CHECK(parse_private_key(pkcs8(object(kRsaObject) + "\x05\x00"s, pkcs1(2048)))->bits == 2048);

  const std::string prime = sequence(integer("\x03"sv) + integer("\x05"sv) + integer("\x07"sv));
  const std::string remainders = integer("\x03"sv) + integer("\x05"sv) + integer("\x07"sv);
  CHECK(parse_private_key(pkcs1(2048, "\x03"sv, remainders + sequence(prime))));
  CHECK_FALSE(parse_private_key(pkcs1(2048, "\x03"sv, integer("\x00"sv))));
  CHECK_FALSE(parse_private_key(pkcs1(2048, "\x03"sv, remainders + sequence(integer("\x03"sv)))));
  CHECK_FALSE(parse_private_key(pkcs1(2048) + "x"));
  CHECK_FALSE(parse_private_key(pkcs1(2048).substr(0, 200)));
}

TEST_CASE("EC keys tell their curve, wherever it is said") {
  const auto key = parse_private_key(sec1("\x01"sv, named(kP256)));
  REQUIRE(key);
  CHECK(key->algorithm == Algorithm::kEcdsa);
  CHECK(key->curve == Curve::kP256);
  CHECK(parse_private_key(sec1("\x01"sv, named(kSecp256k1)))->curve == Curve::kOther);
  CHECK(parse_private_key(pkcs8(object(kEcObject) + object(kP256), sec1("\x01"sv, "")))->curve == Curve::kP256);
  CHECK(parse_private_key(pkcs8(object(kEcObject), sec1("\x01"sv, named(kP256))))->curve == Curve::kP256);
  CHECK(parse_private_key(sec1("\x01"sv, named(kP256) + element(DerTag::kField1, bits("\x04"sv)))));
  CHECK_FALSE(parse_private_key(sec1("\x01"sv, named(kP256) + element(DerTag::kField1, "\x03\x00"sv))));
  CHECK_FALSE(parse_private_key(sec1("\x01"sv, "")));
  CHECK_FALSE(parse_private_key(sec1("\x01"sv, element(DerTag::kField0, sequence(integer("\x01"sv))))));
}

TEST_CASE("an EC key's number is below the order of its curve") {
  const std::string_view order = find_curve(kP256)->order;
  std::string below(order);
  --below.back();
  CHECK(parse_private_key(sec1(below, named(kP256))));
  CHECK(parse_private_key(sec1(std::string(3, '\0') + below, named(kP256))));
  CHECK_FALSE(parse_private_key(sec1(order, named(kP256))));
  CHECK_FALSE(parse_private_key(sec1("\x01" + below, named(kP256))));
  CHECK_FALSE(parse_private_key(sec1(std::string(32, '\0'), named(kP256))));
}

TEST_CASE("Ed25519 keys are 32 bytes in a string in a string") {
  const std::string seed = element(DerTag::kOctetString, std::string(32, 's'));
  CHECK(parse_private_key(pkcs8(object(kEd25519Object), seed))->algorithm == Algorithm::kEd25519);
  CHECK_FALSE(parse_private_key(pkcs8(object(kEd25519Object) + "\x05\x00"s, seed)));
  CHECK_FALSE(parse_private_key(pkcs8(object(kEd25519Object), element(DerTag::kOctetString, std::string(31, 's')))));
  CHECK_FALSE(parse_private_key(pkcs8(object("\x2b\x65\x6e"sv), seed)));
  CHECK_FALSE(parse_private_key(""));
}
