#include <array>
#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>
#include <string>
#include <variant>

#include "core/cel/program.h"
#include "core/cel/value.h"

using vmcp::cel::Binding;
using vmcp::cel::Budget;
using vmcp::cel::EvaluationError;
using vmcp::cel::holds;
using vmcp::cel::Program;
using vmcp::yaml::Value;

namespace {

constexpr std::array<std::string_view, 1> kSelf = {"self"};

bool rule_holds(const char* rule, const Value& self) {
  const auto compiled = Program::compile(rule, kSelf, vmcp::cel::Wanted::kBool);
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

TEST_CASE("properties that CEL cannot name are named otherwise") {
  const Value self = object({{"namespace", "x"}, {"a-b", 1}, {"a.b/c", 2}, {"d__e", 3}, {"__f__", 4}});
  CHECK(rule_holds("self.__namespace__ == 'x' && self.a__dash__b == 1 && self.a__dot__b__slash__c == 2", self));
  CHECK(rule_holds("self.d__underscores__e == 3 && self.__f__ == 4 && !has(self.__if__)", self));
  CHECK(rule_holds("self.a__dash__b == 1", object({{"a__dash__b", 5}, {"a-b", 1}})));
  CHECK_FALSE(rule_holds("!has(self.__namespace__)", self));
  CHECK_FALSE(rule_holds("self.__if__ == 'x'", self));
}

TEST_CASE("what is null is not there where a schema names the properties") {
  const Value self = object({{"a", nullptr}, {"m", object({{"k", nullptr}})}});
  vmcp::cel::Typing typing;
  const auto holds_typed = [&](std::string_view rule) {
    const auto compiled = Program::compile(rule, kSelf);
    const std::array<Binding, 1> bindings = {{{"self", self, &typing}}};
    return holds(std::get<Program>(compiled).evaluate(bindings));
  };
  CHECK(holds_typed("!has(self.a) && !('a' in self) && !has(self.m.k)"));
  CHECK_FALSE(holds_typed("self.a == null"));
  const Value& map = *self.find("m");
  typing.values.emplace(&map, vmcp::cel::Value(vmcp::cel::Map(map.members(), &typing, true)));
  CHECK(holds_typed("has(self.m.k) && self.m.k == null && 'k' in self.m"));
}

TEST_CASE("a program knows which variables it speaks of") {
  const auto mentions = [](std::string_view expression) {
    static constexpr std::array<std::string_view, 2> kBoth = {"self", "oldSelf"};
    const auto compiled = Program::compile(expression, kBoth);
    REQUIRE(std::holds_alternative<Program>(compiled));
    return std::get<Program>(compiled).mentions("oldSelf");
  };
  CHECK(mentions("self.a == oldSelf.a"));
  CHECK(mentions("self.a == .oldSelf.a"));
  CHECK_FALSE(mentions("self.oldSelf == 'oldSelf' // oldSelf"));
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
  CHECK(std::holds_alternative<vmcp::cel::EvaluationError>(program.evaluate(unbound)));
}

TEST_CASE("an evaluation costs what the API server charges for it") {
  Value numbers = Value::sequence();
  for (int i = 1; i <= 5; ++i) numbers.push(i);
  const Value self = object({{"s", Value(std::string(100, 'x'))}, {"l", std::move(numbers)}});
  struct Case {
    const char* expression;
    std::uint64_t cost;
  };
  for (const Case& row : {
           Case{"self.s.contains('a')", 12},
           {"self.s.startsWith('x')", 12},
           {"self.s.matches('^x+$')", 13},
           {"self.s.matches(self.s)", 2 + 2 + 11 * 25},
           {"self.s == self.s", 14},
           {"self.s < 'y'", 3},
           {"self.s + self.s == ''", 24},
           {"self.s.replace('x', 'yyy') == ''", 22},
           {"self.s.lowerAscii() == ''", 12},
           {"size(self.s) == 100", 4},
           {"self.l.sum() == 0", 8},
           {"1 in self.l", 7},
           {"1 in [1, 2, 3]", 0},
           {"self.l == [1, self.l[0]]", 2 + 10 + 3 + 1},
           {"self.l.all(x, x > 0)", 2 + 5 * (3 + 2) + 1},
           {"self.l.filter(x, x > 3) == []", 2 + 5 * 2 + 2 * 12 + 3 * 1 + 1},
           {"true ? self.l[0] == 1 : self.s == ''", 4},
       }) {
    CAPTURE(row.expression);
    const auto compiled = Program::compile(row.expression, kSelf);
    Budget budget;
    const std::array<Binding, 1> bindings = {{{"self", self}}};
    const auto result = std::get<Program>(compiled).evaluate(bindings, budget);
    CHECK(std::holds_alternative<Value>(result));
    CHECK(Budget{}.cost - budget.cost == row.cost);
  }
}

TEST_CASE("evaluations share the budget of their object until it is spent") {
  Value items = Value::sequence();
  for (int i = 0; i < 300; ++i) items.push(i);
  const Value self = object({{"items", std::move(items)}});
  const auto compiled = Program::compile("self.items.all(a, self.items.all(b, a + b >= 0))", kSelf);
  const Program& program = std::get<Program>(compiled);
  const std::array<Binding, 1> bindings = {{{"self", self}}};
  Budget budget;
  std::size_t runs = 0;
  while (holds(program.evaluate(bindings, budget))) ++runs;
  CHECK(runs == 10'000'000 / (2 + 300 * (3 + 2 + 300 * (3 + 4) + 1) + 1));
  CHECK(budget.spent);
  const auto refused = program.evaluate(bindings, budget);
  REQUIRE(std::holds_alternative<EvaluationError>(refused));
  CHECK(std::get<EvaluationError>(refused).costs_too_much);
}

TEST_CASE("an evaluation alone may cost a tenth of the budget") {
  Value items = Value::sequence();
  for (int i = 0; i < 500; ++i) items.push(i);
  const Value self = object({{"items", std::move(items)}});
  const auto compiled = Program::compile("self.items.all(a, self.items.all(b, a + b >= 0))", kSelf);
  const std::array<Binding, 1> bindings = {{{"self", self}}};
  Budget budget;
  const auto refused = std::get<Program>(compiled).evaluate(bindings, budget);
  REQUIRE(std::holds_alternative<EvaluationError>(refused));
  CHECK(std::get<EvaluationError>(refused).message == "it costs more than a single rule may");
}

TEST_CASE("looking things up in a large map is no more work than the API server charges") {
  Value map = Value::mapping();
  for (int i = 0; i < 20'000; ++i) map.members().push_back({"key" + std::to_string(i), Value(i), {}});
  const Value self = object({{"map", std::move(map)}});
  CHECK(rule_holds("self.map.all(key, self.map[key] >= 0 && key in self.map)", self));
  CHECK(rule_holds("self.map == self.map", self));
}

TEST_CASE("an evaluation that costs too much ends with an error") {
  Value items = Value::sequence();
  for (int i = 0; i < 3'000; ++i) items.push(i);
  const Value self = object({{"items", std::move(items)}});
  CHECK_FALSE(rule_holds("self.items.all(a, self.items.all(b, self.items.all(c, a + b + c >= 0)))", self));
  CHECK_FALSE(rule_holds("self.items.exists(a, !self.items.all(b, self.items.all(c, a + b + c >= 0))) || true", self));
}
