#include "core/admission/presence.h"

#include <array>
#include <cstdint>
#include <doctest/doctest.h>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/admission/schema.h"
#include "core/admission/schemas.h"
#include "core/cel/program.h"
#include "core/text/ascii.h"

namespace vmcp::admission {
namespace {

using yaml::Value;

Value object(std::vector<std::pair<std::string, Value>> members) {
  Value value = Value::mapping();
  for (auto& [key, member] : members) value.set(key, std::move(member));
  return value;
}

TEST_CASE("presence decides what is said of fields that are there or not") {
  Value self = object({{"a", object({{"b", "x"}})}, {"t", "one"}, {"n", nullptr}, {"y", true}});
  Value list = Value::sequence();
  list.push("one").push("*");
  self.set("l", std::move(list));
  const auto decided = [&](std::string_view expression) { return decided_by_presence(expression, self, {}); };
  CHECK(decided("has(self.a)") == true);
  CHECK(decided("!has(self.a)") == false);
  CHECK(decided("has(self.a.b) && !has(self.a.c)") == true);
  CHECK(decided("!(has(self.c) && size(self.c.name) > 0)") == true);
  CHECK(decided("has(self.c) ? self.c > 1 : self.t == 'one'") == true);
  CHECK(decided("(has(self.c) || self.t != \"one\")\n&& self.x") == false);
  CHECK(decided("self.x.all(e, e == '||)') || has(self.a)") == true);

  CHECK(decided("has(self.a) == has(self.c)") == false);
  CHECK(decided("(has(self.t) && self.t.size() > 0) != has(self.c)") == true);
  CHECK(decided("size(self.t) >= 3 && size(self.l) == 2 && !(size(self.t) < 3)") == true);
  CHECK(decided("self.y && !('two' in self.l) && \"*\" in self.l") == true);
  CHECK(decided("self.t == 'one' == self.y") == true);
  cel::Typing typing;
  typing.values.emplace(self.find("t"), cel::Value(cel::Duration{1}));
  CHECK_FALSE(decided_by_presence("self.t == 'one'", self, typing));
  CHECK_FALSE(decided_by_presence("size(self.t) == 3", self, typing));

  // An absent parent is an error, a null one may be anything.
  for (const std::string_view open :
       {"has(self.c.d)", "has(self.n)", "self.c == 'x'", "self.a == 'x'", "size(self.a)", "self.y()"}) {
    CHECK_FALSE(decided(open));
  }
  // What binds tighter.
  for (const std::string_view open : {"!has(self.a) == false",
                                      "!self.t == 'one'",
                                      "has(self.a) == self.t == 'one'",
                                      "has(self.a) == '*' in self.l",
                                      "size(self.t) + 1 > 0",
                                      "size(self.t) > 1u",
                                      "size(self.t) > 0x1",
                                      "size(self.c) > 0",
                                      "size(self.a) == 1",
                                      "self.t.size() > self.c",
                                      "self.y + 1 == 2",
                                      "'*' in self.a",
                                      "'*' + 'x' in self.l",
                                      "self.t",
                                      "self.t == 'one' in [true]",
                                      "self.t == 'o' + 'ne'",
                                      "has(self.c)||(has(self.a)",
                                      "has(self.a) ? true",
                                      "self.?a || has(self.a",
                                      "has(self.__a__)",
                                      "'",
                                      "("}) {
    CHECK_FALSE(decided(open));
  }
  // What is not read: comments, and strings that may end elsewhere.
  for (const std::string_view open : {"has(self.a) // || x", "self.t == '\\'' || has(self.a)", "'''' || has(self.a)"}) {
    CHECK_FALSE(decided(open));
  }
  CHECK_FALSE(decided(std::string(30, '(') + "has(self.a)" + std::string(30, ')')));
  CHECK_FALSE(decided("has(self.a)" + std::string(3000, ' ')));
}

void for_each_rule(const Schema& schema, std::set<const Schema*>& seen,
                   const std::function<void(const std::string& expression)>& visit) {
  if (!seen.insert(&schema).second) return;
  for (const Rule& rule : schema.rules) visit(rule.text().expression);
  for (const Property& property : schema.properties) for_each_rule(*property.schema, seen, visit);
  if (!(schema.items == nullptr)) for_each_rule(*schema.items, seen, visit);
  if (!(schema.additional_properties == nullptr)) for_each_rule(*schema.additional_properties, seen, visit);
}

/// The names behind `self.` in an expression.
std::vector<std::vector<std::string>> paths_in(std::string_view expression) {
  std::vector<std::vector<std::string>> paths;
  for (std::size_t at = expression.find("self."); at != std::string_view::npos; at = expression.find("self.", at + 1)) {
    std::vector<std::string>& path = paths.emplace_back(1);
    for (const char c : expression.substr(at + 5)) {
      if (c == '.') {
        path.emplace_back();
      } else if (text::is_alphanumeric(c)) {
        path.back() += c;
      } else {
        break;
      }
    }
  }
  return paths;
}

TEST_CASE("of ToolHive's rules presence decides nothing but what evaluation finds") {
  const Schemas schemas = Schemas::builtin(release::kNewestSet);
  std::uint32_t random = 1;
  const auto below = [&](std::uint32_t bound) { return (random = random * 1664525 + 1013904223) / 65536 % bound; };
  const std::array<Value, 6> values = {Value("redis"), Value("oidc"), Value("inline"),
                                       Value(true),    Value(1),      Value::sequence()};
  constexpr std::array<std::string_view, 1> kSelf = {"self"};
  std::size_t decided = 0;
  std::set<const Schema*> seen;
  for (const std::string_view kind : schemas.kinds()) {
    for_each_rule(*schemas.find(schemas.versions(kind).back(), kind), seen, [&](const std::string& expression) {
      const auto compiled = cel::Program::compile(expression, kSelf);
      const auto* program = std::get_if<cel::Program>(&compiled);
      if (program == nullptr) return;
      for (int i = 0; i < 20; ++i) {
        Value self = Value::mapping();
        for (const std::vector<std::string>& path : paths_in(expression)) {
          Value* holder = &self;
          for (const std::string& name : path) {
            if (!holder->is_mapping() || below(3) == 0) break;
            const bool is_last = &name == &path.back();
            if (holder->find(name) == nullptr) {
              holder->set(name, is_last ? values[below(values.size())] : Value::mapping());
            }
            holder = holder->find(name);
          }
        }
        const std::optional<bool> truth = decided_by_presence(expression, self, {});
        if (!truth) continue;
        ++decided;
        const std::array<cel::Binding, 1> bindings = {{{"self", self}}};
        const cel::Result result = program->evaluate(bindings);
        CAPTURE(expression);
        REQUIRE(std::holds_alternative<Value>(result));
        CHECK(std::get<Value>(result).as_bool() == *truth);
      }
    });
  }
  CHECK(decided > 500);
}

}  // namespace
}  // namespace vmcp::admission
