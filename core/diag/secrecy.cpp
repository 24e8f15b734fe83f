#include "core/diag/secrecy.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/diag/hidden.h"
#include "core/diag/secret_variables.h"
#include "core/diag/userinfo.h"
#include "core/text/ascii.h"
#include "core/text/character_set.h"
#include "core/text/nearest.h"
#include "core/text/words.h"

namespace vmcp::diag {
namespace {

/// Tokens of well-known make, and whatever else is told by its form alone, are no shorter.
constexpr std::size_t kShortestToken = 12;

/// A longer key is no name of anything: what is below it and the key itself are not shown, nor looked at.
constexpr std::size_t kLongestKey = 1024;

using text::is_digit;

bool is_name_character(char c) { return text::is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; }

/// A name in lower case, letters and digits only.
std::string plain_name(std::string_view name) {
  std::string plain(name.size(), '\0');
  auto end = plain.begin();
  for (const char c : name) {
    if (text::is_alphanumeric(c)) *end++ = text::to_lower(c);
  }
  plain.erase(end, plain.end());
  return plain;
}

template <std::size_t kCount>
bool ends_with_any(std::string_view text, const std::array<std::string_view, kCount>& ends) {
  return std::ranges::any_of(
      ends, [&](std::string_view end) { return !text.empty() && text.back() == end.back() && text.ends_with(end); });
}

/// Whether a plain name is one of a secret at its end, whatever stands before.
bool ends_like_secret(std::string_view plain) {
  constexpr std::array<std::string_view, 41> kEnds = {"secret",        "password",
                                                      "passwd",        "passphrase",
                                                      "passcode",      "pwd",
                                                      "token",         "apikey",
                                                      "privatekey",    "secretkey",
                                                      "accesskey",     "signingkey",
                                                      "encryptionkey", "hmackey",
                                                      "keymaterial",   "credential",
                                                      "authorization", "cookie",
                                                      "hmac",          "connectionstring",
                                                      "dsn",           "dockerconfigjson",
                                                      "dockercfg",     "headervalue",
                                                      "jwt",           "lastappliedconfiguration",
                                                      "creds",         "sessionkey",
                                                      "basicauth",     "sshkey",
                                                      "tlskey",        "masterkey",
                                                      "sharedkey",     "rsakey",
                                                      "aeskey",        "accountkey",
                                                      "unsealkey",     "privkey",
                                                      "secretkeybase", "clientkey",
                                                      "adminpw"};
  std::string_view word = plain;
  for (const std::string_view suffix : {"refs", "ref", "s"}) {
    if (!word.ends_with(suffix)) continue;
    if (ends_with_any(word.substr(0, word.size() - suffix.size()), kEnds)) return !word.starts_with("max");
  }
  // `PGPASS`
  if (word.ends_with("pass") && !word.ends_with("bypass") && !word.ends_with("compass")) return true;
  // Not as an end: `jwtBearer` is a grant.
  return word == "bearer" || ends_with_any(word, kEnds);
}

/// A plain name without what tells a value from others of its kind: `clientSecretValueBase64`, `password2`.
std::string_view without_suffix(std::string_view plain) {
  constexpr std::array<std::string_view, 21> kSuffixes = {
      "base64", "b64",   "content", "current", "data",      "encoded", "hash", "json", "literal", "new",      "old",
      "pem",    "plain", "prod",    "raw",     "reference", "string",  "text", "txt",  "value",   "valuefrom"};
  while (!plain.empty()) {
    const auto* const suffix = std::ranges::find_if(kSuffixes, [&](auto one) { return plain.ends_with(one); });
    if (suffix == kSuffixes.end() && !is_digit(plain.back())) break;
    plain.remove_suffix(suffix == kSuffixes.end() ? 1 : suffix->size());
  }
  return plain;
}

/// Whether a plain name nearly is one of a secret at its end: who misspells it has a secret all the same.
bool ends_nearly_like_secret(std::string_view plain) {
  if (plain.starts_with("max")) return false;
  constexpr std::array<std::string_view, 8> kEnds = {"secret", "password",   "passwd",     "passphrase",
                                                     "token",  "credential", "privatekey", "authorization"};
  const auto is_near = [&](std::string_view name, std::string_view end) {
    // One mistake leaves two letters at the beginning or at the end.
    const bool has_end = name.ends_with(end.substr(end.size() - 2));
    for (const std::size_t size : {end.size() - 1, end.size(), end.size() + 1}) {
      if (size > name.size()) break;
      const std::size_t at = name.size() - size;
      const bool may_be = has_end || (name[at] == end[0] && name[at + 1] == end[1]);
      if (may_be && text::is_within(name.substr(at), end, 1)) return true;
    }
    return false;
  };
  for (const std::string_view suffix : {"", "s", "ref", "refs"}) {
    if (!plain.ends_with(suffix)) continue;
    const std::string_view name = plain.substr(0, plain.size() - suffix.size());
    if (std::ranges::any_of(kEnds, [&](std::string_view end) { return is_near(name, end); })) return true;
  }
  // What is misspelt may be what stands behind: `clientSecretReff`.
  const bool is_reference = std::ranges::any_of(kEnds, [&](std::string_view end) {
    constexpr std::size_t kLongest = 5;
    const std::size_t at = plain.rfind(end);
    if (at == std::string_view::npos) return false;
    const std::string_view behind = plain.substr(at + end.size());
    return behind.size() <= kLongest && (text::is_within(behind, "ref", 1) || text::is_within(behind, "refs", 2));
  });
  if (is_reference) return true;
  return text::is_within(plain, "apikey", 1);
}

/// Members of a mapping that says where a secret is kept.
bool is_part_of_reference(std::string_view key) {
  constexpr std::array<std::string_view, 13> kParts = {"name",     "key",         "keys",     "namespace", "kind",
                                                       "optional", "apiVersion",  "items",    "path",      "mode",
                                                       "type",     "defaultMode", "secretKey"};
  constexpr std::array<std::string_view, 2> kEnds = {"Name", "Path"};
  return std::ranges::find(kParts, key) != kParts.end() || std::ranges::any_of(kEnds, [&](std::string_view end) {
           return key.size() > end.size() && key.ends_with(end);
         });
}

/// Whether a plain name is one of a block of ToolHive's in which references to Secrets stand.
bool is_block_of_references(std::string_view plain) {
  constexpr std::array<std::string_view, 14> kBlocks = {"acluserconfig",
                                                        "authserverconfig",
                                                        "awssts",
                                                        "delegateclients",
                                                        "embeddedauthserver",
                                                        "inline",
                                                        "oauth2config",
                                                        "obo",
                                                        "oidcconfig",
                                                        "sentineltls",
                                                        "sessionstorage",
                                                        "tokenexchange",
                                                        "upstreaminject",
                                                        "xaa"};
  return std::ranges::find(kBlocks, plain) != kBlocks.end();
}

/// Members whose value is a reference: what a secret pasted in their place is has no members of its own.
bool is_reference(std::string_view key) { return key == "valueFrom" || key.ends_with("Ref"); }

/// A name that is written with separators (`DB_PASSWORD_2`, `x-api-key`) holds a secret when one of its words says so.
bool has_secret_word(std::string_view name) {
  constexpr std::string_view kSeparators = "_-.";
  constexpr std::array<std::string_view, 19> kWords = {"bearer",     "secret",      "secrets", "password", "passwords",
                                                       "passwd",     "pass",        "pw",      "pwd",      "passphrase",
                                                       "token",      "tokens",      "pat",     "cred",     "creds",
                                                       "credential", "credentials", "auth",    "apikey"};
  if (name.find_first_of(kSeparators) == std::string_view::npos) return false;
  std::string word;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find_first_of(kSeparators, at), name.size());
    word = plain_name(name.substr(at, end - at));
    while (!word.empty() && is_digit(word.back())) word.pop_back();
    if (std::ranges::find(kWords, word) != kWords.end()) return true;
    at = end + 1;
  }
  return word == "key";
}

