#include "core/start/private_hosts.h"

#include <algorithm>
#include <array>

#include "core/go/url.h"
#include "core/start/url_checks.h"

namespace vmcp::start {

bool is_in_private_network(std::string_view text) {
  constexpr std::array<std::string_view, 2> kServiceNames = {".svc", ".cluster.local"};
  if (has_private_address(text)) return true;
  const go::url::Parsed url = go::url::parse(text);
  if (!url) return false;
  std::string host(url->hostname());
  if (host.ends_with('.')) host.pop_back();
  return std::ranges::any_of(kServiceNames, [&](std::string_view ending) { return host.ends_with(ending); });
}

}  // namespace vmcp::start
