#include "core/cel/program.h"

#include <algorithm>
#include <utility>

#include "core/cel/ast.h"
#include "core/cel/checker.h"
#include "core/cel/evaluation.h"
#include "core/cel/parser.h"

namespace vmcp::cel {

std::variant<Program, CompileError> Program::compile(std::string_view expression,
                                                     std::span<const std::string_view> variables, Wanted wanted) {
  auto parsed = parse(expression);
  if (const auto* error = std::get_if<CompileError>(&parsed)) return *error;
  std::unique_ptr<Expression> root = std::get<std::unique_ptr<Expression>>(std::move(parsed));
  std::vector<Variable> declared;
  for (const std::string_view name : variables) declared.push_back({name, TypeKind::kDyn});
  std::optional<TypeKind> type;
  if (wanted == Wanted::kBool) type = TypeKind::kBool;
  if (wanted == Wanted::kString) type = TypeKind::kString;
  if (auto error = check(*root, declared, Dialect::kKubernetes, type)) return *std::move(error);
  return Program(std::move(root));
}

bool Program::mentions(std::string_view variable) const {
  return std::ranges::any_of(expression_->nodes, [&](const Node& node) {
    return node.kind == NodeKind::kIdentifier &&
           (node.name == variable || (node.name.starts_with('.') && node.name.substr(1) == variable));
  });
}

Result Program::evaluate(std::span<const Binding> bindings) const {
  Budget budget;
  return evaluate(bindings, budget);
}

Result Program::evaluate(std::span<const Binding> bindings, Budget& budget) const {
  std::vector<Value> slots(expression_->slots);
  for (std::size_t slot = 0; slot < expression_->variables.size(); ++slot) {
    const std::string& name = expression_->variables[slot];
    const auto bound = std::find_if(bindings.begin(), bindings.end(),
                                    [&name](const Binding& binding) { return binding.name == name; });
    slots[slot] =
        bound == bindings.end() ? Value(Error{"a variable has no value"}) : Value::from(bound->value, bound->typing);
  }
  Evaluation evaluation(*expression_, std::move(slots), budget);
  const Value result = evaluation.run();
  if (const Error* error = result.get<Error>()) return EvaluationError{std::string(error->message), budget.spent};
  return result.to_document();
}

bool holds(const Result& result) {
  const auto* value = std::get_if<yaml::Value>(&result);
  return value != nullptr && value->is_bool() && value->as_bool();
}

}  // namespace vmcp::cel
