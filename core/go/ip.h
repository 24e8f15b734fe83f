#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vmcp::go {

/// An address in 16 bytes; IPv4 is mapped into ::ffff:0:0/96, as Go's net.IP has it.
struct Ip {
  std::array<std::uint8_t, 16> bytes{};
  std::string zone;  ///< only from parse_addr

  /// An IPv4 address, an IPv4-mapped IPv6 one included (as net.IP.To4).
  bool is_v4() const;
  bool is_loopback() const;
  bool is_unspecified() const;
  bool is_link_local_unicast() const;
  bool is_link_local_multicast() const;

  bool operator==(const Ip&) const = default;
};

/// As net.ParseIP: zones are refused.
std::optional<Ip> parse_ip(std::string_view text);
/// As netip.ParseAddr: a zone is allowed after an IPv6 address.
std::optional<Ip> parse_addr(std::string_view text);

/// An IP network, as net.IPNet.
struct Network {
  Ip address;           ///< host bits are zero
  unsigned prefix = 0;  ///< bits of the address as it was written: 0..32 for IPv4, 0..128 for IPv6
  bool v4 = false;

  bool contains(const Ip& ip) const;
};

/// As net.ParseCIDR.
std::optional<Network> parse_cidr(std::string_view text);

}  // namespace vmcp::go
