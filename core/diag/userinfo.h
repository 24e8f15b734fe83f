#pragma once

#include <string>
#include <string_view>

/// The user and password of URLs and addresses (RFC 3986 calls them userinfo), however badly they are written.
namespace vmcp::diag {

/// What stands in front of a URL's authority.
inline constexpr std::string_view kAuthority = "://";

/// `text` without the user and password of a URL or address in it, which become `***`.
std::string without_userinfo(std::string_view text);

/// A message without the user and password of any URL that it quotes.
std::string without_quoted_userinfo(std::string_view message);

}  // namespace vmcp::diag
