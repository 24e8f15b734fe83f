#include "core/start/url_checks.h"

#include "core/go/ip.h"
#include "core/go/url.h"
#include "core/operator/url_rules.h"

namespace vmcp::start {
namespace {

using go::url::Url;

constexpr std::size_t kRedirectLimit = 2048;
constexpr const char* kPlainHttp = "uses http, which vmcp takes for localhost only; use https";

std::optional<UrlProblem> invalid(std::string message) { return UrlProblem{"invalid-url", std::move(message)}; }
std::optional<UrlProblem> insecure(std::string message) { return UrlProblem{"insecure-url", std::move(message)}; }

/// Go repeats the URL in its message, which may hold a password.
std::optional<UrlProblem> unparsable() { return invalid("cannot be parsed"); }

bool is_web(const Url& url) { return url.scheme == "http" || url.scheme == "https"; }

/// Subdomains of localhost count, capital letters do not.
bool is_redirect_loopback(const Url& url) {
  const std::string_view host = url.hostname();
  const auto address = go::parse_ip(host);
  return host == "localhost" || host.ends_with(".localhost") || (address && address->is_loopback());
}

}  // namespace

std::optional<UrlProblem> issuer_url_problem(std::string_view text, PlainHttp http) {
  const go::url::Parsed url = go::url::parse(text);
  if (!url) return unparsable();
  if (url->hostname().empty()) return invalid("has no host");
  if (!url->raw_query.empty()) return invalid("must not have a query");
  if (!url->fragment.empty()) return invalid("must not have a fragment");
  if (url->user) return invalid("must not hold credentials");
  if (!is_web(*url)) return invalid("must be of scheme https, or http for localhost");
  if (url->scheme == "http" && http == PlainHttp::kOnLoopback && !op::is_loopback_host(url->hostname())) {
    return insecure(kPlainHttp);
  }
  if (text.ends_with('/')) return invalid("must not end with a slash");
  return std::nullopt;
}

std::optional<UrlProblem> endpoint_url_problem(std::string_view text, PlainHttp http) {
  if (http == PlainHttp::kAnywhere) return std::nullopt;
  const go::url::Parsed url = go::url::parse(text);
  if (!url) return unparsable();
  if (url->scheme == "https" || op::is_loopback_host(url->hostname())) return std::nullopt;
  return insecure(kPlainHttp);
}

std::optional<UrlProblem> registration_url_problem(std::string_view text) {
  const go::url::Parsed url = go::url::parse(text);
  if (!url) return unparsable();
  if (url->scheme.empty() || url->host.empty()) return invalid("lacks its scheme or host");
  if (url->scheme == "https" || op::is_loopback_host(url->hostname())) return std::nullopt;
  return insecure(
      "uses http, which dynamic client registration takes for localhost only, whatever insecureAllowHTTP "
      "says; use https");
}

std::optional<UrlProblem> userinfo_url_problem(std::string_view text, PlainHttp http) {
  const go::url::Parsed url = go::url::parse(text);
  if (!url) return unparsable();
  if (url->scheme.empty() || url->host.empty()) return invalid("lacks its scheme or host");
  if (!is_web(*url)) return invalid("must be of scheme http or https");
  if (url->scheme == "http" && http == PlainHttp::kOnLoopback && !op::is_loopback_host(url->hostname())) {
    return insecure("uses http, which vmcp takes for localhost only, whatever insecureAllowHTTP says; use https");
  }
  return std::nullopt;
}

std::optional<UrlProblem> redirect_url_problem(std::string_view text, PlainHttp http) {
  if (text.size() > kRedirectLimit) {
    return UrlProblem{"too-long", "is " + std::to_string(text.size()) + " bytes long, expected at most " +
                                      std::to_string(kRedirectLimit)};
  }
  const go::url::Parsed url = go::url::parse(text);
  if (!url) return unparsable();
  if (url->scheme.empty() || !go::url::parse_request_uri(url->str())) return invalid("must be absolute");
  if (!url->fragment.empty()) return invalid("must not have a fragment");
  if (url->scheme == "https") return std::nullopt;
  if (url->scheme != "http") return invalid("must be of scheme https, or http for localhost");
  if (http == PlainHttp::kAnywhere || is_redirect_loopback(*url)) return std::nullopt;
  return insecure(kPlainHttp);
}

bool has_private_address(std::string_view text) {
  const go::url::Parsed url = go::url::parse(text);
  if (!url) return false;
  const auto address = go::parse_ip(url->hostname());
  return address && op::is_private_address(*address) && !op::is_loopback_host(url->hostname());
}

}  // namespace vmcp::start
