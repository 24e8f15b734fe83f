#include "core/gitops/expressions.h"

#include <cstddef>
#include <utility>

#include "core/admission/variable.h"
#include "core/text/ascii.h"

namespace vmcp::gitops {

std::optional<Expression> take_expression(std::string_view& text) {
  const std::size_t open = text.find("{{");
  const std::size_t close = text.find("}}", open);
  if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
  Expression expression{text.substr(0, open), text.substr(open, close + 2 - open),
                        text::trim(text.substr(open + 2, close - open - 2))};
  expression.dotted = expression.name.starts_with('.');
  if (expression.dotted) expression.name.remove_prefix(1);
  text.remove_prefix(close + 2);
  return expression;
}

bool is_template(std::string_view text) { return text.find("{{") != std::string_view::npos; }

std::string as_variables(std::string_view text) {
  std::string result;
  while (const std::optional<Expression> expression = take_expression(text)) {
    result += expression->before;
    if (!result.ends_with('$')) result += '$';
    result += expression->written;
  }
  return result.append(text);
}

yaml::Value with_variables(yaml::Value value) {
  if (value.is_string() && is_template(value.as_string())) {
    const yaml::Mark mark = value.mark();
    value = as_variables(value.as_string());
    value.set_mark(mark);
  } else if (value.is_sequence()) {
    for (yaml::Value& item : value.items()) item = with_variables(std::move(item));
  } else if (value.is_mapping()) {
    for (yaml::Member& member : value.members()) member.value = with_variables(std::move(member.value));
  }
  return value;
}

bool is_final(std::string_view text) { return !is_template(text) && admission::variables_in(text).empty(); }

}  // namespace vmcp::gitops
