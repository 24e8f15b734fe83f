#include "core/start/dial_address.h"

#include <algorithm>
#include <array>

namespace vmcp::start {
namespace {

/// Services that resolve without any file; what else a container's /etc/services holds is not known, so that names of
/// usual services pass, too.
constexpr std::array<std::string_view, 22> kServices = {
    "domain",      "ftp",        "ftps",  "gopher",   "http",  "https",     "imap2", "imap3",
    "imaps",       "pop3",       "pop3s", "smtp",     "ssh",   "telnet",    "redis", "www",
    "submissions", "submission", "imap",  "http-alt", "mysql", "postgresql"};

constexpr int kLargestPort = 65535;

/// As net.parsePort: digits after a sign; nothing when the text is the name of a service.
std::optional<bool> numeric_port_fits(std::string_view port) {
  if (port.empty()) return true;
  const bool negative = port.front() == '-';
  if (negative || port.front() == '+') port.remove_prefix(1);
  int number = 0;
  for (const char c : port) {
    if (c < '0' || c > '9') return std::nullopt;
    number = std::min(number * 10 + (c - '0'), kLargestPort + 1);
  }
  return number == 0 || (!negative && number <= kLargestPort);
}

std::optional<std::string> port_problem(std::string_view port) {
  const std::optional<bool> fits = numeric_port_fits(port);
  if (fits) return *fits ? std::nullopt : std::optional<std::string>("the port must be from 0 to 65535");
  std::string name(port);
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  if (std::ranges::find(kServices, name) != kServices.end()) return std::nullopt;
  return "the port is neither a number nor a service";
}

}  // namespace

std::optional<std::string> dial_problem(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return "the port is missing";
  std::string_view host = address.substr(0, colon);
  std::string_view rest = address;  // where no further bracket may stand
  if (address.starts_with('[')) {
    const std::size_t end = address.find(']');
    if (end == std::string_view::npos) return "the closing bracket is missing";
    if (end + 1 == address.size()) return "the port is missing";
    if (end + 1 != colon) return address[end + 1] == ':' ? "there are too many colons" : "the port is missing";
    host = address.substr(1, end - 1);
    rest = address.substr(end + 1);
    if (host.find('[') != std::string_view::npos) return "there is a bracket too many";
  } else if (host.find(':') != std::string_view::npos) {
    return "there are too many colons";
  }
  if (rest.find_first_of("[]") != std::string_view::npos) return "there is a bracket too many";
  return port_problem(address.substr(colon + 1));
}

}  // namespace vmcp::start
