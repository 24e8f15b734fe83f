#include "core/operator/url_rules.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "core/diag/quoted.h"
#include "core/text/ascii.h"

namespace vmcp::op {
namespace {

std::vector<go::Network> networks(std::initializer_list<std::string_view> texts) {
  std::vector<go::Network> result;
  for (const std::string_view text : texts) result.push_back(go::parse_cidr(text).value());
  return result;
}

bool contains(const std::vector<go::Network>& blocks, const go::Ip& address) {
  return std::ranges::any_of(blocks, [&](const go::Network& block) { return block.contains(address); });
}

/// The IPv4 address that four bytes of an IPv6 one spell.
go::Ip embedded_v4(const go::Ip& address, std::size_t offset) {
  go::Ip result;
  result.bytes[10] = result.bytes[11] = 0xff;
  std::copy_n(address.bytes.begin() + static_cast<std::ptrdiff_t>(offset), 4, result.bytes.begin() + 12);
  return result;
}

}  // namespace

bool is_loopback_host(std::string_view hostname) {
  if (text::equal_ignoring_case(hostname, "localhost")) return true;
  const std::optional<go::Ip> address = go::parse_ip(hostname);
  return address && address->is_loopback();
}

bool is_private_address(const go::Ip& address) {
  static const std::vector<go::Network> kNat64 = networks({"64:ff9b::/96", "64:ff9b:1::/96"});
  static const std::vector<go::Network> kSixToFour = networks({"2002::/16"});
  static const std::vector<go::Network> kPrivate =
      networks({"0.0.0.0/8", "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
                "::1/128", "fe80::/10", "fc00::/7", "100.64.0.0/10", "192.0.2.0/24", "198.51.100.0/24",
                "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "ff00::/8", "64:ff9b:1::/48", "2001::/32"});
  if (address.is_loopback() || address.is_unspecified() || address.is_link_local_unicast() ||
      address.is_link_local_multicast()) {
    return true;
  }
  if (!address.is_v4()) {
    if (contains(kNat64, address)) return is_private_address(embedded_v4(address, 12));
    if (contains(kSixToFour, address)) return is_private_address(embedded_v4(address, 2));
  }
  return contains(kPrivate, address);
}

bool is_client_document_url(std::string_view client_id) {
  if (client_id.starts_with("https://")) return true;
  if (!client_id.starts_with("http://")) return false;
  const go::url::Parsed url = go::url::parse(client_id);
  return url && is_loopback_host(url->hostname());
}

std::optional<std::string> audience_problem(std::string_view audience) {
  if (audience.empty()) return std::nullopt;
  const go::url::Parsed url = go::url::parse(audience);
  if (!url) return url.error;
  if (!url->is_abs() || url->host.empty()) return "it must be an absolute URL with a host";
  if (!url->fragment.empty()) return "it must not have a fragment";
  if (url->scheme != "http" && url->scheme != "https") return "its scheme must be http or https";
  return std::nullopt;
}

std::optional<std::string> http_url_problem(const go::url::Parsed& url) {
  if (!url) return url.error;
  if (url->scheme.empty() || url->host.empty()) return "scheme or host is missing";
  if (url->scheme != "http" && url->scheme != "https") {
    return "its scheme must be http or https, found " + diag::quoted(url->scheme);
  }
  return std::nullopt;
}

}  // namespace vmcp::op
