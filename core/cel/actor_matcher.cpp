#include "core/cel/actor_matcher.h"

#include <array>
#include <utility>

#include "core/cel/checker.h"
#include "core/cel/parser.h"

namespace vmcp::cel {
namespace {

constexpr std::size_t kMaxBytes = 10'000;

}  // namespace

std::optional<std::string> check_actor_matcher(std::string_view expression) {
  if (expression.empty()) return std::nullopt;
  if (expression.size() > kMaxBytes) return "the expression is longer than 10,000 bytes";
  auto parsed = parse(expression);
  if (auto* error = std::get_if<CompileError>(&parsed)) return std::move(error->message);
  static constexpr std::array<Variable, 1> kVariables = {{{"claims", TypeKind::kMap}}};
  Expression& root = *std::get<std::unique_ptr<Expression>>(parsed);
  if (auto error = check(root, kVariables, Dialect::kStandard, std::nullopt)) return std::move(error->message);
  return std::nullopt;
}

}  // namespace vmcp::cel
