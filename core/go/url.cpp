#include "core/go/url.h"

#include <algorithm>
#include <cstdint>

#include "core/go/ip.h"
#include "core/go/url_escape.h"

namespace vmcp::go::url {
namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string quoted(std::string_view text) {
  std::string out = "\"";
  out += text;
  out += '"';
  return out;
}

struct Cut {
  std::string_view before;
  std::string_view after;
  bool found = false;
};

Cut cut(std::string_view text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}, false};
  return {text.substr(0, at), text.substr(at + 1), true};
}

/// Moves a leading `scheme:` from `rest` to `scheme`; false when a colon comes first. As getScheme.
bool take_scheme(std::string_view& rest, std::string& scheme) {
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    if (is_alpha(c)) continue;
    if (c == ':') {
      if (i == 0) return false;
      scheme = rest.substr(0, i);
      std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                     [](char upper) { return upper >= 'A' && upper <= 'Z' ? static_cast<char>(upper + 32) : upper; });
      rest.remove_prefix(i + 1);
      return true;
    }
    const bool inner = is_digit(c) || c == '+' || c == '-' || c == '.';
    if (!inner || i == 0) return true;
  }
  return true;
}

/// "" or a colon and digits.
bool is_optional_port(std::string_view text) {
  if (text.empty()) return true;
  return text.front() == ':' && std::all_of(text.begin() + 1, text.end(), is_digit);
}

bool is_userinfo(std::string_view text) {
  static constexpr std::string_view kOthers = "-._:~!$&'()*+,;=%@";
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alpha(c) || is_digit(c) || kOthers.find(c) != std::string_view::npos; });
}

/// One run over a text; the first fault ends it.
class Parser {
 public:
  Parsed parse(std::string_view text, bool via_request) {
    Parsed parsed;
    Url url;
    if (read(text, via_request, url)) {
      parsed.url = std::move(url);
    } else {
      parsed.error = std::move(error_);
    }
    return parsed;
  }

  bool unescape_into(std::string_view text, Escape mode, std::string& out) {
    Unescaped result = unescape(text, mode);
    out = std::move(result.text);
    return result.error.empty() || fail(std::move(result.error));
  }

  std::string take_error() { return std::move(error_); }

 private:
  bool fail(std::string why) {
    error_ = std::move(why);
    return false;
  }

  bool read(std::string_view text, bool via_request, Url& url);
  bool read_authority(std::string_view authority, Url& url);
  bool read_host(std::string_view host, Url& url);
  bool read_bracketed_host(std::string_view host, Url& url);

  std::string error_;
};

bool Parser::read(std::string_view text, bool via_request, Url& url) {
  const bool control =
      std::any_of(text.begin(), text.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x20 || c == 0x7f; });
  if (control) return fail("net/url: invalid control character in URL");
  if (text.empty() && via_request) return fail("empty url");
  if (text == "*") {
    url.path = "*";
    return true;
  }
  std::string_view rest = text;
  if (!take_scheme(rest, url.scheme)) return fail("missing protocol scheme");

  if (rest.ends_with('?') && std::count(rest.begin(), rest.end(), '?') == 1) {
    url.force_query = true;
    rest.remove_suffix(1);
  } else {
    const Cut query = cut(rest, '?');
    rest = query.before;
    url.raw_query = query.after;
  }

  if (!rest.starts_with('/')) {
    if (!url.scheme.empty()) {
      url.opaque = rest;
      return true;
    }
    if (via_request) return fail("invalid URI for request");
    if (cut(rest, '/').before.find(':') != std::string_view::npos) {
      return fail("first path segment in URL cannot contain colon");
    }
  }

  const bool may_have_authority = !url.scheme.empty() || (!via_request && !rest.starts_with("///"));
  if (may_have_authority && rest.starts_with("//")) {
    rest.remove_prefix(2);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    if (!read_authority(rest.substr(0, slash), url)) return false;
    rest.remove_prefix(slash);
  } else if (!url.scheme.empty() && rest.starts_with('/')) {
    url.omit_host = true;
  }

  if (!unescape_into(rest, Escape::kPath, url.path)) return false;
  if (escape(url.path, Escape::kPath) != rest) url.raw_path = rest;
  return true;
}

