#include "core/diag/userinfo.h"

#include <algorithm>
#include <cstddef>

#include "core/diag/hidden.h"
#include "core/text/ascii.h"

namespace vmcp::diag {
namespace {

using text::is_digit;

/// Where the user and the password of `authority`, which begins a text behind "://", end; 0 when it has none. The sign
/// behind them may be escaped. Without one what stands where a port belongs may be half of a password.
std::size_t userinfo_length(std::string_view authority) {
  const std::string_view host = authority.substr(0, authority.find_first_of("/?#"));
  const std::size_t last = authority.rfind('@');
  for (const std::string_view sign : {"@", "%40"}) {
    if (const std::size_t at = host.rfind(sign); at != std::string_view::npos) return at;
  }
  const std::size_t colon = host.starts_with('[') ? host.find("]:") : host.find(':');
  if (colon == std::string_view::npos) return 0;
  const std::string_view port = host.substr(colon + (host.starts_with('[') ? 2 : 1));
  // A password may begin with a sign that ends a host.
  const bool has_port = std::ranges::all_of(port, is_digit) && (!port.empty() || last == std::string_view::npos);
  if (has_port && (last == std::string_view::npos || authority[host.size()] != '#')) return 0;
  return last == std::string_view::npos ? host.size() : last;
}

}  // namespace

std::string without_userinfo(std::string_view text) {
  const std::size_t authority = text.find(kAuthority);
  if (authority == std::string_view::npos) {
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || text.find(':') == std::string_view::npos) return std::string(text);
    // An image by its digest is no address.
    return text.substr(at).starts_with("@sha") ? std::string(text)
                                               : std::string(kHidden) + std::string(text.substr(at));
  }
  // A URL that stands alone ends with the text, whatever its password holds.
  const std::size_t begin = authority + kAuthority.size();
  const std::size_t blank = text.find(' ', std::min(text.find_first_not_of(' '), text.size()));
  const bool alone = text.find(kAuthority, begin) == std::string_view::npos && blank >= authority;
  if (!alone) return without_quoted_userinfo(text);
  const std::size_t length = userinfo_length(text.substr(begin));
  if (length == 0) return std::string(text);
  return std::string(text.substr(0, begin)) + std::string(kHidden) + std::string(text.substr(begin + length));
}

std::string without_quoted_userinfo(std::string_view message) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t authority = message.find(kAuthority); authority != std::string_view::npos;
       authority = message.find(kAuthority, at)) {
    const std::size_t begin = authority + kAuthority.size();
    std::size_t end = std::min(message.find_first_of(" ,;\"'`()<>", begin), message.size());
    // A password may hold some of these signs.
    const std::size_t blank = std::min(message.find_first_of(" \"", begin), message.size());
    const std::string_view word = message.substr(begin, blank - begin);
    const std::size_t sign = word.rfind('@');
    const bool is_longer = sign != std::string_view::npos && sign > end - begin;
    if (is_longer && word.find(kAuthority) == std::string_view::npos) end = blank;
    while (end > begin && (message[end - 1] == ':' || message[end - 1] == '.')) --end;
    // Of URLs that nothing known parts only the last host is told from a password.
    const std::string_view address = message.substr(begin, end - begin);
    std::size_t length = userinfo_length(address);
    const std::size_t last = address.rfind('@');
    const bool is_one = address.find(kAuthority) == std::string_view::npos;
    if (!is_one && last != std::string_view::npos) length = std::max(length, last);
    out += message.substr(at, begin - at);
    if (length != 0) out += kHidden;
    out += message.substr(begin + length, end - begin - length);
    at = end;
  }
  out += message.substr(at);
  return out;
}

}  // namespace vmcp::diag