/// Whether a key says where a secret is found: `client_secret_env_var`. A variable of that name may hold one.
bool is_key_of_place(std::string_view name) {
  constexpr std::array<std::string_view, 3> kEnds = {"_env_var", "_file", "_files"};
  return ends_with_any(name, kEnds);
}

/// Whether a name, which is also given as plain_name() has it, is one of a secret.
bool is_name_of_secret(std::string_view name, std::string_view plain) {
  constexpr std::array<std::string_view, 11> kWhole = {"env", "auth", "auths",    "pat",        "pass",           "pw",
                                                       "psk", "otp",  "mnemonic", "kubeconfig", "headerinjection"};
  return std::ranges::find(kWhole, plain) != kWhole.end() || ends_like_secret(plain) ||
         (!plain.starts_with("max") &&
          (ends_like_secret(without_suffix(plain)) || (has_secret_word(name) && !is_key_of_place(name))));
}

/// Random texts have digits and letters of both cases throughout; keys in hexadecimal are long and unbroken.
bool looks_random(std::string_view text) {
  constexpr std::size_t kShortest = 24;
  constexpr std::size_t kShortestHex = 32;
  constexpr std::string_view kOthers = "+/=_-";
  if (text.size() < kShortest) return false;
  // No alphabet of base64 has both: a name in a registry may.
  const bool has_dash = text.find_first_of("-_") != std::string_view::npos;
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos && has_dash) {
    return looks_random(text.substr(0, slash)) || looks_random(text.substr(slash + 1));
  }
  bool upper = false;
  bool lower = false;
  bool digit = false;
  bool hex = true;
  for (const char c : text) {
    if (!text::is_alphanumeric(c) && kOthers.find(c) == std::string_view::npos) return false;
    upper = upper || text::is_upper(c);
    lower = lower || text::is_lower(c);
    digit = digit || is_digit(c);
    hex = hex && text::is_hex_digit(c);
  }
  if (hex && digit && (upper || lower) && text.size() >= kShortestHex) return true;
  return upper && lower && digit;
}

