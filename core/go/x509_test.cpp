#include "core/go/x509.h"

#include <doctest/doctest.h>
#include <string>

#include "core/go/der_fixture.h"
#include "core/go/key_algorithms.h"

using namespace vmcp::go;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view kCommonName = "\x55\x04\x03"sv;

/// The parts of a certificate, each well-formed.
struct Parts {
  std::string version = element(DerTag::kField0, integer("\x02"sv));
  std::string serial = integer("\x01"sv);
  std::string algorithm = sequence(object(kEd25519Object));
  std::string outer_algorithm = algorithm;
  std::string name = element(DerTag::kUtf8String, "ünï"sv);
  std::string from = element(DerTag::kUtcTime, "240229000000Z"sv);
  std::string until = element(DerTag::kGeneralizedTime, "20991231235959Z"sv);
  std::string key = sequence(object(kEd25519Object)) + bits(std::string(32, 'k'));
  std::string extensions =
      sequence(object("\x55\x1d\x0e"sv) + element(DerTag::kBoolean, "\xff"sv) + element(DerTag::kOctetString, "x"sv));
  std::string signature = bits("s"sv);

  std::string der() const {
    const std::string attribute = sequence(object(kCommonName) + name);
    const std::string names = sequence(element(DerTag::kSet, attribute));
    const std::string last = extensions.empty() ? "" : element(DerTag::kField3, sequence(extensions));
    return sequence(
        sequence(version + serial + algorithm + names + sequence(from + until) + names + sequence(key) + last) +
        outer_algorithm + signature);
  }
};

/// Whether a certificate is one after `change`.
template <class Change>
bool accepted(Change change) {
  Parts parts;
  change(parts);
  return is_certificate(parts.der());
}

}  // namespace

TEST_CASE("a certificate is one, and nothing behind it") {
  const std::string der = Parts{}.der();
  CHECK(is_certificate(der));
  CHECK_FALSE(is_certificate(der + "x"));
  CHECK_FALSE(is_certificate(""));
  for (std::size_t size = 0; size < der.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(is_certificate(std::string_view(der).substr(0, size)));
  }
}

TEST_CASE("versions, serial numbers and algorithms of certificates") {
  CHECK(accepted([](Parts& parts) { parts.version.clear(); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.version = element(DerTag::kField0, integer("\x03"sv)); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.version = element(DerTag::kField0, integer("\xff"sv)); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.serial = integer("\xff"sv); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.outer_algorithm = sequence(object(kRsaObject)); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.signature = "\x03\x00"s; }));
}

TEST_CASE("names in certificates are of characters that their kind has") {
  CHECK(accepted([](Parts& parts) { parts.name = element(DerTag::kPrintableString, "*.example.com"sv); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.name = element(DerTag::kPrintableString, "a@b"sv); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.name = element(DerTag::kUtf8String, "\xff"sv); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.name = element(DerTag::kIa5String, "ü"sv); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.name = element(DerTag::kNumericString, "x"sv); }));
  CHECK(accepted([](Parts& parts) { parts.name = element(DerTag::kBmpString, "\x01\x02\x00\x00"sv); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.name = element(DerTag::kBmpString, "\xd8\x00"sv); }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.name = element(DerTag::kOctetString, "x"sv); }));
}

TEST_CASE("times in certificates are times") {
  const auto utc = [](std::string_view text) {
    return accepted([&](Parts& parts) { parts.from = element(DerTag::kUtcTime, text); });
  };
  CHECK(utc("2402290000Z"));
  CHECK(utc("240229000000+0100"));
  CHECK_FALSE(utc("230229000000Z"));
  CHECK_FALSE(utc("241301000000Z"));
  CHECK_FALSE(utc("240100000000Z"));
  CHECK_FALSE(utc("240101240000Z"));
  CHECK_FALSE(utc("240101000060Z"));
  CHECK_FALSE(utc("240101000000"));
  CHECK_FALSE(utc("240101000000+0000"));
  CHECK_FALSE(utc("20240101000000Z"));
  CHECK_FALSE(accepted([](Parts& parts) { parts.until = integer("\x01"sv); }));
}

TEST_CASE("public keys in certificates are of the form of their algorithm") {
  const auto key = [](const std::string& algorithm, const std::string& bytes) {
    return accepted([&](Parts& parts) { parts.key = sequence(algorithm) + bits(bytes); });
  };
  const std::string rsa = sequence(integer("\x0f"sv) + integer("\x03"sv));
  CHECK(key(object(kRsaObject) + "\x05\x00"s, rsa));
  CHECK_FALSE(key(object(kRsaObject), rsa));
  CHECK_FALSE(key(object(kRsaObject) + "\x05\x00"s, sequence(integer("\xff"sv) + integer("\x03"sv))));
  const std::string curve = object("\x2a\x86\x48\xce\x3d\x03\x01\x07"sv);
  CHECK(key(object(kEcObject) + curve, "\x04" + std::string(64, 'p')));
  CHECK_FALSE(key(object(kEcObject) + curve, "\x02" + std::string(32, 'p')));
  CHECK_FALSE(key(object(kEcObject) + object("\x2b\x81\x04\x00\x0a"sv), "\x04" + std::string(64, 'p')));
  CHECK_FALSE(key(object(kEd25519Object), std::string(31, 'k')));
  CHECK(key(object("\x2a\x03"sv), "of an algorithm that nobody knows"));
}

TEST_CASE("extensions of certificates are there once") {
  const std::string one = Parts{}.extensions;
  CHECK(accepted([](Parts& parts) { parts.extensions.clear(); }));
  CHECK_FALSE(accepted([&](Parts& parts) { parts.extensions = one + one; }));
  CHECK_FALSE(accepted([](Parts& parts) {
    parts.extensions =
        sequence(object("\x55\x1d\x0e"sv) + element(DerTag::kBoolean, "\x01"sv) + element(DerTag::kOctetString, "x"sv));
  }));
  CHECK_FALSE(accepted([](Parts& parts) { parts.extensions = sequence(object("\x55\x1d\x0e"sv)); }));
}
