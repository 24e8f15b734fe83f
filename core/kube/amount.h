#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vmcp::kube {

/// What a Kubernetes quantity amounts to, to be compared and added up. Exact to a billionth, as resource.Quantity is;
/// sums beyond the largest int64 stay there.
class Amount {
 public:
  Amount() = default;

  /// Nothing when `text` is no quantity.
  static std::optional<Amount> parse(std::string_view text);

  Amount& operator+=(const Amount& other);
  std::strong_ordering operator<=>(const Amount&) const = default;

  bool is_negative() const { return *this < Amount(); }
  /// A multiple of one, down to thousandths (as Quantity.MilliValue() % 1000).
  bool is_whole() const { return nanos_ == 0; }
  /// Away from zero to whole thousandths, as the API server stores lists of resources.
  Amount rounded_to_milli() const;
  /// Whether a positive `unit` divides it.
  bool is_multiple_of(const Amount& unit) const;

 private:
  Amount(std::int64_t whole, std::int32_t nanos) : whole_(whole), nanos_(nanos) {}

  std::int64_t whole_ = 0;
  std::int32_t nanos_ = 0;  ///< 0..999,999,999, towards plus infinity
};

}  // namespace vmcp::kube
