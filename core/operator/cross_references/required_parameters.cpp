#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/composite_tool_values.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::op {
namespace {

void check_required(const Surroundings& all, const cluster::Object& object, const CompositeToolValue& tool) {
  const yaml::Value* parameters = tool.value->find("parameters");
  if (parameters == nullptr || !describes_all_parameters(*parameters)) return;
  std::vector<std::string_view> described;
  for (const yaml::Member& property : yaml::members_at(*parameters, {"properties"})) described.push_back(property.key);
  const text::NameIndex names(std::move(described));
  const yaml::Sequence& required = yaml::items_at(*parameters, {"required"});
  for (std::size_t i = 0; i < required.size(); ++i) {
    if (!required[i].is_string()) continue;
    const std::string_view name = required[i].as_string();
    if (!is_stated(name) || names.contains(name)) continue;
    all.warn(
        object, "undescribed-parameter", (tool.path / "parameters" / "required")[i],
        diag::Message(diag::quoted(name) + " is required, and no property describes it").suggest(names.nearest(name)));
  }
}

}  // namespace

// ValidateParameters takes such a schema.
void check_required_parameters(const Surroundings& all) {
  for (const cluster::Object* object : all.objects()) {
    for (const CompositeToolValue& tool : composite_tools_of(*object)) check_required(all, *object, tool);
  }
}

}  // namespace vmcp::op
