#include "core/operator/composite_tools/composite_tools.h"

#include <set>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/composite_tools/composite_tool_validation.h"
#include "core/operator/references.h"

namespace vmcp::op {
namespace {

using model::field;
using model::path_of;
using model::config::CompositeToolConfig;

using model::config::CompositeToolRef;
using model::config::Config;

/// The path of the name in a reference of spec.config.
diag::FieldPath reference_path(std::size_t index) {
  return path_of<&model::VirtualMcpServerSpec::config, &Config::composite_tool_refs, &CompositeToolRef::name>(index);
}

}  // namespace

void validate_composite_tools(const Context& context) {
  std::set<std::string_view> names;
  const auto& tools = context.spec().config.composite_tools;
  for (std::size_t i = 0; i < tools.size(); ++i) {
    const diag::FieldPath path = path_of<&model::VirtualMcpServerSpec::config, &Config::composite_tools>(i);
    if (!names.insert(tools[i].name).second) {
      context.error("duplicate-name", path / field<&CompositeToolConfig::name>(),
                    "another composite tool is called " + diag::quoted(tools[i].name));
    }
    validate_composite_tool({context.reporter, *context.server.object, {}}, path, tools[i]);
  }
}

void validate_composite_tool_refs(const Context& context) {
  const auto& references = context.spec().config.composite_tool_refs;
  for (std::size_t i = 0; i < references.size(); ++i) {
    resolve<CompositeToolConfig>(context, *context.server.object, reference_path(i), references[i].name);
  }
}

std::vector<CompositeToolConfig> convert_composite_tools(const Context& context) {
  std::vector<CompositeToolConfig> tools = context.spec().config.composite_tools;
  std::set<std::string> names;
  for (const CompositeToolConfig& tool : tools) names.insert(tool.name);
  const auto& references = context.spec().config.composite_tool_refs;
  for (std::size_t i = 0; i < references.size(); ++i) {
    const auto* definition = context.cluster.find<CompositeToolConfig>(context.name_space(), references[i].name);
    if (definition == nullptr) continue;
    const CompositeToolConfig& tool = definition->spec;
    if (!names.insert(tool.name).second) {
      context.error("duplicate-name", reference_path(i),
                    diag::Message("another composite tool is called " + diag::quoted(tool.name))
                        .because(context.reporter.related(*definition->object, path_of<&CompositeToolConfig::name>(),
                                                          diag::quoted(tool.name) + " is defined here")));
      continue;
    }
    context.notes->config.note(path_of<&Config::composite_tools>(tools.size()),
                               {definition->object, diag::FieldPath("spec"), context.server.object, reference_path(i)});
    tools.push_back(tool);
  }
  return tools;
}

}  // namespace vmcp::op
