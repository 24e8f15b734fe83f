#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vmcp::diag {

/// Whether what stands at a place of a document may be shown, as far as the keys that lead there tell. One step for
/// each key, and one into each list or mapping. Messages follow the path of a value, excerpts the keys of a text.
///
/// Below a key such as `clientSecretRef`, `password`, `token`, `headerInjection` or `env` nothing is shown but what
/// says where the secret is kept, or what it is called: `name`, `key` and the like. Below `headers` the names are
/// shown.
class Secrecy {
 public:
  /// The root of a document.
  Secrecy() = default;

  Secrecy below(std::string_view key) const;
  /// The step into a list or a mapping that stands here: where a name belongs, none is understood.
  Secrecy inside() const;
  /// A place where nothing but a reference is shown.
  static Secrecy of_secret() { return Secrecy{State::kSecret}; }
  /// The place at the end of a field path (`spec.steps[2].arguments[dotted.key]`).
  static Secrecy at(std::string_view field_path);

  /// Whether keys say here what they say at the root.
  bool is_as_at_root() const { return state_ == State::kOpen || state_ == State::kBlock; }

  /// Whether this scalar may be shown here.
  bool shows(std::string_view scalar) const;
  /// Whether `key`, of a mapping here, may be shown: a value pasted where a reference belongs can be read as a key.
  bool shows_key(std::string_view key) const;

 private:
  /// kBlock: where members belong that say where secrets are kept, so that another value may be one.
  enum class State : std::uint8_t { kOpen, kBlock, kHeaders, kSecret, kReferenceName };
  explicit Secrecy(State state) : state_(state) {}

  State state_ = State::kOpen;
};

/// Whether a key, a variable or a header of this name holds a secret.
bool names_secret(std::string_view name);
/// Whether what stands behind an argument in a list is a secret: `--token`, but not `--token=x`.
bool is_secret_option(std::string_view argument);

/// Whether a kind is a Secret's, a list of them, or makes one, in any spelling.
bool is_secret_kind(std::string_view kind);

/// Whether a text is a piece of a key in PEM, its beginning or its end.
bool has_key_material(std::string_view text);

/// Whether a text is a secret, or holds one, by its form alone: key material, tokens of well-known make, long random
/// texts, `password=...`, what admits in a URL's query (`?sig=...`), what stands in for a secret variable
/// (`${TOKEN:=...}`).
bool looks_secret(std::string_view text);

/// A message as without_quoted_userinfo() has it, and with `***` for whatever looks like a secret among what it quotes.
std::string without_quoted_secrets(std::string_view message);

/// A field path without the keys in it that look like secrets, and without the user and password of any.
std::string without_secrets_in_path(std::string_view path);

/// A name that messages quote. What was taken for a part of it, since a quote or a line's indentation is lost, is not
/// shown: all behind the first word, where there are lines, keys, or names of secrets.
std::string without_swallowed(std::string name);

/// What messages show of a value whose place does not matter: `***` where it looks like a secret, else
/// without_userinfo().
std::string redacted(std::string_view text);

/// What messages show where a name belongs: redacted(), and without_swallowed().
std::string shown_name(std::string_view name);

}  // namespace vmcp::diag
