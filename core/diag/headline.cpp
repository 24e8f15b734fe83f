#include "core/diag/headline.h"

#include <algorithm>
#include <string_view>

#include "core/diag/secrecy.h"
#include "core/diag/visible.h"

namespace vmcp::diag {

ResourceId shown(ResourceId resource) {
  for (std::string* part : {&resource.api_version, &resource.kind, &resource.name_space, &resource.name}) {
    *part = shown_name(*part);
  }
  return resource;
}

std::string resource_name(const ResourceId& whole) {
  const ResourceId resource = shown(whole);
  if (resource.name.empty()) return resource.kind;
  const std::string name_space = resource.name_space.empty() ? "" : resource.name_space + '/';
  return resource.kind + ' ' + name_space + resource.name;
}

std::string headline(const Diagnostic& finding) {
  std::string text;
  if (finding.place.line == 0 && !finding.resource.kind.empty()) text = resource_name(finding.resource) + ": ";
  if (!finding.path.empty()) text += finding.path + ": ";
  text += finding.message;
  return visible(text + hint(finding));
}

std::string hint(const Diagnostic& finding) {
  if (finding.suggestion.empty() || finding.suggestion.find('\n') != std::string::npos) return "";
  return "; did you mean \"" + finding.suggestion + "\"?";
}

std::string suggested_block(const Diagnostic& finding) {
  std::string_view rest = finding.suggestion;
  if (rest.find('\n') == std::string_view::npos) return "";
  std::string block;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
    // A line that begins with "::" is a command to the runners of workflows.
    const bool command = line.substr(first).starts_with("::");
    block += command ? std::string(line.substr(0, first)) + "\\x3a" + visible(line.substr(first + 1)) : visible(line);
    block += '\n';
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return block;
}

}  // namespace vmcp::diag
