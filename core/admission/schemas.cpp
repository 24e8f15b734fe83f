#include "core/admission/schemas.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/admission/facts.h"
#include "core/diag/code.h"

namespace vmcp::admission {
namespace facts {

std::string_view embedded(std::string_view name);

}  // namespace facts

namespace {

constexpr std::string_view kBuiltinKinds[] = {
    "EmbeddingServer",
    "MCPAuthzConfig",
    "MCPExternalAuthConfig",
    "MCPGroup",
    "MCPOIDCConfig",
    "MCPRegistry",
    "MCPRemoteProxy",
    "MCPServer",
    "MCPServerEntry",
    "MCPTelemetryConfig",
    "MCPToolConfig",
    "MCPWebhookConfig",
    "VirtualMCPCompositeToolDefinition",
    "VirtualMCPServer",
};

/// Visits every rule and pattern of a schema that cannot be compiled.
template <class Visit>
void visit_uncompilable(const Schema& schema, const Visit& visit) {
  if (schema.pattern && !schema.pattern->valid()) visit("the pattern " + schema.pattern->text());
  for (const Rule& rule : schema.rules) {
    if (!rule.compile_error().empty()) visit("the rule " + rule.text().expression + " (" + rule.compile_error() + ')');
  }
  for (const Property& property : schema.properties) visit_uncompilable(property.schema, visit);
  if (schema.items != nullptr) visit_uncompilable(*schema.items, visit);
  if (schema.additional_properties != nullptr) visit_uncompilable(*schema.additional_properties, visit);
  for (const auto* parts : {&schema.all_of, &schema.any_of, &schema.one_of, &schema.none_of}) {
    for (const Schema& part : *parts) visit_uncompilable(part, visit);
  }
}

std::optional<KindFacts> parse(std::string_view json) {
  source::Sources sources;
  diag::Sink sink;
  const std::vector<yaml::Document> documents = yaml::read(sources, sources.add("facts", std::string(json)), sink);
  return documents.empty() ? std::nullopt : read_facts(documents.front().root);
}

diag::Diagnostic& report(diag::Severity severity, diag::Code code, const yaml::Mark& mark, std::string message,
                         const source::Sources& sources, diag::Sink& sink) {
  diag::Diagnostic finding;
  finding.severity = severity;
  finding.stage = diag::Stage::kAdmission;
  finding.code = code;
  finding.message = std::move(message);
  if (mark.known()) finding.place = {sources.at(mark.source).name, mark.line, mark.column};
  return sink.add(std::move(finding));
}

}  // namespace

struct Schemas::Kind {
  std::string name;
  std::string_view json;  ///< empty for a kind that was read at run time
  mutable std::optional<KindFacts> facts = {};

  const KindFacts* get() const {
    if (!facts) facts = parse(json);
    return facts ? &*facts : nullptr;
  }
};

Schemas::Schemas(std::vector<Kind> kinds) : kinds_(std::move(kinds)) {}
Schemas::Schemas(Schemas&&) noexcept = default;
Schemas& Schemas::operator=(Schemas&&) noexcept = default;
Schemas::~Schemas() = default;

Schemas Schemas::builtin() {
  std::vector<Kind> kinds;
  for (const std::string_view name : kBuiltinKinds) {
    kinds.push_back({std::string(name), facts::embedded(std::string(name) + ".json")});
  }
  return Schemas(std::move(kinds));
}

Schemas Schemas::from_crds(std::span<const yaml::Document> documents, const source::Sources& sources,
                           diag::Sink& sink) {
  std::vector<Kind> kinds;
  for (const yaml::Document& document : documents) {
    const yaml::Value* spec = document.root.find("spec");
    if (spec == nullptr || spec->string_at("group") != kToolhiveGroup) continue;
    const std::optional<yaml::Value> stated = facts_of(document.root, RuleMessages::kKeep);
    std::optional<KindFacts> facts = stated ? read_facts(*stated) : std::nullopt;
    if (!facts) continue;
    for (const KindFacts::Version& version : facts->versions) {
      visit_uncompilable(version.schema, [&](const std::string& what) {
        report(diag::Severity::kWarning, "rule-not-checked", document.root.mark(),
               what + " of " + facts->kind + " cannot be compiled and is not checked", sources, sink);
      });
    }
    std::string name = facts->kind;
    kinds.push_back({std::move(name), {}, std::move(facts)});
  }
  if (kinds.empty()) {
    report(diag::Severity::kError, "no-crd", {},
           "no CustomResourceDefinition of the group \"" + std::string(kToolhiveGroup) + "\" among the CRDs", sources,
           sink);
  }
  return Schemas(std::move(kinds));
}

const Schemas::Kind* Schemas::find_kind(std::string_view name) const {
  const auto found = std::ranges::find(kinds_, name, &Kind::name);
  return found == kinds_.end() ? nullptr : &*found;
}

const Schema* Schemas::find(std::string_view version, std::string_view kind) const {
  const Kind* known = find_kind(kind);
  const KindFacts* facts = known == nullptr ? nullptr : known->get();
  if (facts == nullptr) return nullptr;
  for (const KindFacts::Version& candidate : facts->versions) {
    if (std::ranges::find(candidate.names, version) != candidate.names.end()) return &candidate.schema;
  }
  return nullptr;
}

std::vector<std::string_view> Schemas::kinds() const {
  std::vector<std::string_view> names;
  for (const Kind& kind : kinds_) names.push_back(kind.name);
  return names;
}

std::vector<std::string_view> Schemas::versions(std::string_view kind) const {
  std::vector<std::string_view> names;
  const Kind* known = find_kind(kind);
  const KindFacts* facts = known == nullptr ? nullptr : known->get();
  if (facts == nullptr) return names;
  for (const KindFacts::Version& version : facts->versions) {
    names.insert(names.end(), version.names.begin(), version.names.end());
  }
  return names;
}

}  // namespace vmcp::admission
