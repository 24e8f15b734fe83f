#include "core/go/private_key.h"

#include <bit>
#include <cstddef>
#include <limits>

#include "core/go/der.h"
#include "core/go/key_algorithms.h"

namespace vmcp::go {
namespace {

constexpr int kByteBits = 8;

/// Whether `number` is one of 1 to `bound` - 1; both are without a sign.
bool is_below(std::string_view number, std::string_view bound) {
  number = without_leading_zeros(number);
  if (number.empty() || number.size() != bound.size()) return !number.empty() && number.size() < bound.size();
  return number < bound;
}

bool positive(Der& der) {
  const auto number = der.integer();
  return number && is_positive(*number);
}

/// A field that may be absent; what stands in its place then comes next.
bool positive_or_absent(Der& der) { return !der.next_is(DerTag::kInteger) || positive(der); }

bool primes_or_absent(Der& der) {
  if (!der.next_is(DerTag::kSequence)) return true;
  const auto list = der.take(DerTag::kSequence);
  if (!list) return false;
  for (Der primes(*list); !primes.empty();) {
    const auto entry = primes.take(DerTag::kSequence);
    if (!entry) return false;
    Der prime(*entry);
    if (!positive(prime) || !prime.integer() || !prime.integer()) return false;
  }
  return true;
}

std::optional<PrivateKey> parse_pkcs1(std::string_view bytes) {
  Der outer(bytes);
  const auto sequence = outer.take(DerTag::kSequence);
  if (!sequence || !outer.empty()) return std::nullopt;
  Der fields(*sequence);
  const auto version = fields.integer();
  const auto modulus = fields.integer();
  const auto exponent = fields.integer();
  if (!version || !modulus || !exponent) return std::nullopt;
  const auto version_number = small_integer(*version);
  const auto exponent_number = small_integer(*exponent);
  if (!version_number || *version_number > 1 || !is_positive(*modulus) || !exponent_number) return std::nullopt;
  for (int number = 0; number < 3; ++number) {  // d, p, q
    if (!positive(fields)) return std::nullopt;
  }
  for (int number = 0; number < 3; ++number) {  // d mod p - 1, d mod q - 1, the inverse of q mod p
    if (!positive_or_absent(fields)) return std::nullopt;
  }
  if (!primes_or_absent(fields)) return std::nullopt;

  const std::string_view digits = without_leading_zeros(*modulus);
  PrivateKey key;
  key.bits = static_cast<int>(digits.size() - 1) * kByteBits + std::bit_width(static_cast<unsigned char>(digits[0]));
  key.usable_exponent =
      *exponent_number > 1 && *exponent_number % 2 == 1 && *exponent_number <= std::numeric_limits<std::int32_t>::max();
  return key;
}

/// As parseECPrivateKey, whose curve may be said around it.
std::optional<PrivateKey> parse_sec1(std::string_view bytes, std::optional<std::string_view> object = std::nullopt) {
  Der outer(bytes);
  const auto sequence = outer.take(DerTag::kSequence);
  if (!sequence) return std::nullopt;
  Der fields(*sequence);
  const auto version = fields.integer();
  const auto number = fields.take(DerTag::kOctetString);
  if (!version || !number || small_integer(*version) != 1) return std::nullopt;
  // A field that holds an element of another kind counts as absent, and what follows it is not read.
  std::optional<std::string_view> named;
  if (const auto field = fields.take(DerTag::kField0)) {
    Der inner(*field);
    if (inner.next_is(DerTag::kObjectIdentifier)) {
      named = inner.object_identifier();
      if (!named) return std::nullopt;
    }
  }
  if (const auto field = fields.take(DerTag::kField1)) {
    Der inner(*field);
    if (inner.next_is(DerTag::kBitString) && !inner.bit_string()) return std::nullopt;
  }

  if (!object) object = named;
  if (!object) return std::nullopt;
  PrivateKey key;
  key.algorithm = PrivateKey::Algorithm::kEcdsa;
  const NamedCurve* const known = find_curve(*object);
  if (known == nullptr) return key;
  if (!is_below(*number, known->order)) return std::nullopt;
  key.curve = known->curve;
  return key;
}

std::optional<PrivateKey> parse_pkcs8(std::string_view bytes) {
  Der outer(bytes);
  const auto sequence = outer.take(DerTag::kSequence);
  if (!sequence) return std::nullopt;
  Der fields(*sequence);
  const auto version = fields.integer();
  const auto identifier = fields.take(DerTag::kSequence);
  const auto inner = fields.take(DerTag::kOctetString);
  if (!version || !small_integer(*version) || !identifier || !inner) return std::nullopt;
  Der algorithm(*identifier);
  const auto object = algorithm.object_identifier();
  if (Der parameters = algorithm; !parameters.empty() && !parameters.any()) return std::nullopt;
  if (object == kRsaObject) return parse_pkcs1(*inner);
  if (object == kEcObject) return parse_sec1(*inner, algorithm.object_identifier());
  if (object != kEd25519Object || !algorithm.empty()) return std::nullopt;
  const auto seed = Der(*inner).take(DerTag::kOctetString);
  if (!seed || seed->size() != kEd25519Size) return std::nullopt;
  PrivateKey key;
  key.algorithm = PrivateKey::Algorithm::kEd25519;
  return key;
}

}  // namespace

std::optional<PrivateKey> parse_private_key(std::string_view der) {
  if (const auto key = parse_pkcs1(der)) return key;
  if (const auto key = parse_sec1(der)) return key;
  return parse_pkcs8(der);
}

}  // namespace vmcp::go
