#include "core/model/secret_makers.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/step.h"
#include "core/diag/quoted.h"
#include "core/go/template_lexer.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using yaml::Value;
using Token = go::TemplateToken;

/// Functions that tell what is not there, or give something for it.
constexpr std::array<std::string_view, 11> kLenient = {"and",    "coalesce", "default", "dig", "empty",  "get",
                                                       "hasKey", "index",    "not",     "or",  "ternary"};

/// What the fields `.name` of a template read, if all of them are read whatever there is: it has no keyword and no
/// lenient function.
std::vector<std::string_view> names_read(std::string_view text) {
  std::vector<std::string_view> names;
  go::TemplateLexer lexer(text);
  auto before = Token::Kind::kText;
  for (Token token = lexer.next(); token.kind != Token::Kind::kEnd; token = lexer.next()) {
    const bool is_lenient =
        token.kind == Token::Kind::kIdentifier && std::ranges::find(kLenient, token.text) != kLenient.end();
    if (token.kind == Token::Kind::kKeyword || token.kind == Token::Kind::kError || is_lenient) return {};
    // Behind these it is a field of something else.
    const bool is_first =
        before != Token::Kind::kField && before != Token::Kind::kVariable && before != Token::Kind::kRightParen;
    if (token.kind == Token::Kind::kField && is_first) names.push_back(token.text.substr(1));
    before = token.kind;
  }
  return names;
}

/// The Secrets that ToolHive objects name.
class SecretsReferredTo {
 public:
  explicit SecretsReferredTo(const Surroundings& all) {
    for (const cluster::Object* object : all.objects()) {
      all.for_each_reference(*object, [&](const Reference& reference) {
        if (reference.target.kind != "Secret") return;
        identities_.emplace(reference.target.name_space, reference.target.name);
        names_.insert(reference.target.name);
      });
    }
  }

  bool contains(const model::MadeObject& made) const {
    return made.name_space.empty() ? names_.contains(made.name) : identities_.contains({made.name_space, made.name});
  }

 private:
  std::set<std::pair<std::string_view, std::string_view>> identities_;  ///< namespaces and names
  std::set<std::string_view> names_;
};

/// A kind whose controller fills in templates with what it has fetched or decrypted.
struct Row {
  std::string_view group;
  std::string_view kind;
  std::string_view spec;     ///< below `spec`; empty: that itself
  std::string_view list;     ///< of entries with a `secretKey`; empty: none
  std::string_view mapping;  ///< whose keys are those; empty: none
  std::string_view target;   ///< what has the `template`; empty: the specification itself
};

constexpr std::array kRows = {
    Row{"bitnami.com", "SealedSecret", "", "", "encryptedData", ""},
    Row{"external-secrets.io", "ClusterExternalSecret", "externalSecretSpec", "data", "", "target"},
    Row{"external-secrets.io", "ExternalSecret", "", "data", "", "target"},
};

/// An object that makes Secrets. What is wrong with it is of interest where something refers to one of them, which is
/// found out when something is: most are right.
class Maker {
 public:
  Maker(const Surroundings& all, const cluster::Object& object, const model::SecretMaker& maker,
        std::optional<SecretsReferredTo>& referred_to)
      : all_(all), object_(object), maker_(maker), referred_to_(referred_to) {}

  const cluster::Object& object() const { return object_; }
  bool told(const FieldPath& path) const { return all_.told(object_, path); }

  void warn(diag::Code code, const FieldPath& path, diag::Message message) {
    if (!matters_) matters_ = is_referred_to();
    if (*matters_) all_.warn(object_, code, path, std::move(message));
  }

 private:
  bool is_referred_to() const {
    if (!referred_to_) referred_to_.emplace(all_);
    return std::ranges::any_of(maker_.make({object_.name_space, object_.name, object_.value}),
                               [&](const model::MadeObject& made) { return referred_to_->contains(made); });
  }

  const Surroundings& all_;
  const cluster::Object& object_;
  const model::SecretMaker& maker_;
  std::optional<SecretsReferredTo>& referred_to_;  ///< which all makers share
  std::optional<bool> matters_;
};

class Templates {
 public:
  Templates(Maker& maker, std::vector<std::string_view> keys) : maker_(maker), keys_(std::move(keys)) {}

  void check(const FieldPath& path, const Value& value) {
    if (!value.is_string()) return;
    std::set<std::string_view> missed;
    for (const std::string_view name : names_read(value.as_string())) {
      if (keys_.contains(name) || missed_ == kMostMissed || maker_.told(path)) continue;
      if (!missed.insert(name).second) continue;
      ++missed_;
      const std::string_view near = keys_.nearest(name);
      // What stands in a template of a Secret is not shown.
      maker_.warn(
          "unknown-template-name", path,
          diag::Message("the template reads a key that nothing here gives it, so that no such Secret comes of it")
              .suggest(near.empty() ? std::string() : '.' + std::string(near)));
    }
  }

