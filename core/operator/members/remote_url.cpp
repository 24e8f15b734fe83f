#include "core/operator/members/remote_url.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/go/ip.h"
#include "core/go/url.h"
#include "core/text/ascii.h"

namespace vmcp::op {
namespace {

using diag::quoted;
using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 6> kBlockedNetworks = {"0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16",
                                                              "::/128",    "::1/128",     "fe80::/10"};
constexpr std::array<std::string_view, 4> kPrivateNetworks = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                                              "fc00::/7"};
constexpr std::array<std::string_view, 5> kBlockedHosts = {"localhost", "kubernetes.default.svc.cluster.local",
                                                           "kubernetes.default.svc", "kubernetes.default",
                                                           "metadata.google.internal"};
constexpr std::array<std::string_view, 1> kPrivateHosts = {"cluster.local"};

bool is_within(const go::Ip& address, Names networks) {
  return std::ranges::any_of(networks, [&](std::string_view text) {
    const auto network = go::parse_cidr(text);
    return network && network->contains(address);
  });
}

/// Whether the host is one of the names or below one.
bool is_below(std::string_view host, Names names) {
  const std::string own = text::to_lower(host);
  return std::ranges::any_of(names, [&](std::string_view name) {
    return own.ends_with(name) && (own.size() == name.size() || own[own.size() - name.size() - 1] == '.');
  });
}

}  // namespace

std::optional<std::string> remote_url_fault(const std::string& text, bool allow_private) {
  const go::url::Parsed url = go::url::parse(text);
  if (!url) return quoted(text) + " is no URL: " + url.error;
  if (url->scheme != "http" && url->scheme != "https") return quoted(text) + " is no http or https URL";
  if (url->host.empty()) return quoted(text) + " has no host";
  const std::string_view host = url->hostname();
  const auto address = go::parse_ip(host);
  if (address ? is_within(*address, kBlockedNetworks) : is_below(host, kBlockedHosts)) {
    return "host " + quoted(host) + " is never allowed";
  }
  if (!allow_private && (address ? is_within(*address, kPrivateNetworks) : is_below(host, kPrivateHosts))) {
    return "host " + quoted(host) + " is allowed only with allowPrivateEndpoint: true";
  }
  return std::nullopt;
}

}  // namespace vmcp::op
