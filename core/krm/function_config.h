#pragma once

#include <string_view>
#include <vector>

#include "core/diag/sink.h"
#include "core/render/options.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::krm {

/// What a functionConfig asks for.
struct FunctionConfig {
  render::Options render;
  bool validate = false;         ///< judge the items and give none back
  bool fail_on_warning = false;  ///< `failOn: warning`
};

/// Reads a functionConfig: a VMCPRender of vmcp-render/v1alpha1 (keys below `spec`), a ConfigMap (the same keys below
/// `data`, lists separated by commas), or a ToolHive object that is itself what is to be rendered (a generator's), for
/// which the defaults hold. Null pointer: the defaults. What is not understood is an error of stage usage.
FunctionConfig read_function_config(const yaml::Value* value, const source::Sources& sources, diag::Sink& sink);

/// The keys that a functionConfig may have.
std::vector<std::string_view> function_keys();

}  // namespace vmcp::krm
