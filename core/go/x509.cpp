#include "core/go/x509.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/go/der.h"
#include "core/go/key_algorithms.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::go {
namespace {

constexpr std::int64_t kVersion2 = 1;  // they count from 0
constexpr std::int64_t kVersion3 = 2;

bool is_printable(char c) {
  return text::is_alphanumeric(c) || std::string_view("'()+,-./ :=?*&").find(c) != std::string_view::npos;
}

/// UCS-2 without surrogates and what never is a character.
bool is_bmp_string(std::string_view bytes) {
  if (bytes.size() % 2 != 0) return false;
  if (bytes.ends_with("\0\0"sv)) bytes.remove_suffix(2);
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const unsigned code = static_cast<unsigned char>(bytes[i]) << 8U | static_cast<unsigned char>(bytes[i + 1]);
    if (code >= 0xfffe || (code >= 0xfdd0 && code <= 0xfdef) || (code >= 0xd800 && code <= 0xdfff)) return false;
  }
  return true;
}

/// As parseASN1String.
bool is_string(const Der::Element& element) {
  const std::string_view content = element.content;
  switch (element.tag) {
    case DerTag::kT61String:
      return true;
    case DerTag::kPrintableString:
      return std::ranges::all_of(content, is_printable);
    case DerTag::kUtf8String:
      return text::is_utf8(content);
    case DerTag::kBmpString:
      return is_bmp_string(content);
    case DerTag::kIa5String:
      return text::is_ascii(content);
    case DerTag::kNumericString:
      return std::ranges::all_of(content, [](char c) { return text::is_digit(c) || c == ' '; });
    default:
      return false;
  }
}

/// As parseName.
bool is_name(std::string_view sequence) {
  for (Der sets(sequence); !sets.empty();) {
    const auto set = sets.take(DerTag::kSet);
    if (!set) return false;
    for (Der attributes(*set); !attributes.empty();) {
      const auto attribute = attributes.take(DerTag::kSequence);
      if (!attribute) return false;
      Der fields(*attribute);
      if (!fields.object_identifier()) return false;
      const auto value = fields.any();
      if (!value || !is_string(*value)) return false;
    }
  }
  return true;
}

/// As time.Parse of numbers of two digits (the first of `digits`: the year's) and a zone.
bool is_time(std::string_view text, std::size_t year_digits, bool with_seconds) {
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char digit : text.substr(at, count)) value = value * 10 + (digit - '0');
    return value;
  };
  const std::size_t size = year_digits + (with_seconds ? 10 : 8);
  if (text.size() <= size || !std::ranges::all_of(text.substr(0, size), text::is_digit)) return false;
  const int year = number(0, year_digits);
  const bool leap = year % 4 == 0 && (year_digits == 2 || year % 100 != 0 || year % 400 == 0);
  const std::array<int, 12> days = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int month = number(year_digits, 2);
  if (month < 1 || month > 12) return false;
  const int day = number(year_digits + 2, 2);
  if (day < 1 || day > days.at(static_cast<std::size_t>(month - 1))) return false;
  if (number(year_digits + 4, 2) > 23 || number(year_digits + 6, 2) > 59) return false;
  if (with_seconds && number(year_digits + 8, 2) > 59) return false;
  const std::string_view zone = text.substr(size);
  if (zone == "Z") return true;
  // What is written as Z would not be read back as the same text.
  if (zone.size() != 5 || (zone[0] != '+' && zone[0] != '-') || !std::ranges::all_of(zone.substr(1), text::is_digit))
    return false;
  return zone.substr(1) != "0000" && number(size + 1, 2) <= 24 && number(size + 3, 2) < 60;
}

bool take_time(Der& der) {
  constexpr std::size_t kShortYear = 2;
  constexpr std::size_t kLongYear = 4;
  if (const auto utc = der.take(DerTag::kUtcTime)) {
    return is_time(*utc, kShortYear, true) || is_time(*utc, kShortYear, false);
  }
  const auto generalized = der.take(DerTag::kGeneralizedTime);
  return generalized && is_time(*generalized, kLongYear, true);
}

bool is_validity(std::string_view sequence) {
  Der times(sequence);
  const bool begins = take_time(times);
  return begins && take_time(times);
}

struct Algorithm {
  std::string_view object;
  std::optional<Der::Element> parameters;
};

/// As parseAI.
std::optional<Algorithm> parse_algorithm(std::string_view sequence) {
  Der fields(sequence);
  const auto object = fields.object_identifier();
  if (!object) return std::nullopt;
  if (fields.empty()) return Algorithm{*object, std::nullopt};
  const auto parameters = fields.any();
  return parameters ? std::optional(Algorithm{*object, parameters}) : std::nullopt;
}

