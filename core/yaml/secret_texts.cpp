#include "core/yaml/secret_texts.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>
#include <utility>

#include "core/diag/secrecy.h"
#include "core/diag/secret_keys.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/yaml/number.h"

namespace vmcp::yaml {
namespace {

/// Whether a kind is nearly a Secret itself, rather than what makes one.
bool is_nearly_secret(std::string_view kind) {
  constexpr std::array<std::string_view, 2> kSpellings = {"secret", "secrets"};
  const std::string lower = text::to_lower(kind);
  return std::ranges::find(kSpellings, lower) != kSpellings.end() || !text::nearest(lower, kSpellings).empty();
}

/// What a Secret has beside its values, or says who refers to it by its kind.
bool tells_which_secret(std::string_view key) {
  constexpr std::array<std::string_view, 13> kKeys = {"apiVersion", "kind",    "metadata",  "type", "immutable",
                                                      "name",       "group",   "namespace", "key",  "optional",
                                                      "fieldPath",  "version", "items"};
  return std::ranges::find(kKeys, key) != kKeys.end();
}

class Walk {
 public:
  explicit Walk(const std::function<void(const PlacedScalar&)>& visit) : visit_(visit) {}

  struct Here {
    diag::Secrecy secrecy = {};
    bool makes_secret = false;  ///< the object, by its kind
    bool is_data = false;       ///< all that stands here is a Secret's
  };

  void run(const Value& value, std::string_view key, const Here& here) const {
    if (value.is_mapping()) return run_members(value, here);
    if (value.is_sequence()) {
      for (const Value& item : value.items()) run(item, key, {here.secrecy.inside(), here.makes_secret, here.is_data});
      return;
    }
    PlacedScalar scalar{value, key};
    scalar.is_secret = here.is_data || !here.secrecy.shows(value.is_string() ? value.as_string() : std::string());
    visit_(scalar);
  }

 private:
  void run_members(const Value& mapping, Here here) const {
    here.secrecy = here.secrecy.inside();
    const std::string_view kind = mapping.string_at("kind");
    if (!kind.empty()) here.makes_secret = diag::is_secret_kind(kind);
    const bool is_secret = here.makes_secret && is_nearly_secret(kind);
    const bool has_secret = std::ranges::any_of(mapping.members(), [](const Member& member) {
      return member.value.is_string() &&
             diag::names_secret_beside(diag::kind_beside(member.key), member.value.as_string());
    });
    for (const Member& member : mapping.members()) {
      Here below{here.secrecy.below(member.key), here.makes_secret, here.is_data};
      // Of an ExternalSecret, the key that a value gets.
      if (here.makes_secret && member.key == "secretKey") below.secrecy = here.secrecy;
      if (member.key == "secretGenerator") below.makes_secret = true;
      if (has_secret && diag::is_value_key(member.key)) below.secrecy = diag::Secrecy::of_secret();
      below.is_data = below.is_data || diag::is_secret_data_key(member.key) ||
                      (here.makes_secret && diag::is_data_key(member.key) && is_data(member)) ||
                      (is_secret && !tells_which_secret(member.key));
      run(member.value, member.key, below);
    }
  }

  /// The `data` of an ExternalSecret are references.
  static bool is_data(const Member& member) { return member.key == "literals" || !member.value.is_sequence(); }

  const std::function<void(const PlacedScalar&)>& visit_;
};

void add_aliased_keys(const Value& value, const std::set<Mark>& keys, std::unordered_set<std::string>& texts) {
  if (value.is_sequence()) {
    for (const Value& item : value.items()) add_aliased_keys(item, keys, texts);
  } else if (value.is_mapping()) {
    for (const Member& member : value.members()) {
      if (keys.contains(member.key_mark)) texts.insert(member.key);
      add_aliased_keys(member.value, keys, texts);
    }
  }
}

}  // namespace

std::string PlacedScalar::text() const {
  switch (value.kind()) {
    case Value::Kind::kString:
      return value.as_string();
    case Value::Kind::kInt:
      return std::to_string(value.as_int());
    case Value::Kind::kUint:
      return std::to_string(value.as_uint());
    case Value::Kind::kFloat:
      return format_float_key(value.as_float());
    default:
      return {};
  }
}

void for_each_scalar(const Value& value, const std::function<void(const PlacedScalar&)>& visit) {
  Walk(visit).run(value, {}, {});
}

std::vector<std::string> aliased_secrets(const Value& document, const std::set<Mark>& keys) {
  struct Stands {
    bool secret = false;
    bool open = false;
    std::string text;
  };
  // Copies have the mark of what they are copies of.
  std::map<Mark, Stands> scalars;
  for_each_scalar(document, [&](const PlacedScalar& scalar) {
    Stands& stands = scalars[scalar.value.mark()];
    (scalar.is_secret ? stands.secret : stands.open) = true;
    if (stands.text.empty()) stands.text = scalar.text();
  });
  std::unordered_set<std::string> aliased_keys;
  if (!keys.empty()) add_aliased_keys(document, keys, aliased_keys);
  std::vector<std::string> secrets;
  for (auto& [mark, stands] : scalars) {
    if (stands.secret && (stands.open || aliased_keys.contains(stands.text))) secrets.push_back(std::move(stands.text));
  }
  return secrets;
}

}  // namespace vmcp::yaml
