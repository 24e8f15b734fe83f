#include "core/go/ip.h"

#include <algorithm>
#include <span>
#include <vector>

#include "core/text/ascii.h"

namespace vmcp::go {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::size_t kV4Offset = kMappedPrefix.size();
constexpr unsigned kV4PrefixBits = 96;

using text::is_digit;

/// Four decimal bytes without leading zeros.
bool parse_v4_bytes(std::string_view text, std::span<std::uint8_t, 4> bytes) {
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) {
      if (text.empty() || text.front() != '.') return false;
      text.remove_prefix(1);
    }
    unsigned value = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && is_digit(text[digits]); ++digits) {
      if (digits > 0 && value == 0) return false;
      value = value * 10 + static_cast<unsigned>(text[digits] - '0');
      if (value > 255) return false;
    }
    if (digits == 0) return false;
    text.remove_prefix(digits);
    bytes[i] = static_cast<std::uint8_t>(value);
  }
  return text.empty();
}

/// One group of an IPv6 address, removed from `text`; nothing when there are no digits or more than four.
std::optional<unsigned> leading_group(std::string_view& text) {
  unsigned value = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && text::hex_value(text[digits]) >= 0; ++digits) {
    if (digits == 4) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(text::hex_value(text[digits]));
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool parse_v6_bytes(std::string_view text, std::array<std::uint8_t, 16>& bytes) {
  bytes.fill(0);
  std::size_t filled = 0;
  std::optional<std::size_t> ellipsis;
  if (text.starts_with("::")) {
    ellipsis = 0;
    text.remove_prefix(2);
    if (text.empty()) return true;
  }
  while (filled < bytes.size()) {
    const std::string_view rest = text;
    const std::optional<unsigned> group = leading_group(text);
    if (!group) return false;
    if (!text.empty() && text.front() == '.') {
      if ((!ellipsis && filled != kV4Offset) || filled + 4 > bytes.size()) return false;
      if (!parse_v4_bytes(rest, std::span<std::uint8_t, 4>(bytes.data() + filled, 4))) return false;
      text = {};
      filled += 4;
      break;
    }
    bytes[filled++] = static_cast<std::uint8_t>(*group >> 8U);
    bytes[filled++] = static_cast<std::uint8_t>(*group & 0xffU);
    if (text.empty()) break;
    if (text.front() != ':' || text.size() == 1) return false;
    text.remove_prefix(1);
    if (text.front() == ':') {
      if (ellipsis) return false;
      ellipsis = filled;
      text.remove_prefix(1);
      if (text.empty()) break;
    }
  }
  if (!text.empty()) return false;
  if (filled == bytes.size()) return !ellipsis;
  if (!ellipsis) return false;
  const auto gap = bytes.begin() + static_cast<std::ptrdiff_t>(*ellipsis);
  const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(filled);
  std::copy_backward(gap, end, bytes.end());
  std::fill_n(gap, bytes.size() - filled, std::uint8_t{0});
  return true;
}

void clear_host_bits(Ip& ip, unsigned kept) {
  for (std::uint8_t& byte : ip.bytes) {
    const unsigned taken = std::min(kept, 8U);
    byte = static_cast<std::uint8_t>(byte & (0xff00U >> taken));
    kept -= taken;
  }
}

/// What stands first decides the family, as in netip.ParseAddr.
bool written_as_v4(std::string_view text) {
  const std::size_t first = text.find_first_of(".:%");
  return first != std::string_view::npos && text[first] == '.';
}

}  // namespace

bool Ip::is_v4() const { return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin()); }

bool Ip::is_loopback() const {
  if (is_v4()) return bytes[12] == 127;
  return bytes[15] == 1 && std::all_of(bytes.begin(), bytes.end() - 1, [](std::uint8_t byte) { return byte == 0; });
}

bool Ip::is_unspecified() const {
  const auto begin = is_v4() ? bytes.begin() + kV4Offset : bytes.begin();
  return std::all_of(begin, bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

bool Ip::is_link_local_unicast() const {
  if (is_v4()) return bytes[12] == 169 && bytes[13] == 254;
  return bytes[0] == 0xfe && (bytes[1] & 0xc0U) == 0x80;
}

bool Ip::is_link_local_multicast() const {
  if (is_v4()) return bytes[12] == 224 && bytes[13] == 0 && bytes[14] == 0;
  return bytes[0] == 0xff && (bytes[1] & 0x0fU) == 0x02;
}

std::optional<Ip> parse_addr(std::string_view text) {
  Ip ip;
  if (written_as_v4(text)) {
    std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), ip.bytes.begin());
    if (!parse_v4_bytes(text, std::span<std::uint8_t, 4>(ip.bytes.data() + kV4Offset, 4))) return std::nullopt;
    return ip;
  }
  const std::size_t percent = text.find('%');
  if (percent != std::string_view::npos) {
    ip.zone = text.substr(percent + 1);
    if (ip.zone.empty()) return std::nullopt;
    text = text.substr(0, percent);
  }
  if (!parse_v6_bytes(text, ip.bytes)) return std::nullopt;
  return ip;
}

std::optional<Ip> parse_ip(std::string_view text) {
  std::optional<Ip> ip = parse_addr(text);
  if (ip && !ip->zone.empty()) return std::nullopt;
  return ip;
}

bool Network::contains(const Ip& ip) const {
  if (address.is_v4() != ip.is_v4()) return false;
  Ip masked{ip.bytes, {}};
  clear_host_bits(masked, prefix + (v4 ? kV4PrefixBits : 0));
  return masked == address;
}

std::optional<Network> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view address = text.substr(0, slash);
  const std::string_view length = text.substr(slash + 1);
  std::optional<Ip> ip = parse_ip(address);
  if (!ip || length.empty()) return std::nullopt;
  Network network{*std::move(ip), 0, written_as_v4(address)};
  for (const char c : length) {
    if (!is_digit(c)) return std::nullopt;
    network.prefix = network.prefix * 10 + static_cast<unsigned>(c - '0');
    if (network.prefix > (network.v4 ? 32U : 128U)) return std::nullopt;
  }
  clear_host_bits(network.address, network.prefix + (network.v4 ? kV4PrefixBits : 0));
  return network;
}

}  // namespace vmcp::go
