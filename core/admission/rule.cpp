#include "core/admission/rule.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include "core/admission/presence.h"
#include "core/admission/rule_messages.h"
#include "core/cel/program.h"

namespace vmcp::admission {
namespace {

constexpr std::array<std::string_view, 2> kVariables = {"self", "oldSelf"};

/// The program of an expression; nothing, and why, when it is none.
std::optional<cel::Program> compile(std::string_view expression, std::string& error) {
  auto result = cel::Program::compile(expression, kVariables);
  if (const auto* refused = std::get_if<cel::CompileError>(&result)) {
    error = refused->message;
    return std::nullopt;
  }
  return std::get<cel::Program>(std::move(result));
}

cel::Result evaluate(const cel::Program& program, const yaml::Value& self, const cel::Typing& typing,
                     cel::Budget& budget) {
  const std::array<cel::Binding, 1> bindings = {{{"self", self, &typing}}};
  return program.evaluate(bindings, budget);
}

}  // namespace

struct Rule::Compiled {
  std::optional<cel::Program> rule;
  std::optional<cel::Program> message;
  bool transition = false;
  std::string error;
};

Rule::Rule(Text text) : text_(std::move(text)) {}
Rule::Rule(Rule&&) noexcept = default;
Rule& Rule::operator=(Rule&&) noexcept = default;
Rule::~Rule() = default;

const std::string& Rule::compile_error() const { return compiled().error; }

Rule::Verdict Rule::judge(const yaml::Value& self, const cel::Typing& typing, cel::Budget& budget,
                          std::string& failure) const {
  if (compiled_ == nullptr && decided_by_presence(text_.expression, self, typing) == true) return Verdict::kHolds;
  const Compiled& program = compiled();
  if (!program.rule || program.transition) return Verdict::kHolds;
  const cel::Result result = evaluate(*program.rule, self, typing, budget);
  if (const auto* error = std::get_if<cel::EvaluationError>(&result)) {
    failure = error->message;
    return error->costs_too_much ? Verdict::kTooCostly : Verdict::kFailed;
  }
  return cel::holds(result) ? Verdict::kHolds : Verdict::kViolated;
}

std::string Rule::message(const yaml::Value& self, const cel::Typing& typing, cel::Budget& budget) const {
  if (compiled().message && !budget.spent) {
    const cel::Result result = evaluate(*compiled().message, self, typing, budget);
    const auto* value = std::get_if<yaml::Value>(&result);
    if (value != nullptr && value->is_string() && !value->as_string().empty()) return value->as_string();
  }
  if (!text_.message.empty()) return text_.message;
  const std::string_view ours = rule_message(text_.expression);
  return ours.empty() ? "the rule " + text_.expression + " must hold" : std::string(ours);
}

const Rule::Compiled& Rule::compiled() const {
  if (compiled_ == nullptr) {
    compiled_ = std::make_unique<Compiled>();
    compiled_->rule = compile(text_.expression, compiled_->error);
    compiled_->transition = compiled_->rule && compiled_->rule->mentions(kVariables[1]);
    if (text_.optional_old_self) compiled_->error = "optionalOldSelf is not supported";
    std::string ignored;
    if (!text_.message_expression.empty()) compiled_->message = compile(text_.message_expression, ignored);
  }
  return *compiled_;
}

}  // namespace vmcp::admission