bool begins_like_token(std::string_view text) {
  constexpr std::array<std::string_view, 27> kPrefixes = {
      "ghp_",   "gho_", "ghs_",    "ghu_",  "github_pat_", "glpat-",    "xoxb-", "xoxp-",  "xapp-",
      "sk-",    "sk_",  "rk_live", "AKIA",  "ASIA",        "AIza",      "eyJ",   "hvs.",   "Bearer ",
      "Basic ", "npm_", "hf_",     "glsa_", "dop_v1_",     "dckr_pat_", "pypi-", "whsec_", "ya29."};
  return text.size() >= kShortestToken && std::ranges::any_of(kPrefixes, [&](std::string_view prefix) {
           return text.front() == prefix.front() && text.starts_with(prefix);
         });
}

/// Whether a token begins the text, or the last part of a path that it is, or stands behind a sign that no name has.
bool has_token_prefix(std::string_view text) {
  if (begins_like_token(text)) return true;
  static constexpr text::CharacterSet kSigns(" =,;:\"'`([{<|");
  for (std::size_t i = 0; i + kShortestToken < text.size(); ++i) {
    if (kSigns(text[i]) && begins_like_token(text.substr(i + 1))) return true;
  }
  const std::size_t slash = text.rfind('/');
  return slash != std::string_view::npos && begins_like_token(text.substr(slash + 1));
}

/// Whether `rest`, behind a colon, is the port of a host.
bool is_port(std::string_view rest) {
  const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return end > 0 && (end == rest.size() || rest[end] == '/');
}

/// Whether a word follows a name, with what somebody took for a colon between them, and nothing behind it.
bool is_pair(std::string_view behind_name) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t word = behind_name.find_first_not_of(" \t-");
  const bool is_apart = word != 0 && word != std::string_view::npos && behind_name.front() != '-';
  return is_apart && behind_name.find_first_of(kBlanks, word) == std::string_view::npos;
}