  void check_all(const FieldPath& path, const Value& templates, std::initializer_list<std::string_view> below) {
    FieldPath at = path;
    for (const std::string_view field : below) at = at / field;
    for (const yaml::Member& member : yaml::members_at(templates, below)) check(at.key(member.key), member.value);
  }

 private:
  Maker& maker_;
  text::NameIndex keys_;
  /// As many as of an object are told.
  static constexpr std::size_t kMostMissed = 1000;
  std::size_t missed_ = 0;
};

const Value* below(const Value* value, std::string_view field, FieldPath& path) {
  if (value == nullptr || field.empty()) return value;
  path = path / field;
  return value->find(field);
}

void check_templates(Maker& maker, const Row& row) {
  FieldPath path("spec");
  const Value* spec = below(maker.object().value.find("spec"), row.spec, path);
  if (spec == nullptr || !yaml::items_at(*spec, {"dataFrom"}).empty()) return;
  std::vector<std::string_view> keys;
  if (!row.list.empty()) {
    for (const Value& entry : yaml::items_at(*spec, {row.list})) keys.push_back(entry.string_at("secretKey"));
  }
  if (!row.mapping.empty()) {
    for (const yaml::Member& member : yaml::members_at(*spec, {row.mapping})) keys.emplace_back(member.key);
  }
  if (keys.empty() || !std::ranges::all_of(keys, is_stated)) return;
  const Value* made = below(below(spec, row.target, path), "template", path);
  if (made == nullptr) return;
  Templates templates(maker, std::move(keys));
  templates.check_all(path, *made, {"data"});
  if (row.list.empty()) return;
  templates.check_all(path, *made, {"metadata", "annotations"});
  templates.check_all(path, *made, {"metadata", "labels"});
  const yaml::Sequence& from = yaml::items_at(*made, {"templateFrom"});
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (const Value* literal = from[i].find("literal"))
      templates.check((path / "templateFrom")[i] / "literal", *literal);
  }
}

/// All fields of what stands at a path of an object, where `*` is each entry of a list: one that is nearly among them
/// is dropped by the API server, or refused by whoever applies the object.
struct Shape {
  std::string_view group;
  std::string_view kind;
  std::string_view path;
  std::string_view fields;
};

// As external-secrets v1, cert-manager v1.19, vault-secrets-operator v1 and 1Password's operator v1.9 have them.
constexpr std::array kShapes = {
    Shape{"cert-manager.io", "Certificate", "spec",
          "additionalOutputFormats commonName dnsNames duration emailAddresses encodeUsagesInRequest ipAddresses isCA "
          "issuerRef keystores literalSubject nameConstraints otherNames privateKey renewBefore renewBeforePercentage "
          "revisionHistoryLimit secretName secretTemplate signatureAlgorithm subject uris usages"},
    Shape{"cert-manager.io", "Certificate", "spec.issuerRef", "group kind name"},
    Shape{
        "external-secrets.io", "ClusterExternalSecret", "spec",
        "externalSecretMetadata externalSecretName externalSecretSpec namespaceSelector namespaceSelectors namespaces "
        "refreshTime"},
    Shape{"external-secrets.io", "ExternalSecret", "spec",
          "data dataFrom refreshInterval refreshPolicy secretStoreRef target"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.secretStoreRef", "kind name"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.data.*", "remoteRef secretKey sourceRef"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.data.*.remoteRef",
          "conversionStrategy decodingStrategy key metadataPolicy nullBytePolicy property version"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.dataFrom.*", "extract find rewrite sourceRef"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.dataFrom.*.extract",
          "conversionStrategy decodingStrategy key metadataPolicy nullBytePolicy property version"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.dataFrom.*.sourceRef", "generatorRef storeRef"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.dataFrom.*.sourceRef.generatorRef", "apiVersion kind name"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.target",
          "creationPolicy deletionPolicy immutable manifest name template"},
    Shape{"external-secrets.io", "ExternalSecret", "spec.target.template",
          "data engineVersion mergePolicy metadata templateFrom type"},
    Shape{"onepassword.com", "OnePasswordItem", "spec", "itemPath"},
    Shape{"bitnami.com", "SealedSecret", "spec", "data encryptedData template"},
    Shape{"secrets.hashicorp.com", "VaultStaticSecret", "spec",
          "destination hmacSecretData mount namespace path refreshAfter rolloutRestartTargets syncConfig type "
          "vaultAuthRef version"},
    Shape{"secrets.hashicorp.com", "VaultStaticSecret", "spec.destination",
          "annotations create labels name overwrite transformation type"},
};

