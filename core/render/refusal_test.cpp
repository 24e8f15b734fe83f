#include "core/render/refusal.h"

#include <deque>
#include <doctest/doctest.h>
#include <string>

namespace vmcp::render {
namespace {

diag::Diagnostic finding(diag::Stage stage, diag::Code code, std::string path, std::string suggestion = {}) {
  diag::Diagnostic result;
  result.stage = stage;
  result.code = code;
  result.path = std::move(path);
  result.suggestion = std::move(suggestion);
  return result;
}

Refusal refusal(diag::Code code, const std::string& path, const std::string& suggestion = {}) {
  Refusal result;
  result.add(finding(diag::Stage::kAdmission, code, path, suggestion));
  return result;
}

bool follows(const Refusal& refusal, diag::Code code, const std::string& path,
             diag::Stage stage = diag::Stage::kOperator) {
  return refusal.leads_to(finding(stage, code, path));
}

TEST_CASE("of a value that is there, what is said of it follows, and nothing else") {
  const Refusal timeout = refusal("pattern-mismatch", "spec.config.compositeTools[0].timeout");
  CHECK(follows(timeout, "undecodable-value", "spec.config.compositeTools[0].timeout"));
  CHECK_FALSE(follows(timeout, "invalid-template", "spec.config.compositeTools[0].steps[0].condition"));
  CHECK_FALSE(follows(timeout, "conflicting-fields", "spec.config.compositeTools[0]"));
  CHECK_FALSE(timeout.leaves_only_parts());
}

TEST_CASE("of a value that is lost, all that is said of its part follows but names") {
  const Refusal step = refusal("wrong-type", "spec.config.compositeTools[1].steps");
  CHECK(follows(step, "missing-field", "spec.config.compositeTools[1].steps[0].tool"));
  CHECK(follows(step, "missing-default-result", "spec.config.compositeTools[1].output"));
  CHECK_FALSE(follows(step, "unknown-step", "spec.config.compositeTools[1].output.properties[a].value"));
  CHECK_FALSE(follows(step, "missing-field", "spec.config.compositeTools[0].steps[0].tool"));
  CHECK_FALSE(step.leaves_only_parts());

  const Refusal issuer = refusal("missing-field", "spec.authServerConfig.issuer");
  CHECK(issuer.leaves_only_parts());
  CHECK(follows(issuer, "issuer-mismatch", "spec.incomingAuth.oidcConfigRef"));
  CHECK_FALSE(follows(issuer, "assumed-object", "spec.groupRef.name"));
  CHECK_FALSE(follows(issuer, "invalid-value", "spec.config.aggregation.conflictResolution"));
}

TEST_CASE("a misspelt field takes with it what is said of the one that was meant") {
  const Refusal group = refusal("unknown-field", "spec.groupReff", "groupRef");
  CHECK(follows(group, "missing-field", "spec.groupRef"));
  CHECK_FALSE(follows(group, "assumed-object", "spec.groupRef.name"));
  CHECK(group.leaves_only_parts());
  CHECK_FALSE(refusal("unknown-field", "spec.config.optimiser").leaves_only_parts());
  // What is misspelt in the head goes on as it was meant.
  CHECK_FALSE(refusal("unknown-field", "metdata", "metadata").leaves_only_parts());
  CHECK_FALSE(refusal("unknown-field", "metadata.nmae", "name").leaves_only_parts());
  CHECK_FALSE(refusal("unknown-field", "sepc", "spec").leaves_only_parts());
}

TEST_CASE("a broken rule takes with it what is said of the fields that it is about") {
  const Refusal rule = refusal("rule-violated", "spec.config.optimizer");
  CHECK(follows(rule, "missing-field", "spec.config.optimizer.embeddingModel"));
  CHECK_FALSE(follows(rule, "missing-field", "spec.config.audit.component"));
}

TEST_CASE("a wrong name takes with it what is made of it") {
  const Refusal name = refusal("invalid-name", "metadata.name");
  CHECK(follows(name, "object-field-invalid", "spec.serviceAccount", diag::Stage::kApply));
  CHECK_FALSE(follows(name, "invalid-template", "spec.config.compositeTools[0].steps[0].condition"));
}

TEST_CASE("refusals are told by admission's errors") {
  std::deque<diag::Diagnostic> findings = {finding(diag::Stage::kAdmission, "wrong-type", "spec.a"),
                                           finding(diag::Stage::kOperator, "missing-field", "spec.b"),
                                           finding(diag::Stage::kAdmission, "rule-not-checked", "spec.c")};
  findings[1].resource.name = "other";
  findings[2].severity = diag::Severity::kWarning;
  const auto refusals = refusals_in(findings);
  REQUIRE(refusals.size() == 1);
  CHECK(follows(refusals.begin()->second, "missing-field", "spec.a"));
}

}  // namespace
}  // namespace vmcp::render
