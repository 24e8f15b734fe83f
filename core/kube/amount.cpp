#include "core/kube/amount.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "core/kube/quantity.h"

namespace vmcp::kube {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kNanosPerOne = 1'000'000'000;
constexpr std::int64_t kNanosPerMilli = 1'000'000;
constexpr Wide kMost = Wide{std::numeric_limits<std::int64_t>::max()} * kNanosPerOne;

/// Nanos of one of the unit that a canonical quantity ends with.
std::optional<Wide> unit_in_nanos(std::string_view suffix) {
  constexpr std::string_view kBelowOne = "num";
  constexpr std::string_view kDecimal = "kMGTPE";
  constexpr std::string_view kBinary = "KMGTPE";
  if (suffix.empty()) return kNanosPerOne;
  Wide nanos = 1;
  if (suffix.size() == 2 && suffix.back() == 'i') {
    const std::size_t power = kBinary.find(suffix.front());
    if (power == std::string_view::npos) return std::nullopt;
    nanos = kNanosPerOne;
    for (std::size_t i = 0; i <= power; ++i) nanos *= 1024;
    return nanos;
  }
  std::size_t power = 0;
  if (suffix.size() == 1 && kBelowOne.find(suffix) != std::string_view::npos) {
    power = kBelowOne.find(suffix);
  } else if (suffix.size() == 1 && kDecimal.find(suffix) != std::string_view::npos) {
    power = kDecimal.find(suffix) + 4;
  } else if (suffix.front() == 'e' || suffix.front() == 'E') {
    int exponent = 0;
    const auto [end, error] = std::from_chars(suffix.data() + 1, suffix.data() + suffix.size(), exponent);
    if (error != std::errc{} || exponent % 3 != 0) return std::nullopt;
    power = static_cast<std::size_t>(std::clamp(exponent, -9, 18) + 9) / 3;
  } else {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < power; ++i) nanos *= 1000;
  return nanos;
}

/// `value` over `divisor`, rounded towards minus infinity, and what is left.
std::pair<Wide, Wide> divide(Wide value, Wide divisor) {
  Wide quotient = value / divisor;
  Wide rest = value % divisor;
  if (rest < 0) {
    rest += divisor;
    --quotient;
  }
  return {quotient, rest};
}

}  // namespace

std::optional<Amount> Amount::parse(std::string_view text) {
  const std::optional<std::string> canonical = canonical_quantity(text);
  if (!canonical) return std::nullopt;
  std::string_view rest = *canonical;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  // Canonical texts may be kept as they were written, with a fraction.
  Wide digits = 0;
  Wide scale = 1;
  bool fraction = false;
  while (!rest.empty() && (rest.front() == '.' || (rest.front() >= '0' && rest.front() <= '9'))) {
    if (rest.front() == '.') {
      fraction = true;
    } else if (digits < kMost / 1000) {
      digits = digits * 10 + (rest.front() - '0');
      if (fraction) scale *= 10;
    }
    rest.remove_prefix(1);
  }
  const std::optional<Wide> unit = unit_in_nanos(rest);
  if (!unit) return std::nullopt;
  Wide nanos = kMost;
  if (digits == 0) {
    nanos = 0;
  } else if (digits / scale <= kMost / *unit) {
    nanos = std::min(kMost, digits / scale * *unit + digits % scale * (*unit / std::min(scale, *unit)));
  }
  const auto [whole, part] = divide(negative ? -nanos : nanos, kNanosPerOne);
  return Amount(static_cast<std::int64_t>(whole), static_cast<std::int32_t>(part));
}

Amount& Amount::operator+=(const Amount& other) {
  const Wide sum = (Wide{whole_} + other.whole_) * kNanosPerOne + nanos_ + other.nanos_;
  const auto [whole, part] = divide(std::clamp(sum, -kMost, kMost), kNanosPerOne);
  whole_ = static_cast<std::int64_t>(whole);
  nanos_ = static_cast<std::int32_t>(part);
  return *this;
}

Amount Amount::rounded_to_milli() const {
  const std::int32_t rest = nanos_ % static_cast<std::int32_t>(kNanosPerMilli);
  if (rest == 0) return *this;
  Amount rounded(whole_, nanos_ - rest);
  if (!is_negative()) rounded += Amount(0, static_cast<std::int32_t>(kNanosPerMilli));
  return rounded;
}

bool Amount::is_multiple_of(const Amount& unit) const {
  const Wide divisor = Wide{unit.whole_} * kNanosPerOne + unit.nanos_;
  return divisor > 0 && (Wide{whole_} * kNanosPerOne + nanos_) % divisor == 0;
}

}  // namespace vmcp::kube
