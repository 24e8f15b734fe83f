#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/go/template_lexer.h"
#include "core/model/secret_makers.h"
#include "core/operator/cross_references/reference_fields.h"
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

class Templates {
 public:
  Templates(const Surroundings& all, const cluster::Object& object, std::vector<std::string_view> keys)
      : all_(all), object_(object), keys_(std::move(keys)) {}

  void check(const FieldPath& path, const Value& value) const {
    if (!value.is_string()) return;
    std::set<std::string_view> seen;
    for (const std::string_view name : names_read(value.as_string())) {
      if (keys_.contains(name) || all_.told(object_, path) || !seen.insert(name).second) continue;
      const std::string_view near = keys_.nearest(name);
      // What stands in a template of a Secret is not shown.
      all_.warn(object_, "unknown-template-name", path,
                diag::Message("the template reads a key that there is none of, so that nothing comes of the Secret")
                    .suggest(near.empty() ? std::string() : '.' + std::string(near)));
    }
  }

  void check_all(const FieldPath& path, const Value& templates, std::initializer_list<std::string_view> below) const {
    FieldPath at = path;
    for (const std::string_view field : below) at = at / field;
    for (const yaml::Member& member : yaml::members_at(templates, below)) check(at.key(member.key), member.value);
  }

 private:
  const Surroundings& all_;
  const cluster::Object& object_;
  text::NameIndex keys_;
};

const Value* below(const Value* value, std::string_view field, FieldPath& path) {
  if (value == nullptr || field.empty()) return value;
  path = path / field;
  return value->find(field);
}

void check_templates(const Surroundings& all, const cluster::Object& object, const Row& row) {
  FieldPath path("spec");
  const Value* spec = below(object.value.find("spec"), row.spec, path);
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
  const Templates templates(all, object, std::move(keys));
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

void check_secret_templates(const Surroundings& all) {
  std::set<std::pair<std::string_view, std::string_view>> used;  // namespaces and names of Secrets
  std::set<std::string_view> names;
  for (const cluster::Object* object : all.objects()) {
    const bool pods = object->kind != "VirtualMCPServer" || all.rules().pods;
    for_each_reference(*object, pods, [&](const Reference& reference) {
      if (reference.target.kind != "Secret") return;
      used.emplace(reference.target.name_space, reference.target.name);
      names.insert(reference.target.name);
    });
  }
  if (used.empty()) return;
  for (const cluster::Object& object : all.cluster().objects()) {
    const auto* const row = std::ranges::find_if(
        kRows, [&](const Row& one) { return one.kind == object.kind && one.group == object.group(); });
    if (row == kRows.end() || !all.cluster().unbuilt(object.name_space).empty()) continue;
    const model::SecretMaker* maker = model::find_secret_maker(row->group, row->kind);
    const auto is_used = [&](const model::MadeObject& made) {
      return made.name_space.empty() ? names.contains(made.name) : used.contains({made.name_space, made.name});
    };
    if (std::ranges::any_of(maker->make({object.name_space, object.name, object.value}), is_used)) {
      check_templates(all, object, *row);
    }
  }
}

}  // namespace vmcp::op
