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
  /// after a parenthesis or a variable are told apart as templates.ExtractReferences does: `(f .a).b` gives `.a` and
  /// `.b`, `$x.c` gives nothing. Empty when there is an error.
  std::vector<std::string> references;
};

/// As template.New("").Funcs(functions).Parse(text): `functions` are the names known besides Go's built-in ones.
Template parse_template(std::string_view text, std::span<const std::string_view> functions);

}  // namespace vmcp::go
