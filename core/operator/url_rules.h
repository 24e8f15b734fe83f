#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/go/ip.h"
#include "core/go/url.h"

namespace vmcp::op {

/// Whether a URL's host (without port and brackets) is localhost or a loopback address. As networking.IsLocalhost.
bool is_loopback_host(std::string_view hostname);

/// Whether an address is private, loopback, link-local or otherwise not public, or embeds such an IPv4 address (NAT64,
/// 6to4). As networking.IsPrivateIP.
bool is_private_address(const go::Ip& address);

/// Whether the auth server would take a client's id for the URL of a document about the client.
/// As oauthproto.IsClientIDMetadataDocumentURL.
bool is_client_document_url(std::string_view client_id);

/// What keeps a text from being an audience: it must be an absolute http or https URL without a fragment. An empty one
/// is fine. As server.ValidateAudienceURI.
std::optional<std::string> audience_problem(std::string_view audience);

/// What keeps a text from being the URL of an OIDC issuer or key set: it must be an http or https URL with a host.
/// Whether http is allowed is for the caller to say. As validation.ValidateOIDCIssuerURL and ValidateJWKSURL.
std::optional<std::string> http_url_problem(const go::url::Parsed& url);

}  // namespace vmcp::op
