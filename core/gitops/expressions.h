#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::gitops {

/// An expression of a template of Argo CD's: `{{ .path.basename }}`.
struct Expression {
  std::string_view before;   ///< what stands before it
  std::string_view written;  ///< with its braces
  std::string_view name;     ///< of the parameter that it reads, without the dot that Go's have in front
  bool dotted = false;       ///< whether there is one
};

/// Takes the next expression from a text, and what stands before it. Nothing, and the text stays, if there is none.
std::optional<Expression> take_expression(std::string_view& text);

/// Whether a text has an expression that Argo CD fills in.
bool is_template(std::string_view text);

/// A text with its expressions as variables (admission::Variable), for readers that know nothing of Argo CD's
/// templates.
std::string as_variables(std::string_view text);
/// The same of all texts at and below a value.
yaml::Value with_variables(yaml::Value value);

/// Whether a text is what it will be in a cluster: it has no such expression, and no variable.
bool is_final(std::string_view text);

}  // namespace vmcp::gitops
