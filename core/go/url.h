#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vmcp::go::url {

/// As net/url's Userinfo, unescaped.
struct Userinfo {
  std::string username;
  std::optional<std::string> password;
};

/// As net/url's URL: path and fragment are unescaped, raw_path and raw_fragment are given only where the escaping
/// is not the default one.
struct Url {
  std::string scheme;  ///< lower case
  std::string opaque;
  std::optional<Userinfo> user;
  std::string host;  ///< "host" or "host:port", with brackets around IPv6
  std::string path;
  std::string raw_path;
  bool omit_host = false;
  bool force_query = false;
  std::string raw_query;
  std::string fragment;
  std::string raw_fragment;

  /// The host without port and brackets; the port without colon, or "".
  std::string_view hostname() const;
  std::string_view port() const;
  bool is_abs() const { return !scheme.empty(); }
  std::string escaped_path() const;
  std::string escaped_fragment() const;
  /// As URL.String.
  std::string str() const;
  /// As URL.ResolveReference: `reference` seen from this URL.
  Url resolve(const Url& reference) const;
};

/// A URL, or why there is none.
struct Parsed {
  std::optional<Url> url;
  std::string error;  ///< as Go says it, without `parse "..."`

  explicit operator bool() const { return url.has_value(); }
  const Url* operator->() const { return &*url; }
  const Url& operator*() const { return *url; }
};

/// As url.Parse.
Parsed parse(std::string_view text);
/// As url.ParseRequestURI: an absolute URI or an absolute path, `#` is an ordinary character.
Parsed parse_request_uri(std::string_view text);

/// As url.PathEscape.
std::string path_escape(std::string_view text);

}  // namespace vmcp::go::url
