#include "core/text/host.h"

namespace vmcp::text {

std::string_view host_in(std::string_view address) {
  constexpr std::string_view kBehindScheme = "://";
  if (const std::size_t scheme = address.find(kBehindScheme); scheme != std::string_view::npos) {
    address.remove_prefix(scheme + kBehindScheme.size());
  }
  address = address.substr(0, address.find_first_of("/?#"));
  address.remove_prefix(address.rfind('@') + 1);
  return address.substr(0, address.find(':'));
}

}  // namespace vmcp::text
