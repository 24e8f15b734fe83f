#include "core/gitops/argo_glob.h"

#include <cstddef>
#include <string>

namespace vmcp::gitops {
namespace {

/// The glob as a regular expression.
std::string as_expression(std::string_view glob) {
  std::string expression;
  int open = 0;
  for (std::size_t i = 0; i < glob.size(); ++i) {
    const char c = glob[i];
    if (c == '*') {
      expression += ".*";
    } else if (c == '?') {
      expression += '.';
    } else if (c == '{') {
      expression += "(?:";
      ++open;
    } else if (c == '}' && open > 0) {
      expression += ')';
      --open;
    } else if (c == ',' && open > 0) {
      expression += '|';
    } else if (c == '[') {
      expression += '[';
      if (glob.substr(i + 1).starts_with('!')) expression += '^';
      if (expression.ends_with('^')) ++i;
    } else if (c == ']' || c == '-') {
      expression += c;
    } else {
      expression += RE2::QuoteMeta(std::string(1, c));
    }
  }
  return expression;
}

}  // namespace

ArgoGlob::ArgoGlob(std::string_view glob) {
  constexpr std::size_t kLongest = 512;
  if (glob.empty() || glob.size() > kLongest) return;
  expression_ = std::make_shared<const RE2>(as_expression(glob), RE2::Quiet);
}

bool ArgoGlob::matches(std::string_view path) const {
  return expression_ != nullptr && RE2::FullMatch(path, *expression_);
}

}  // namespace vmcp::gitops
