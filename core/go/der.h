#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace vmcp::go {

/// Tags of DER's elements; `constructed` are those of explicit fields.
enum class DerTag : std::uint8_t {
  kBoolean = 0x01,
  kInteger = 0x02,
  kBitString = 0x03,
  kOctetString = 0x04,
  kObjectIdentifier = 0x06,
  kUtf8String = 0x0c,
  kNumericString = 0x12,
  kPrintableString = 0x13,
  kT61String = 0x14,
  kIa5String = 0x16,
  kUtcTime = 0x17,
  kGeneralizedTime = 0x18,
  kBmpString = 0x1e,
  kSequence = 0x30,
  kSet = 0x31,
  kField0 = 0xa0,
  kField1 = 0xa1,
  kField3 = 0xa3,
  kPlainField1 = 0x81,
  kPlainField2 = 0x82,
};

/// Reads elements of DER one behind the other, as cryptobyte.String: what is not of the shortest form is no element. A
/// text that was asked for what is not there stays where it is.
class Der {
 public:
  struct Element {
    DerTag tag;
    std::string_view content;
  };

  explicit Der(std::string_view bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  /// Whether an element of this tag seems to come next.
  bool next_is(DerTag tag) const;

  std::optional<Element> any();
  /// What the next element holds, if its tag is this one.
  std::optional<std::string_view> take(DerTag tag);
  /// The bytes of an integer, in two's complement.
  std::optional<std::string_view> integer();
  /// The name of an object as its bytes.
  std::optional<std::string_view> object_identifier();
  /// The bytes of a string of bits that fills them, or whose last bits are zero.
  std::optional<std::string_view> bit_string();

 private:
  std::string_view rest_;
};

/// Whether an integer's bytes are of a number above zero.
bool is_positive(std::string_view integer);
bool is_negative(std::string_view integer);
/// An integer of at most 64 bits.
std::optional<std::int64_t> small_integer(std::string_view integer);
/// Of bytes that are a number without a sign: those behind zeros in front.
std::string_view without_leading_zeros(std::string_view number);

}  // namespace vmcp::go
