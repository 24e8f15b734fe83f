#include <array>
#include <doctest/doctest.h>

#include "core/admission/cel/program.h"

using vmcp::admission::cel::Binding;
using vmcp::admission::cel::holds;
using vmcp::admission::cel::Program;
using vmcp::yaml::Value;

namespace {

bool rule_holds(const char* rule, const Value& self) {
  static constexpr std::array<std::string_view, 1> kVariables = {"self"};
  const auto compiled = Program::compile(rule, kVariables, vmcp::admission::cel::Wanted::kBool);
  REQUIRE(std::holds_alternative<Program>(compiled));
  const std::array<Binding, 1> bindings = {{{"self", self}}};
  return holds(std::get<Program>(compiled).evaluate(bindings));
}

Value object(std::initializer_list<std::pair<const char*, Value>> members) {
  Value mapping = Value::mapping();
  for (const auto& [key, value] : members) mapping.set(key, value);
  return mapping;
}

Value list(std::initializer_list<Value> items) {
  Value sequence = Value::sequence();
  for (const Value& item : items) sequence.push(item);
  return sequence;
}

}  // namespace

TEST_CASE("rules of the kinds that CRDs have") {
  const char* union_rule = "self.type == 'inline' ? has(self.inline) : !has(self.inline)";
  CHECK(rule_holds(union_rule, object({{"type", "inline"}, {"inline", object({})}})));
  CHECK_FALSE(rule_holds(union_rule, object({{"type", "inline"}})));
  CHECK_FALSE(rule_holds(union_rule, object({{"type", "configMap"}, {"inline", object({})}})));
  CHECK_FALSE(rule_holds(union_rule, object({})));

  const char* duration_rule = "self == '' || duration(self) >= duration('1s')";
  CHECK(rule_holds(duration_rule, ""));
  CHECK(rule_holds(duration_rule, "1m30s"));
  CHECK_FALSE(rule_holds(duration_rule, "999ms"));
  CHECK_FALSE(rule_holds(duration_rule, "soon"));

  const char* unique_rule =
      "self.subjectBindings.all(binding, self.subjectBindings.filter(other, other.subject == "
      "binding.subject).size() == 1)";
  const Value a = object({{"subject", "a"}});
  const Value b = object({{"subject", "b"}});
  CHECK(rule_holds(unique_rule, object({{"subjectBindings", list({a, b})}})));
  CHECK_FALSE(rule_holds(unique_rule, object({{"subjectBindings", list({a, b, a})}})));

  const char* header_rule =
      "!has(self.embeddingHeaders) || self.embeddingHeaders.all(k, "
      "k.matches('^[!#$%&\\x27*+.^_\\x60|~0-9A-Za-z-]+$') && !(k.lowerAscii() in ['authorization', 'content-type']))";
  CHECK(rule_holds(header_rule, object({})));
  CHECK(rule_holds(header_rule, object({{"embeddingHeaders", object({{"X-Key", "v"}, {"a'b`c", "v"}})}})));
  CHECK_FALSE(rule_holds(header_rule, object({{"embeddingHeaders", object({{"Authorization", "v"}})}})));
  CHECK_FALSE(rule_holds(header_rule, object({{"embeddingHeaders", object({{"a b", "v"}})}})));

  const char* wildcard_rule =
      "!has(self.allowedDelegateClients) || !('*' in self.allowedDelegateClients) || size(self.allowedDelegateClients) "
      "== 1";
  CHECK(rule_holds(wildcard_rule, object({{"allowedDelegateClients", list({"*"})}})));
  CHECK_FALSE(rule_holds(wildcard_rule, object({{"allowedDelegateClients", list({"*", "a"})}})));

  const char* count_rule =
      "(has(self.validating) ? size(self.validating) : 0) + (has(self.mutating) ? size(self.mutating) : 0) > 0";
  CHECK(rule_holds(count_rule, object({{"mutating", list({1})}})));
  CHECK_FALSE(rule_holds(count_rule, object({{"mutating", list({})}})));

  const char* exclusive_rule = "has(self.discoveryUrl) != has(self.registrationEndpoint)";
  CHECK(rule_holds(exclusive_rule, object({{"discoveryUrl", ""}})));
  CHECK_FALSE(rule_holds(exclusive_rule, object({})));
}

TEST_CASE("a program compiles once and runs on many documents") {
  static constexpr std::array<std::string_view, 2> kVariables = {"self", "oldSelf"};
  const auto compiled = Program::compile("self.a == oldSelf.a", kVariables);
  REQUIRE(std::holds_alternative<Program>(compiled));
  const auto& program = std::get<Program>(compiled);
  const Value one = object({{"a", 1}});
  const Value two = object({{"a", 2}});
  const std::array<Binding, 2> same = {{{"self", one}, {"oldSelf", one}}};
  const std::array<Binding, 2> other = {{{"oldSelf", two}, {"self", one}}};
  const std::array<Binding, 1> unbound = {{{"self", one}}};
  CHECK(holds(program.evaluate(same)));
  CHECK_FALSE(holds(program.evaluate(other)));
  CHECK(std::holds_alternative<vmcp::admission::cel::EvaluationError>(program.evaluate(unbound)));
}

TEST_CASE("an evaluation that costs too much ends with an error") {
  Value items = Value::sequence();
  for (int i = 0; i < 3'000; ++i) items.push(i);
  const Value self = object({{"items", std::move(items)}});
  CHECK_FALSE(rule_holds("self.items.all(a, self.items.all(b, self.items.all(c, a + b + c >= 0)))", self));
  CHECK_FALSE(rule_holds("self.items.exists(a, !self.items.all(b, self.items.all(c, a + b + c >= 0))) || true", self));
}