bool is_rsa_public_key(std::string_view bytes) {
  const auto sequence = Der(bytes).take(DerTag::kSequence);
  if (!sequence) return false;
  Der numbers(*sequence);
  const auto modulus = numbers.integer();
  const auto exponent = numbers.integer();
  return modulus && exponent && is_positive(*modulus) && is_positive(*exponent) && small_integer(*exponent);
}

/// A point that is written without compression, which is looked at no further.
bool is_ec_public_key(std::string_view bytes, const Der::Element& parameters) {
  if (parameters.tag != DerTag::kObjectIdentifier) return false;
  const NamedCurve* const curve = find_curve(parameters.content);
  return curve != nullptr && bytes.size() == 2 * curve->order.size() + 1 && bytes.front() == '\x04';
}

/// As parsePublicKey; a key of an algorithm that Go does not know passes.
bool is_public_key(const Algorithm& algorithm, std::string_view bytes) {
  constexpr DerTag kNull{0x05};
  if (algorithm.object == kRsaObject) {
    return algorithm.parameters && algorithm.parameters->tag == kNull && algorithm.parameters->content.empty() &&
           is_rsa_public_key(bytes);
  }
  if (algorithm.object == kEcObject) return algorithm.parameters && is_ec_public_key(bytes, *algorithm.parameters);
  if (algorithm.object == kEd25519Object) return !algorithm.parameters && bytes.size() == kEd25519Size;
  return true;
}

bool is_public_key_info(std::string_view sequence) {
  Der fields(sequence);
  const auto identifier = fields.take(DerTag::kSequence);
  if (!identifier) return false;
  const auto algorithm = parse_algorithm(*identifier);
  const auto bits = fields.bit_string();
  return algorithm && bits && is_public_key(*algorithm, *bits);
}

/// As parseExtension, for each; none twice.
bool are_extensions(std::string_view field) {
  const auto sequence = Der(field).take(DerTag::kSequence);
  if (!sequence) return false;
  std::vector<std::string_view> seen;
  for (Der extensions(*sequence); !extensions.empty();) {
    const auto extension = extensions.take(DerTag::kSequence);
    if (!extension) return false;
    Der fields(*extension);
    const auto object = fields.object_identifier();
    if (!object || std::ranges::find(seen, *object) != seen.end()) return false;
    seen.push_back(*object);
    if (fields.next_is(DerTag::kBoolean)) {
      const auto critical = fields.take(DerTag::kBoolean);
      if (!critical || (*critical != "\0"sv && *critical != "\xff"sv)) return false;
    }
    if (!fields.take(DerTag::kOctetString)) return false;
  }
  return true;
}

/// A field that may be absent.
bool skip(Der& der, DerTag tag) { return !der.next_is(tag) || der.take(tag); }

/// The number of the version, which may be left out; nothing when it is malformed or none that there is.
std::optional<std::int64_t> take_version(Der& der) {
  if (!der.next_is(DerTag::kField0)) return 0;
  const auto field = der.take(DerTag::kField0);
  if (!field) return std::nullopt;
  Der inner(*field);
  const auto number = inner.integer();
  const auto version = number && inner.empty() ? small_integer(*number) : std::nullopt;
  return version && *version >= 0 && *version <= kVersion3 ? version : std::nullopt;
}

/// The part that is signed, whose algorithm of the signature has to be that beside it.
bool is_signed_part(std::string_view sequence, std::string_view outer_algorithm) {
  Der fields(sequence);
  const auto version = take_version(fields);
  const auto serial = fields.integer();
  if (!version || !serial || is_negative(*serial)) return false;
  const auto algorithm = fields.take(DerTag::kSequence);
  if (!algorithm || *algorithm != outer_algorithm || !parse_algorithm(*algorithm)) return false;
  const auto issuer = fields.take(DerTag::kSequence);
  if (!issuer || !is_name(*issuer)) return false;
  const auto validity = fields.take(DerTag::kSequence);
  if (!validity || !is_validity(*validity)) return false;
  const auto subject = fields.take(DerTag::kSequence);
  if (!subject || !is_name(*subject)) return false;
  const auto key = fields.take(DerTag::kSequence);
  if (!key || !is_public_key_info(*key)) return false;
  if (*version < kVersion2) return true;
  if (!skip(fields, DerTag::kPlainField1) || !skip(fields, DerTag::kPlainField2)) return false;
  if (*version < kVersion3 || !fields.next_is(DerTag::kField3)) return true;
  const auto extensions = fields.take(DerTag::kField3);
  return extensions && are_extensions(*extensions);
}

}  // namespace

bool is_certificate(std::string_view der) {
  Der outer(der);
  const auto sequence = outer.take(DerTag::kSequence);
  if (!sequence || !outer.empty()) return false;
  Der parts(*sequence);
  const auto signed_part = parts.take(DerTag::kSequence);
  const auto algorithm = parts.take(DerTag::kSequence);
  return signed_part && algorithm && is_signed_part(*signed_part, *algorithm) && parts.bit_string();
}

}  // namespace vmcp::go