/// Whether a name of a secret stands in front of `=` or `:` and a value, or at the start, or as an option, in front of
/// a blank.
bool assigns_secret(std::string_view text) {
  if (text.starts_with("urn:")) return false;
  const std::size_t authority = text.find(kAuthority);
  for (std::size_t at = 0; at < text.size();) {
    if (!is_name_character(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_name_character(text[at])) ++at;
    if (at == text.size()) return false;
    const std::string_view name = text.substr(begin, at - begin);
    std::size_t sign = text.find_first_not_of(" \"'", at);
    if (sign == std::string_view::npos) return false;
    const std::string_view behind = text.substr(sign + 1);
    const bool assigned = text[sign] == '=' ||
                          (text[sign] == ':' && !behind.starts_with("//") && !(authority < begin && is_port(behind)));
    const bool has_value = behind.find_first_not_of(" \t\"'") != std::string_view::npos;
    const bool first_word = begin == 0 && is_pair(text.substr(at));
    const bool is_option = name.starts_with("--") && text[at] == ' ' && names_secret(name);
    if (is_option) return true;
    if (!first_word && !(assigned && has_value)) continue;
    // What stands before a colon may be a host.
    const std::string plain = plain_name(name);
    if (text[sign] == '=' ? names_secret(name) || ends_nearly_like_secret(plain) : ends_like_secret(plain)) return true;
  }
  return false;
}

/// Whether the query of a URL has what lets in whoever has it, though its name says so nowhere else.
bool has_secret_in_query(std::string_view text) {
  constexpr std::array<std::string_view, 6> kParameters = {"key", "code", "sig", "signature", "xamzsignature", "sas"};
  const std::size_t authority = text.find(kAuthority);
  std::size_t at = authority == std::string_view::npos ? authority : text.find('?', authority);
  while (at != std::string_view::npos) {
    const std::string_view parameter = text.substr(at + 1, text.find_first_of("&#", at + 1) - at - 1);
    const std::size_t equals = parameter.find('=');
    const bool has_value = equals != std::string_view::npos && equals + 1 < parameter.size();
    if (has_value && std::ranges::find(kParameters, plain_name(parameter.substr(0, equals))) != kParameters.end()) {
      return true;
    }
    at = text.find_first_of("&#", at + 1);
  }
  return false;
}

}  // namespace

Secrecy Secrecy::below(std::string_view key) const {
  if (key.size() > kLongestKey) return Secrecy{State::kSecret};
  switch (state_) {
    case State::kSecret:
      if (!is_part_of_reference(key)) return *this;
      // The items of a volume are references themselves.
      if (key == "items") return *this;
      return key == "keys" ? Secrecy{} : Secrecy{State::kReferenceName};
    case State::kReferenceName:
      return Secrecy{State::kSecret};
    case State::kHeaders:
      return key == "name" || key.ends_with("Name") ? Secrecy{} : Secrecy{State::kSecret};
    case State::kOpen:
    case State::kBlock:
      break;
  }
  const std::string plain = plain_name(key);
  if (is_name_of_secret(key, plain) || ends_nearly_like_secret(plain)) return Secrecy{State::kSecret};
  if (is_block_of_references(plain)) return Secrecy{State::kBlock};
  return plain.ends_with("headers") ? Secrecy{State::kHeaders} : Secrecy{};
}

Secrecy Secrecy::inside() const { return state_ == State::kReferenceName ? Secrecy{State::kSecret} : *this; }

Secrecy Secrecy::at(std::string_view field_path) {
  Secrecy here;
  while (!field_path.empty()) {
    if (field_path.front() == '[') {
      const std::size_t close = std::min(field_path.find(']'), field_path.size());
      const std::string_view key = field_path.substr(1, close - 1);
      here = std::ranges::all_of(key, is_digit) ? here.inside() : here.below(key);
      field_path.remove_prefix(std::min(close + 1, field_path.size()));
    } else {
      if (field_path.front() == '.') field_path.remove_prefix(1);
      const std::size_t end = std::min(field_path.find_first_of(".["), field_path.size());
      here = here.below(field_path.substr(0, end));
      field_path.remove_prefix(end);
    }
  }
  return here;
}

bool Secrecy::shows(std::string_view scalar) const {
  if (state_ == State::kHeaders) return scalar.find_first_of("=:") == std::string_view::npos;
  return state_ != State::kSecret && state_ != State::kBlock;
}

bool Secrecy::shows_key(std::string_view key) const {
  if (key.size() > kLongestKey || looks_secret(key) || state_ == State::kReferenceName) return false;
  if (!std::ranges::all_of(key, is_name_character)) {
    // What is no name may be a key and what was pasted beside it.
    return state_ != State::kSecret && without_userinfo(key) == key && key.find('@') == std::string_view::npos &&
           (key.find(' ') == std::string_view::npos || !text::any_name_in(key, names_secret));
  }
  return state_ != State::kSecret || is_part_of_reference(key) || is_reference(key) || names_secret(key);
}

