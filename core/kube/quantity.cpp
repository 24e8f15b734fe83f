#include "core/kube/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace vmcp::kube {
namespace {

enum class Format : std::uint8_t { kDecimalSi, kDecimalExponent, kBinarySi };

struct Suffix {
  std::string_view text;
  std::int32_t exponent;  ///< of 10, or of 1024 for a binary suffix
};
constexpr std::array kDecimalSuffixes = {Suffix{"n", -9}, Suffix{"u", -6}, Suffix{"m", -3}, Suffix{"", 0},
                                         Suffix{"k", 3},  Suffix{"M", 6},  Suffix{"G", 9},  Suffix{"T", 12},
                                         Suffix{"P", 15}, Suffix{"E", 18}};
constexpr std::array kBinarySuffixes = {Suffix{"Ki", 1}, Suffix{"Mi", 2}, Suffix{"Gi", 3},
                                        Suffix{"Ti", 4}, Suffix{"Pi", 5}, Suffix{"Ei", 6}};

constexpr std::int64_t kNano = -9;
constexpr std::string_view kMaxInt64 = "9223372036854775807";
constexpr std::string_view kDigits = "0123456789";

/// Digits up to which Go holds a decimal quantity in 64 bits, and a binary one, which counts three more for each 1024.
constexpr std::int64_t kDecimalPrecision = 18;
constexpr std::int64_t kBinaryPrecision = 14;

/// digits * 10^exponent; no leading zeros, none at all for zero.
struct Decimal {
  std::string digits;
  std::int64_t exponent = 0;

  bool zero() const { return digits.empty(); }
  void trim() { digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size())); }
};

/// The parts of a quantity's text.
struct Parts {
  bool negative = false;
  std::string_view whole;     ///< without leading zeros, but "0" when there are no others
  std::string_view fraction;  ///< after the point
  std::string_view suffix;
};

std::string_view take(std::string_view& rest, std::string_view characters) {
  const std::size_t end = std::min(rest.find_first_not_of(characters), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(end);
  return taken;
}

std::optional<Parts> split(std::string_view text) {
  Parts parts;
  if (text.starts_with('-') || text.starts_with('+')) {
    parts.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  take(text, "0");
  parts.whole = take(text, kDigits);
  if (parts.whole.empty()) parts.whole = "0";
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    parts.fraction = take(text, kDigits);
  }
  parts.suffix = text;
  take(text, "eEinumkKMGTP");
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  take(text, kDigits);
  if (!text.empty()) return std::nullopt;
  return parts;
}

struct Unit {
  Format format = Format::kDecimalSi;
  std::int32_t exponent = 0;  ///< of 10, or of 1024 for kBinarySi
};

std::optional<Unit> unit_of(std::string_view suffix) {
  if (const auto found = std::ranges::find(kDecimalSuffixes, suffix, &Suffix::text); found != kDecimalSuffixes.end()) {
    return Unit{Format::kDecimalSi, found->exponent};
  }
  if (const auto found = std::ranges::find(kBinarySuffixes, suffix, &Suffix::text); found != kBinarySuffixes.end()) {
    return Unit{Format::kBinarySi, found->exponent};
  }
  if (suffix.size() < 2 || (suffix.front() != 'e' && suffix.front() != 'E')) return std::nullopt;
  suffix.remove_prefix(suffix[1] == '+' ? 2 : 1);
  std::int64_t exponent = 0;
  const auto [end, error] = std::from_chars(suffix.data(), suffix.data() + suffix.size(), exponent);
  if (suffix.empty() || error != std::errc{} || end != suffix.data() + suffix.size()) return std::nullopt;
  return Unit{Format::kDecimalExponent, static_cast<std::int32_t>(exponent)};
}

/// Whether Go holds the quantity in a scaled 64-bit integer and not in a decimal of any size.
bool fits_integer(const Parts& parts, const Unit& unit) {
  const auto digits = static_cast<std::int64_t>(parts.whole.size() + parts.fraction.size());
  if (unit.format == Format::kBinarySi) {
    return parts.fraction.empty() && digits + unit.exponent * 3 <= kBinaryPrecision;
  }
  return digits <= kDecimalPrecision && unit.exponent - static_cast<std::int64_t>(parts.fraction.size()) >= kNano;
}

/// Whether Go keeps the text of such a quantity as it was written, because it looks canonical enough.
bool keeps_text(const Parts& parts, const Unit& unit) {
  const std::string digits = std::string(parts.whole).append(parts.fraction);
  // What eight does not divide has no factor 1024.
  if (unit.format == Format::kBinarySi) return std::stoll(digits) % 8 != 0;
  const std::int64_t scale = unit.exponent - static_cast<std::int64_t>(parts.fraction.size());
  return scale % 3 == 0 && !digits.ends_with("000") && digits.front() != '0';
}

void increment(std::string& digits) {
  auto at = digits.rbegin();
  for (; at != digits.rend() && *at == '9'; ++at) *at = '0';
  if (at == digits.rend()) {
    digits.insert(digits.begin(), '1');
  } else {
    ++*at;
  }
}

/// Rounds away from zero: whoever asks for some of a resource gets some.
void round_up_to_nano(Decimal& value) {
  if (value.zero() || value.exponent >= kNano) return;
  const auto dropped = static_cast<std::size_t>(kNano - value.exponent);
  const std::string tail =
      dropped < value.digits.size() ? value.digits.substr(value.digits.size() - dropped) : value.digits;
  value.digits.resize(value.digits.size() - tail.size());
  if (tail.find_first_not_of('0') != std::string::npos) increment(value.digits);
  value.exponent = kNano;
}

void multiply(std::string& digits, unsigned factor) {
  unsigned carry = 0;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at) {
    carry += static_cast<unsigned>(*at - '0') * factor;
    *at = static_cast<char>('0' + carry % 10);
    carry /= 10;
  }
  if (carry != 0) digits.insert(0, std::to_string(carry));
}

