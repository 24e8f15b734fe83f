#include "core/admission/schemas.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/admission/embedded_facts.h"
#include "core/admission/facts.h"
#include "core/diag/document_reporter.h"
#include "core/yaml/location.h"

namespace vmcp::admission {
namespace {

/// Visits every rule and pattern of a schema that cannot be compiled.
template <class Visit>
void visit_uncompilable(const Schema& schema, const Visit& visit) {
  if (schema.pattern && !schema.pattern->valid()) visit("the pattern " + schema.pattern->text());
  for (const Rule& rule : schema.rules) {
    if (!rule.compile_error().empty()) visit("the rule " + rule.text().expression + " (" + rule.compile_error() + ')');
  }
  for (const Property& property : schema.properties) visit_uncompilable(*property.schema, visit);
  if (schema.items != nullptr) visit_uncompilable(*schema.items, visit);
  if (schema.additional_properties != nullptr) visit_uncompilable(*schema.additional_properties, visit);
  for (const auto* parts : {&schema.all_of, &schema.any_of, &schema.one_of, &schema.none_of}) {
    for (const Schema& part : *parts) visit_uncompilable(part, visit);
  }
}

}  // namespace

struct Schemas::Kind {
  std::string name;
  std::variant<EmbeddedFacts, KindFacts> facts;
};

Schemas::Schemas(std::vector<Kind> kinds, std::optional<release::Set> set) : kinds_(std::move(kinds)), set_(set) {}
Schemas::Schemas(Schemas&&) noexcept = default;
Schemas& Schemas::operator=(Schemas&&) noexcept = default;
Schemas::~Schemas() = default;

Schemas Schemas::builtin(release::Set set) {
  std::vector<Kind> kinds;
  for (const std::string_view name : embedded_kinds()) kinds.push_back({std::string(name), EmbeddedFacts(name)});
  return {std::move(kinds), set};
}

Schemas Schemas::from_crds(std::span<const yaml::Document> documents, const source::Sources& sources,
                           diag::Sink& sink) {
  const diag::DocumentReporter reporter(sink, diag::Stage::kAdmission);
  std::vector<Kind> kinds;
  for (const yaml::Document& document : documents) {
    const yaml::Value* spec = document.root.find("spec");
    if (spec == nullptr || spec->string_at("group") != kToolhiveGroup) continue;
    const std::optional<yaml::Value> stated = admission::facts_of(document.root, RuleMessages::kKeep);
    std::optional<KindFacts> facts = stated ? read_facts(*stated) : std::nullopt;
    if (!facts) continue;
    for (const KindFacts::Version& version : facts->versions) {
      visit_uncompilable(*version.schema, [&](const std::string& what) {
        reporter.warning("rule-not-checked", yaml::place_of(sources, document.root.mark()),
                         what + " of " + facts->kind + " cannot be compiled and is not checked");
      });
    }
    std::string name = facts->kind;
    kinds.push_back({std::move(name), *std::move(facts)});
  }
  if (kinds.empty()) {
    reporter.error("no-crd", {},
                   "no CustomResourceDefinition of the group \"" + std::string(kToolhiveGroup) + "\" among the CRDs");
  }
  return {std::move(kinds), std::nullopt};
}

const KindFacts* Schemas::facts_of(std::string_view kind, std::optional<release::Set> set) const {
  const auto found = std::ranges::find(kinds_, kind, &Kind::name);
  if (found == kinds_.end()) return nullptr;
  if (const auto* embedded = std::get_if<EmbeddedFacts>(&found->facts)) return set ? &embedded->in(*set) : nullptr;
  return set ? nullptr : &std::get<KindFacts>(found->facts);
}

namespace {

const Schema* schema_of(const KindFacts* facts, std::string_view version) {
  if (facts == nullptr) return nullptr;
  for (const KindFacts::Version& candidate : facts->versions) {
    if (std::ranges::find(candidate.names, version) != candidate.names.end()) return candidate.schema.get();
  }
  return nullptr;
}

}  // namespace

const Schema* Schemas::find(std::string_view version, std::string_view kind) const {
  return schema_of(facts_of(kind, set_), version);
}

const Schema* Schemas::find(std::string_view version, std::string_view kind, release::Set set) const {
  return schema_of(facts_of(kind, set), version);
}

std::vector<std::string_view> Schemas::kinds() const {
  std::vector<std::string_view> names;
  for (const Kind& kind : kinds_) names.push_back(kind.name);
  return names;
}

std::vector<std::string_view> Schemas::versions(std::string_view kind) const {
  std::vector<std::string_view> names;
  const KindFacts* facts = facts_of(kind, set_);
  if (facts == nullptr) return names;
  for (const KindFacts::Version& version : facts->versions) {
    names.insert(names.end(), version.names.begin(), version.names.end());
  }
  return names;
}

}  // namespace vmcp::admission