bool names_secret(std::string_view name) { return is_name_of_secret(name, plain_name(name)); }

bool is_secret_kind(std::string_view kind) {
  constexpr std::array<std::string_view, 2> kSpellings = {"secret", "secrets"};
  const std::string lower = text::to_lower(kind);
  return lower.find("secret") != std::string::npos || !text::nearest(lower, kSpellings).empty();
}

bool is_secret_option(std::string_view argument) {
  // Of curl: a user and a password.
  constexpr std::array<std::string_view, 4> kLogins = {"-u", "-U", "--user", "--proxy-user"};
  if (std::ranges::find(kLogins, argument) != kLogins.end()) return true;
  return argument.starts_with('-') && argument.find('=') == std::string_view::npos &&
         (names_secret(argument) || ends_nearly_like_secret(plain_name(argument)));
}

bool has_key_material(std::string_view text) {
  const std::size_t line = text.find("-----");
  return line != std::string_view::npos && (text.find("-----BEGIN", line) != std::string_view::npos ||
                                            text.find("-----END", line) != std::string_view::npos);
}

bool looks_secret(std::string_view text) {
  // Most texts are names, which are looked at again and again.
  const bool is_plain =
      std::ranges::none_of(text, [](char c) { return c == '=' || c == ':' || c == ' ' || c == '\t'; });
  if (is_plain && text.size() < kShortestToken && text.find('$') == std::string_view::npos) return false;
  if (has_key_material(text) || has_token_prefix(text) || looks_random(text)) return true;
  if (!is_plain && assigns_secret(text)) return true;
  return has_secret_in_query(text) || !secret_arguments(text).empty();
}

std::string without_quoted_secrets(std::string_view message) {
  const std::string safe = without_quoted_userinfo(message);
  std::string out;
  std::size_t shown = 0;
  for (std::size_t open = safe.find('"'); open != std::string::npos; open = safe.find('"', shown)) {
    const std::size_t close = safe.find('"', open + 1);
    if (close == std::string::npos) break;
    const std::string_view quoted = std::string_view(safe).substr(open + 1, close - open - 1);
    out.append(safe, shown, open + 1 - shown).append(redacted(quoted)) += '"';
    shown = close + 1;
  }
  return out.append(safe, shown);
}

std::string without_secrets_in_path(std::string_view path) {
  std::string out;
  // Of an address its dots are no ends of steps.
  if (const std::size_t at = path.rfind('@'); at != std::string_view::npos) {
    const std::size_t colon = path.find(':');
    if (colon < at) {
      out.append(path.substr(0, path.find_last_of(".[", colon) + 1)).append(kHidden);
      path.remove_prefix(at);
      const std::string_view host = path.substr(0, path.find_first_of(".["));
      out.append(host);
      path.remove_prefix(host.size());
    }
  }
  while (!path.empty()) {
    const std::size_t end = path.front() == '[' ? path.find(']') : path.find_first_of(".[", 1);
    const std::size_t first = path.front() == '[' || path.front() == '.' ? 1 : 0;
    const std::string_view step = path.substr(first, std::min(end, path.size()) - first);
    out.append(path.substr(0, first)).append(shown_name(step));
    path.remove_prefix(first + step.size());
  }
  return out;
}

std::string without_swallowed(std::string name) {
  const std::size_t end = name.find_first_of(" \n");
  if (end == std::string::npos) return name;
  const std::size_t next = name.find_first_of(" \n", end + 1);
  const bool has_more = name.find('\n') != std::string::npos || name.find(": ") != std::string::npos ||
                        name.ends_with(':') || (next != std::string::npos && text::any_name_in(name, names_secret));
  return has_more ? name.substr(0, end + 1) + std::string(kHidden) : name;
}

std::string redacted(std::string_view text) {
  return looks_secret(text) ? std::string(kHidden) : without_userinfo(text);
}

std::string shown_name(std::string_view name) { return without_swallowed(redacted(name)); }

}  // namespace vmcp::diag
