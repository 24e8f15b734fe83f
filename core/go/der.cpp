#include "core/go/der.h"

#include <algorithm>
#include <cstddef>

namespace vmcp::go {
namespace {

constexpr unsigned char kHighTag = 0x1f;
constexpr std::size_t kLongForm = 0x80;
constexpr std::size_t kMostLengthBytes = 4;
constexpr std::size_t kInt64Bytes = 8;

unsigned char byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

bool top_bit(std::string_view bytes, std::size_t at) { return byte_at(bytes, at) >= kLongForm; }

/// Where an element's content begins and how long it is.
struct Extent {
  std::size_t begin;
  std::size_t size;
};

std::optional<Extent> extent(std::string_view bytes) {
  if (bytes.size() < 2 || (byte_at(bytes, 0) & kHighTag) == kHighTag) return std::nullopt;
  const std::size_t first = byte_at(bytes, 1);
  if (first < kLongForm) return Extent{2, first};
  const std::size_t count = first - kLongForm;
  if (count == 0 || count > kMostLengthBytes || bytes.size() < 2 + count) return std::nullopt;
  std::size_t size = 0;
  for (std::size_t i = 0; i < count; ++i) size = size << 8U | byte_at(bytes, 2 + i);
  const bool shortest = size >= kLongForm && byte_at(bytes, 2) != 0;
  return shortest ? std::optional(Extent{2 + count, size}) : std::nullopt;
}

/// Seven bits a byte, the last of which has no top bit; each number without zeros in front.
bool is_object_identifier(std::string_view bytes) {
  if (bytes.empty() || top_bit(bytes, bytes.size() - 1)) return false;
  bool first = true;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (first && byte_at(bytes, i) == kLongForm) return false;
    first = !top_bit(bytes, i);
  }
  return true;
}

}  // namespace

bool Der::next_is(DerTag tag) const { return !rest_.empty() && byte_at(rest_, 0) == static_cast<unsigned char>(tag); }

std::optional<Der::Element> Der::any() {
  const std::optional<Extent> found = extent(rest_);
  if (!found || found->size > rest_.size() - found->begin) return std::nullopt;
  const Element element{static_cast<DerTag>(byte_at(rest_, 0)), rest_.substr(found->begin, found->size)};
  rest_.remove_prefix(found->begin + found->size);
  return element;
}

std::optional<std::string_view> Der::take(DerTag tag) {
  if (!next_is(tag)) return std::nullopt;
  const std::optional<Element> element = any();
  return element ? std::optional(element->content) : std::nullopt;
}

std::optional<std::string_view> Der::integer() {
  const std::optional<std::string_view> bytes = take(DerTag::kInteger);
  if (!bytes || bytes->empty()) return std::nullopt;
  if (bytes->size() > 1) {
    const unsigned char first = byte_at(*bytes, 0);
    const bool filled = first == (top_bit(*bytes, 1) ? 0xff : 0);
    if (filled) return std::nullopt;
  }
  return bytes;
}

std::optional<std::string_view> Der::object_identifier() {
  const std::optional<std::string_view> bytes = take(DerTag::kObjectIdentifier);
  return bytes && is_object_identifier(*bytes) ? bytes : std::nullopt;
}

std::optional<std::string_view> Der::bit_string() {
  constexpr unsigned kMostUnused = 7;
  const std::optional<std::string_view> bytes = take(DerTag::kBitString);
  if (!bytes || bytes->empty()) return std::nullopt;
  const unsigned unused = byte_at(*bytes, 0);
  if (unused > kMostUnused || (unused != 0 && bytes->size() == 1)) return std::nullopt;
  if (unused != 0 && (byte_at(*bytes, bytes->size() - 1) & ((1U << unused) - 1)) != 0) return std::nullopt;
  return bytes->substr(1);
}

bool is_negative(std::string_view integer) { return !integer.empty() && top_bit(integer, 0); }

bool is_positive(std::string_view integer) { return !is_negative(integer) && !without_leading_zeros(integer).empty(); }

std::optional<std::int64_t> small_integer(std::string_view integer) {
  if (integer.empty() || integer.size() > kInt64Bytes) return std::nullopt;
  std::uint64_t value = top_bit(integer, 0) ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < integer.size(); ++i) value = value << 8U | byte_at(integer, i);
  return static_cast<std::int64_t>(value);
}

std::string_view without_leading_zeros(std::string_view number) {
  number.remove_prefix(std::min(number.find_first_not_of('\0'), number.size()));
  return number;
}

}  // namespace vmcp::go
