#include "core/operator/config/tool_reference.h"

#include <algorithm>

#include "core/diag/quoted.h"
#include "core/text/ascii.h"

namespace vmcp::op {
namespace {

bool is_tool_reference(std::string_view tool) {
  return !tool.empty() && text::is_alphanumeric(tool.front()) &&
         std::ranges::all_of(tool, [](char c) { return text::is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

}  // namespace

void validate_tool_reference(const CompositeToolSite& site, const diag::FieldPath& path, std::string_view tool) {
  if (tool.empty()) {
    site.error("missing-field", path, "a tool is required when type is \"tool\"");
  } else if (!is_tool_reference(tool)) {
    site.error("invalid-value", path,
               "found " + diag::quoted(tool) +
                   ", expected a tool's name: letters, digits, \".\", \"_\" and \"-\", a letter or digit first");
  }
}

}  // namespace vmcp::op
