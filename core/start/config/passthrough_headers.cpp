#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"
#include "core/start/config/header_rules.h"

namespace vmcp::start {
namespace {

using model::path_of;

/// Headers that route a request, belong to one connection, or say who the caller is: a client may not choose them.
constexpr std::array<std::string_view, 19> kRestricted = {"Host",
                                                          "Connection",
                                                          "Keep-Alive",
                                                          "Te",
                                                          "Trailer",
                                                          "Upgrade",
                                                          "Http2-Settings",
                                                          "Proxy-Authorization",
                                                          "Proxy-Authenticate",
                                                          "Proxy-Connection",
                                                          "Transfer-Encoding",
                                                          "Content-Length",
                                                          "Forwarded",
                                                          "X-Forwarded-For",
                                                          "X-Forwarded-Host",
                                                          "X-Forwarded-Proto",
                                                          "X-Real-Ip",
                                                          "Authorization",
                                                          "Cookie"};

}  // namespace

void check_passthrough_headers(const Gateway& gateway) {
  const diag::FieldPath path = path_of<&model::config::Config::passthrough_headers>();
  const auto& headers = gateway.config().passthrough_headers;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (std::ranges::find(kRestricted, canonical_header(headers[i])) != kRestricted.end()) {
      gateway.refuse_written("restricted-header", path[i],
                             "vmcp forwards no header " + diag::quoted(canonical_header(headers[i])) + " of a client");
    } else if (const auto problem = header_name_problem(headers[i])) {
      gateway.refuse_written("invalid-format", path[i],
                             diag::quoted(headers[i]) + " is no name of an HTTP header: " + *problem);
    }
  }
}

}  // namespace vmcp::start