void remove_trailing_zeros(Decimal& value) {
  while (value.digits.ends_with('0')) {
    value.digits.pop_back();
    ++value.exponent;
  }
}

/// The digits of an integer of at most 64 bits; nothing when the value is larger or no integer.
std::optional<std::string> integer_digits(Decimal value) {
  remove_trailing_zeros(value);
  if (value.exponent < 0 || value.exponent > static_cast<std::int64_t>(kMaxInt64.size())) return std::nullopt;
  value.digits.append(static_cast<std::size_t>(value.exponent), '0');
  const bool fits =
      value.digits.size() < kMaxInt64.size() || (value.digits.size() == kMaxInt64.size() && value.digits <= kMaxInt64);
  return fits ? std::optional(value.digits) : std::nullopt;
}

/// Binary quantities are capped at the largest int64; a fraction above it counts.
void cap(Decimal& value) {
  const std::int64_t whole = static_cast<std::int64_t>(value.digits.size()) + value.exponent;
  const auto limit = static_cast<std::int64_t>(kMaxInt64.size());
  if (whole < limit) return;
  if (whole == limit) {
    std::string digits = value.digits;
    digits.resize(std::max(digits.find_last_not_of('0') + 1, kMaxInt64.size()), '0');
    if (digits <= kMaxInt64) return;
  }
  value = {std::string(kMaxInt64), 0};
}

std::string decimal_text(Decimal value, Format format) {
  remove_trailing_zeros(value);
  // Exponents are multiples of three, towards more digits.
  const std::int64_t excess = ((value.exponent % 3) + 3) % 3;
  value.digits.append(static_cast<std::size_t>(excess), '0');
  value.exponent -= excess;
  if (format == Format::kDecimalExponent) {
    return value.exponent == 0 ? value.digits : value.digits + 'e' + std::to_string(value.exponent);
  }
  // Past exa there is no suffix, and Go writes none.
  const auto suffix = std::ranges::find(kDecimalSuffixes, value.exponent, &Suffix::exponent);
  return suffix == kDecimalSuffixes.end() ? value.digits : value.digits.append(suffix->text);
}

std::string binary_text(const Decimal& value) {
  const std::optional<std::string> digits = integer_digits(value);
  if (!digits || std::stoll(*digits) < 1024) return decimal_text(value, Format::kDecimalSi);
  std::int64_t amount = std::stoll(*digits);
  std::int32_t exponent = 0;
  for (; amount % 1024 == 0; amount /= 1024) ++exponent;
  const auto suffix = std::ranges::find(kBinarySuffixes, exponent, &Suffix::exponent);
  return std::to_string(amount).append(suffix == kBinarySuffixes.end() ? std::string_view{} : suffix->text);
}

}  // namespace

std::optional<std::string> canonical_quantity(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const std::optional<Parts> parts = split(text);
  if (!parts) return std::nullopt;
  const std::optional<Unit> unit = unit_of(parts->suffix);
  if (!unit) return std::nullopt;
  // Fewer than 1024 of a binary unit are written in no other way.
  const bool is_whole = parts->whole.size() + parts->suffix.size() == text.size() && parts->whole != "0";
  if (is_whole && unit->format == Format::kBinarySi && parts->whole.size() < 4) return std::string(text);
  if (fits_integer(*parts, *unit)) {
    if (keeps_text(*parts, *unit)) return std::string(text);
  } else if (text.find_first_of(kDigits) >= text.size() - parts->suffix.size()) {
    // Only the integer reading takes a quantity that is nothing but a suffix for zero.
    return std::nullopt;
  }

  Decimal value{std::string(parts->whole).append(parts->fraction), -static_cast<std::int64_t>(parts->fraction.size())};
  value.trim();
  if (unit->format == Format::kBinarySi) {
    for (std::int32_t i = 0; i < unit->exponent; ++i) multiply(value.digits, 1024);
  } else {
    value.exponent += unit->exponent;
  }
  round_up_to_nano(value);
  if (value.zero()) return "0";
  if (unit->format == Format::kBinarySi) cap(value);
  const std::string magnitude =
      unit->format == Format::kBinarySi ? binary_text(value) : decimal_text(value, unit->format);
  return parts->negative ? '-' + magnitude : magnitude;
}

}  // namespace vmcp::kube