bool Parser::read_authority(std::string_view authority, Url& url) {
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return read_host(authority, url);
  if (!read_host(authority.substr(at + 1), url)) return false;
  const std::string_view userinfo = authority.substr(0, at);
  if (!is_userinfo(userinfo)) return fail("net/url: invalid userinfo");
  const Cut parts = cut(userinfo, ':');
  Userinfo user;
  if (!unescape_into(parts.before, Escape::kUserPassword, user.username)) return false;
  if (parts.found && !unescape_into(parts.after, Escape::kUserPassword, user.password.emplace())) return false;
  url.user = std::move(user);
  return true;
}

bool Parser::read_host(std::string_view host, Url& url) {
  const std::size_t bracket = host.rfind('[');
  if (bracket == 0) return read_bracketed_host(host, url);
  if (bracket != std::string_view::npos) return fail("invalid IP-literal");
  std::size_t colon = host.find(':');
  if (colon != std::string_view::npos) {
    // Lists of hosts (databases have them) may hold several colons; http never.
    if (url.scheme != "http" && url.scheme != "https") colon = host.rfind(':');
    const std::string_view port = host.substr(colon);
    if (!is_optional_port(port)) return fail("invalid port after host");
  }
  return unescape_into(host, Escape::kHost, url.host);
}

bool Parser::read_bracketed_host(std::string_view host, Url& url) {
  const std::size_t end = host.rfind(']');
  if (end == std::string_view::npos) return fail("missing ']' in host");
  const std::string_view port = host.substr(end + 1);
  if (!is_optional_port(port)) return fail("invalid port after host");
  const std::string_view literal = host.substr(1, end - 1);
  const std::size_t zone = std::min(literal.find("%25"), literal.size());
  std::string address;
  std::string zone_text;
  if (!unescape_into(literal.substr(0, zone), Escape::kHost, address)) return false;
  if (!unescape_into(literal.substr(zone), Escape::kZone, zone_text)) return false;
  address += zone_text;
  if (!parse_addr(address)) return fail("invalid host: " + quoted(address) + " is no IP address");
  if (address.find(':') == std::string::npos) return fail("invalid IP-literal");
  url.host = '[' + address + ']' + std::string(port);
  return true;
}

/// `raw` when it is a valid escaping of `text`, else the default one.
std::string escaped(const std::string& text, const std::string& raw, Escape mode) {
  if (!raw.empty() && is_escaped(raw, mode)) {
    const Unescaped plain = unescape(raw, mode);
    if (plain.error.empty() && plain.text == text) return raw;
  }
  return escape(text, mode);
}

void set_path(Url& url, std::string_view escaped_text) {
  Unescaped path = unescape(escaped_text, Escape::kPath);
  if (!path.error.empty()) return;
  url.path = std::move(path.text);
  url.raw_path = escape(url.path, Escape::kPath) == escaped_text ? std::string{} : std::string(escaped_text);
}

/// Dot segments resolved; as resolvePath.
std::string resolve_path(std::string_view base, std::string_view reference) {
  std::string full(reference);
  if (reference.empty()) {
    full = base;
  } else if (reference.front() != '/') {
    const std::size_t slash = base.rfind('/');
    full = std::string(base.substr(0, slash == std::string_view::npos ? 0 : slash + 1)) + full;
  }
  if (full.empty()) return full;
  std::string out = "/";
  bool first = true;
  std::string_view segment;
  Cut parts{{}, full, true};
  while (parts.found) {
    parts = cut(parts.after, '/');
    segment = parts.before;
    if (segment == ".") {
      first = false;
    } else if (segment == "..") {
      const std::size_t slash = out.rfind('/');
      out.resize(slash == 0 ? 1 : slash);
      first = out.size() == 1;
    } else {
      if (!first) out += '/';
      out += segment;
      first = false;
    }
  }
  if (segment == "." || segment == "..") out += '/';
  return out.size() > 1 && out[1] == '/' ? out.substr(1) : out;
}