/// More letters are hardly a slip.
constexpr std::size_t kMostEdits = 2;

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    words.push_back(text.substr(0, text.find(' ')));
    text.remove_prefix(std::min(words.back().size() + 1, text.size()));
  }
  return words;
}

/// Whether a word is one of a list, which blanks part.
bool is_among(std::string_view word, std::string_view list) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

/// Of what stands at `path` from `value` on.
void check_fields(Maker& maker, const Shape& shape, const Value& value, std::string_view path,
                  const admission::Step& at) {
  if (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('.'));
    const std::string_view rest = path.substr(std::min(part.size() + 1, path.size()));
    if (part == "*" && value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        check_fields(maker, shape, value.items()[i], rest, at.item(i, value.items()[i]));
      }
    } else if (const yaml::Member* next = value.find_member(part)) {
      check_fields(maker, shape, next->value, rest, at.field(*next));
    }
    return;
  }
  if (!value.is_mapping()) return;
  std::vector<std::string_view> names;
  constexpr std::size_t kMostUnknown = 200;
  std::size_t unknown = 0;
  for (const yaml::Member& member : value.members()) {
    if (is_among(member.key, shape.fields) || !is_stated(member.key)) continue;
    if (++unknown > kMostUnknown) break;
    if (names.empty()) names = words_of(shape.fields);
    const std::string_view near = text::nearest(member.key, names);
    if (near.empty() || !text::is_within(member.key, near, kMostEdits) || value.find(near) != nullptr) continue;
    maker.warn("unknown-field", at.path(admission::MapKeys::kDotted) / member.key,
               diag::Message("unknown field " + diag::quoted(member.key)).suggest(near));
  }
}

/// What a ClusterExternalSecret has of the ExternalSecrets that it makes.
constexpr std::string_view kExternalSecretSpec = "externalSecretSpec";

constexpr Shape kObject = {"", "", "", "apiVersion kind metadata spec status"};

/// Of the shapes of an object, and of that in it which has those of an ExternalSecret.
void check_shapes(Maker& maker) {
  const cluster::Object& object = maker.object();
  const bool holds_other = object.kind == "ClusterExternalSecret";
  check_fields(maker, kObject, object.value, kObject.path, admission::Step(object.value.mark()));
  for (const Shape& shape : kShapes) {
    if (shape.group != object.group()) continue;
    std::string path(shape.path);
    if (holds_other && shape.kind == "ExternalSecret") {
      path.insert(std::min(path.find('.'), path.size()), '.' + std::string(kExternalSecretSpec));
    } else if (shape.kind != object.kind) {
      continue;
    }
    check_fields(maker, shape, object.value, path, admission::Step(object.value.mark()));
  }
}

/// A field of the specification of an ExternalSecret, and what it may say.
struct Choice {
  std::initializer_list<std::string_view> fields;
  std::string_view values;
};

void check_choices(Maker& maker) {
  const Choice choices[] = {
      {{"refreshPolicy"}, "CreatedOnce OnChange Periodic"},
      {{"secretStoreRef", "kind"}, "ClusterSecretStore SecretStore"},
      {{"target", "creationPolicy"}, "Merge None Orphan Owner"},
      {{"target", "deletionPolicy"}, "Delete Merge Retain"},
      {{"target", "template", "mergePolicy"}, "Merge Replace"},
  };
  FieldPath path("spec");
  const bool is_inner = maker.object().kind == "ClusterExternalSecret";
  const Value* spec =
      below(maker.object().value.find("spec"), is_inner ? kExternalSecretSpec : std::string_view{}, path);
  if (spec == nullptr) return;
  for (const auto& [fields, values] : choices) {
    const std::string_view value = yaml::text_at(*spec, fields);
    if (value.empty() || is_among(value, values)) continue;
    const std::string_view near = text::nearest(value, words_of(values));
    if (near.empty() || !text::is_within(value, near, kMostEdits)) continue;
    FieldPath at = path;
    for (const std::string_view field : fields) at = at / field;
    maker.warn("not-in-enum", at, diag::Message(diag::quoted(value) + " is not known here").suggest(near));
  }
}

}  // namespace

void check_secret_makers(const Surroundings& all) {
  std::optional<SecretsReferredTo> referred_to;
  for (const cluster::Object& object : all.cluster().objects()) {
    const model::SecretMaker* of_kind = model::find_secret_maker(object.group(), object.kind);
    if (of_kind == nullptr || !all.cluster().unbuilt(object.name_space).empty()) continue;
    Maker maker(all, object, *of_kind, referred_to);
    for (const Row& row : kRows) {
      if (row.kind == object.kind && row.group == object.group()) check_templates(maker, row);
    }
    check_shapes(maker);
    if (object.kind.ends_with("ExternalSecret") && object.group() == "external-secrets.io") check_choices(maker);
  }
}

}  // namespace vmcp::op
