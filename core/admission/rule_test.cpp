#include "core/admission/rule.h"

#include <doctest/doctest.h>
#include <string>
#include <utility>
#include <vector>

#include "core/cel/value.h"
#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

yaml::Value parse(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("test", text), sink);
  REQUIRE(documents.size() == 1);
  return std::move(documents.front().root);
}

Rule::Verdict judge(std::string expression, const std::string& self) {
  Rule::Text text;
  text.expression = std::move(expression);
  std::string failure;
  cel::Budget budget;
  return Rule(std::move(text)).judge(parse(self), cel::Typing{}, budget, failure);
}

TEST_CASE("a rule about absent fields holds, and only then without being evaluated") {
  using Verdict = Rule::Verdict;
  CHECK(judge("!has(self.a) || self.a > 1", "{}") == Verdict::kHolds);
  CHECK(judge("!has(self.a) || self.a > 1", "{a: 2}") == Verdict::kHolds);
  CHECK(judge("!has(self.a) || self.a > 1", "{a: 1}") == Verdict::kViolated);
  CHECK(judge("!has(self.a) || !has(self.a.b) || self.a.b > 1", "{a: {}}") == Verdict::kHolds);
  CHECK(judge("!has(self.a) || !has(self.a.b) || self.a.b > 1", "{a: {b: 1}}") == Verdict::kViolated);
  CHECK(judge("!has(self.a) || self.b == 1 && self.c == 1", "{b: 1, c: 2}") == Verdict::kHolds);
  // Binds less than the alternative: the absent field is but a condition.
  CHECK(judge("!has(self.a) || self.a > 1 ? false : true", "{}") == Verdict::kViolated);
  CHECK(judge("!has(self.a) && self.b == 1", "{b: 2}") == Verdict::kViolated);
  CHECK(judge("!has(self.a) == false || self.b == 1", "{b: 2}") == Verdict::kViolated);
}

}  // namespace
}  // namespace vmcp::admission
