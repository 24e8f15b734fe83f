#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::admission {

/// A variable of a text that nothing has substituted, before we read it.
struct Variable {
  enum class Form : std::uint8_t {
    kBraced,     ///< `${NAME}` and `${NAME:=default}`, as Flux has them; `$${NAME}` is none
    kTemplated,  ///< `${{ values.name }}`, as templates of Backstage's scaffolder have them
    kBare,       ///< `$NAME`, two capitals at least, as envsubst has them, in a text without blanks
    kToken,      ///< `#{NAME}#` and `#{NAME}`, as Azure DevOps and Octopus Deploy have them
    kVault,      ///< `<path:secret/data/app#key>`, as argocd-vault-plugin has them
    kBinding  ///< `($name)`, or another expression in parentheses that is the whole text, as Kyverno Chainsaw has them
  };

  std::string_view name;
  Form form = Form::kBraced;

  bool operator==(const Variable&) const = default;
};

std::vector<Variable> variables_in(std::string_view text);

/// Whether a value is a text with such a variable: what there will be is not known.
bool has_variable(const yaml::Value& value);

/// Whether there is one at or below a value.
bool holds_variable(const yaml::Value& value);

/// Whether a text is such that `text` comes of it for some values of its variables.
bool may_become(std::string_view with_variables, std::string_view text);

/// Whether two texts are the same, or come to be for some values of the variables in them.
bool may_be_same(std::string_view one, std::string_view other);

/// What to add to an error about `value` when it is a string with a `${VAR}` or `$VAR` that nothing has substituted
/// (Flux and envsubst do, before we read); empty when it is not.
std::string variable_hint(const yaml::Value& value);

}  // namespace vmcp::admission
