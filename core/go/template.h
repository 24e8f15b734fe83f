#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vmcp::go {

/// Why text/template's parser refuses a text.
struct TemplateError {
  std::size_t line = 0;  ///< from 1
  std::string message;
};

struct Template {
  std::optional<TemplateError> error;
  /// The field chains that the template and the templates it defines read, each once, sorted: `.steps.a.output`. Chains
  /// after a parenthesis or a variable are told apart as ToolHive's templates.ExtractReferences does: `(f .a).b` gives
  /// `.a` and `.b`, `$x.c` gives nothing. Empty when there is an error.
  std::vector<std::string> references;
  /// Those of them that begin with what the template is given: not in the bodies of `range`, `with`, `block` and
  /// `define`, nor behind a parenthesis.
  std::vector<std::string> root_references;
  /// It has a `{{template "x"}}` without an argument, on which ExtractReferences panics (so the operator never creates
  /// the Deployment where it has to extract).
  bool calls_template_without_argument = false;
};

/// As template.New(name).Funcs(functions).Parse(text): `functions` are the names known besides Go's built-in ones.
/// Actions and parentheses may nest 1,000 deep.
Template parse_template(std::string_view text, std::span<const std::string_view> functions, std::string_view name = {});

}  // namespace vmcp::go
