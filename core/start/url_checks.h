#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/diag/code.h"

namespace vmcp::start {

/// Why vmcp does not take a URL; the message completes "this URL".
struct UrlProblem {
  diag::Code code;
  std::string message;
};

enum class PlainHttp : bool { kOnLoopback, kAnywhere };

/// As authserver's validateIssuerURL: an http or https URL with a host, without query, fragment, credentials and slash
/// at its end.
std::optional<UrlProblem> issuer_url_problem(std::string_view url, PlainHttp http);

/// As networking's ValidateEndpointURLWithInsecure: where http is taken anywhere, nothing else is asked.
std::optional<UrlProblem> endpoint_url_problem(std::string_view url, PlainHttp http);

/// As dcr's validateUpstreamEndpointURL and validateRedirectURL: https with a host, or anything on loopback.
std::optional<UrlProblem> registration_url_problem(std::string_view url);

/// As upstream's UserInfoConfig.Validate.
std::optional<UrlProblem> userinfo_url_problem(std::string_view url, PlainHttp http);

/// As oauthproto's ValidateRedirectURI and fosite's rules below it: an absolute URL of at most 2,048 bytes without a
/// fragment.
std::optional<UrlProblem> redirect_url_problem(std::string_view url, PlainHttp http);

/// Whether a URL's host is an address, not a name, that vmcp's dialer refuses: private or reserved, but not loopback,
/// for which the clients of configured hosts make an exception. As networking's NewHostScopedClientBuilder.
bool has_private_address(std::string_view url);

}  // namespace vmcp::start
