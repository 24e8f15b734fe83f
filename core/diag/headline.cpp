#include "core/diag/headline.h"

#include "core/diag/visible.h"

namespace vmcp::diag {
namespace {

std::string object(const ResourceId& resource) {
  if (resource.kind.empty()) return {};
  std::string text = resource.kind + ' ';
  if (!resource.name_space.empty()) text += resource.name_space + '/';
  return text + resource.name + ": ";
}

}  // namespace

std::string headline(const Diagnostic& finding) {
  std::string text = finding.place.line == 0 ? object(finding.resource) : std::string{};
  if (!finding.path.empty()) text += finding.path + ": ";
  text += finding.message;
  if (!finding.suggestion.empty()) text += "; did you mean \"" + finding.suggestion + "\"?";
  return visible(text);
}

}  // namespace vmcp::diag
