#include "core/operator/cross_references/composite_tool_values.h"

#include "core/operator/cross_references/surroundings.h"

namespace vmcp::op {

std::vector<CompositeToolValue> composite_tools_of(const cluster::Object& object) {
  std::vector<CompositeToolValue> result;
  if (object.kind == "VirtualMCPCompositeToolDefinition") {
    if (const yaml::Value* spec = object.value.find("spec")) result.push_back({spec, diag::FieldPath("spec")});
  } else if (object.kind == "VirtualMCPServer") {
    const yaml::Sequence& tools = yaml::items_at(object.value, {"spec", "config", "compositeTools"});
    for (std::size_t i = 0; i < tools.size(); ++i) {
      result.push_back({&tools[i], diag::FieldPath("spec.config.compositeTools")[i]});
    }
  }
  return result;
}

}  // namespace vmcp::op
