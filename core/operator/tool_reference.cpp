#include "core/operator/tool_reference.h"

#include <algorithm>

namespace vmcp::op {
namespace {

constexpr bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_tool_reference(std::string_view tool) {
  return !tool.empty() && is_letter_or_digit(tool.front()) &&
         std::ranges::all_of(tool, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; });
}

}  // namespace

void validate_tool_reference(const CompositeToolSite& site, const diag::FieldPath& path, std::string_view tool) {
  if (tool.empty()) {
    site.error("missing-field", path, "a tool is required when type is \"tool\"");
  } else if (!is_tool_reference(tool)) {
    site.error("invalid-value", path,
               "found \"" + std::string(tool) +
                   "\", expected a tool's name: letters, digits, \".\", \"_\" and \"-\", a letter or digit first");
  }
}

}  // namespace vmcp::op
