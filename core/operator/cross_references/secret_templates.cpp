#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/go/template_lexer.h"
#include "core/operator/cross_references/secret_maker.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

/// The templates that controllers fill in with what they have fetched or decrypted.
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

/// A kind whose objects have such templates.
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

class Templates {
 public:
  Templates(MakerObject& maker, std::vector<std::string_view> keys) : maker_(maker), keys_(std::move(keys)) {}

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
  MakerObject& maker_;
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

void check(MakerObject& maker, const Row& row) {
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

}  // namespace

void check_secret_templates(MakerObject& maker) {
  for (const Row& row : kRows) {
    if (row.kind == maker.object().kind && row.group == maker.object().group()) check(maker, row);
  }
}

}  // namespace vmcp::op
