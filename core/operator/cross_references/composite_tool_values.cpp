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

bool describes_all_parameters(const yaml::Value& schema) {
  const yaml::Value* properties = schema.find("properties");
  const yaml::Value* more = schema.find("additionalProperties");
  const bool open = more != nullptr && (!more->is_bool() || more->as_bool());
  return properties != nullptr && properties->is_mapping() && !open && schema.find("patternProperties") == nullptr;
}

}  // namespace vmcp::op
