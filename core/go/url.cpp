#include "core/go/url.h"

namespace vmcp::go::url {

std::string_view Url::hostname() const { return host; }
std::string_view Url::port() const { return {}; }
std::string Url::escaped_path() const { return path; }
std::string Url::escaped_fragment() const { return fragment; }
std::string Url::str() const { return {}; }
Url Url::resolve(const Url& reference) const { return reference; }
Parsed parse(std::string_view) { return {Url{}, {}}; }
Parsed parse_request_uri(std::string_view text) { return parse(text); }
std::string path_escape(std::string_view text) { return std::string(text); }
std::optional<std::string> query_unescape(std::string_view text) { return std::string(text); }

}  // namespace vmcp::go::url