struct HostPort {
  std::string_view host;
  std::string_view port;
};

HostPort split_host_port(std::string_view host) {
  HostPort parts{host, {}};
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && is_optional_port(host.substr(colon))) {
    parts = {host.substr(0, colon), host.substr(colon + 1)};
  }
  if (parts.host.starts_with('[') && parts.host.ends_with(']') && parts.host.size() > 1) {
    parts.host = parts.host.substr(1, parts.host.size() - 2);
  }
  return parts;
}

}  // namespace

std::string_view Url::hostname() const { return split_host_port(host).host; }

std::string_view Url::port() const { return split_host_port(host).port; }

std::string Url::escaped_path() const {
  if (path == "*" && raw_path.empty()) return path;
  return escaped(path, raw_path, Escape::kPath);
}

std::string Url::escaped_fragment() const { return escaped(fragment, raw_fragment, Escape::kFragment); }

std::string Url::str() const {
  std::string out;
  if (!scheme.empty()) out = scheme + ':';
  if (!opaque.empty()) {
    out += opaque;
  } else {
    const bool has_authority = !host.empty() || user.has_value();
    if (has_authority || (!scheme.empty() && !omit_host && !path.empty())) out += "//";
    if (user) {
      out += escape(user->username, Escape::kUserPassword);
      if (user->password) out += ':' + escape(*user->password, Escape::kUserPassword);
      out += '@';
    }
    out += escape(host, Escape::kHost);
    const std::string text = escaped_path();
    if (!text.empty() && text.front() != '/' && !host.empty()) out += '/';
    // A colon in the first segment would otherwise read as a scheme.
    if (out.empty() && cut(text, '/').before.find(':') != std::string_view::npos) out = "./";
    out += text;
  }
  if (force_query || !raw_query.empty()) out += '?' + raw_query;
  if (!fragment.empty()) out += '#' + escaped_fragment();
  return out;
}

Url Url::resolve(const Url& reference) const {
  Url url = reference;
  if (reference.scheme.empty()) url.scheme = scheme;
  if (!reference.scheme.empty() || !reference.host.empty() || reference.user) {
    set_path(url, resolve_path(reference.escaped_path(), {}));
    return url;
  }
  if (reference.path.empty() && !reference.force_query && reference.raw_query.empty()) {
    url.raw_query = raw_query;
    if (reference.fragment.empty()) {
      url.fragment = fragment;
      url.raw_fragment = raw_fragment;
    }
  }
  if (reference.path.empty() && !opaque.empty()) {
    url.opaque = opaque;
    return url;
  }
  url.host = host;
  url.user = user;
  set_path(url, resolve_path(escaped_path(), reference.escaped_path()));
  return url;
}

Parsed parse(std::string_view text) {
  const Cut parts = cut(text, '#');
  Parser parser;
  Parsed parsed = parser.parse(parts.before, false);
  if (!parsed || parts.after.empty()) return parsed;
  if (!parser.unescape_into(parts.after, Escape::kFragment, parsed.url->fragment)) return {{}, parser.take_error()};
  if (escape(parsed.url->fragment, Escape::kFragment) != parts.after) parsed.url->raw_fragment = parts.after;
  return parsed;
}

Parsed parse_request_uri(std::string_view text) { return Parser{}.parse(text, true); }

std::string path_escape(std::string_view text) { return escape(text, Escape::kPathSegment); }

std::optional<std::string> query_unescape(std::string_view text) {
  Unescaped result = unescape(text, Escape::kQueryComponent);
  if (!result.error.empty()) return std::nullopt;
  return std::move(result.text);
}

}  // namespace vmcp::go::url
