#pragma once

#include <memory>
#include <string>

#include "core/cel/program.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// A CEL rule of a schema node (`x-kubernetes-validations`), compiled when it is first needed.
class Rule {
 public:
  /// What a CRD says about a rule. `message` is empty for the built-in rules: theirs are in rule_messages.h.
  struct Text {
    std::string expression;
    std::string message;
    std::string message_expression;
    std::string field_path;  ///< relative to the node, as in `.spec.replicas`; empty for the node itself
    std::string reason;
    bool optional_old_self = false;
  };

  /// kTooCostly: what the rules of an object may cost is spent, so that no more of them are judged.
  enum class Verdict { kHolds, kViolated, kFailed, kTooCostly };

  explicit Rule(Text text);
  Rule(Rule&&) noexcept;
  Rule& operator=(Rule&&) noexcept;
  ~Rule();

  const Text& text() const { return text_; }

  /// Why the expression is no CEL program; empty when it is one.
  const std::string& compile_error() const;

  /// Whether the rule holds for `self` in an object that is created. Transition rules (with `oldSelf`) hold then,
  /// and so does a rule that does not compile. `failure` says why an evaluation gave no answer. `budget` is that of the
  /// object, `typing` what the schema makes of `self`.
  Verdict judge(const yaml::Value& self, const cel::Typing& typing, cel::Budget& budget, std::string& failure) const;

  /// What must hold, for a finding: the CRD's message, else ours, else the expression.
  std::string message(const yaml::Value& self, const cel::Typing& typing, cel::Budget& budget) const;

 private:
  struct Compiled;
  const Compiled& compiled() const;

  Text text_;
  mutable std::unique_ptr<Compiled> compiled_;
};

}  // namespace vmcp::admission
