#include "core/admission/rule.h"

#include <utility>

#include "core/admission/rule_messages.h"

namespace vmcp::admission {

struct Rule::Compiled {
  std::string error;
};

Rule::Rule(Text text) : text_(std::move(text)) {}
Rule::Rule(Rule&&) noexcept = default;
Rule& Rule::operator=(Rule&&) noexcept = default;
Rule::~Rule() = default;

const std::string& Rule::compile_error() const { return compiled().error; }

Rule::Verdict Rule::judge(const yaml::Value&, std::string&) const { return Verdict::kHolds; }

std::string Rule::message(const yaml::Value&) const {
  if (!text_.message.empty()) return text_.message;
  const std::string_view ours = rule_message(text_.expression);
  return ours.empty() ? "the rule " + text_.expression + " must hold" : std::string(ours);
}

const Rule::Compiled& Rule::compiled() const {
  if (compiled_ == nullptr) compiled_ = std::make_unique<Compiled>();
  return *compiled_;
}

}  // namespace vmcp::admission
