#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model::config {

struct ToolAnnotationsOverride {
  std::optional<std::string> title;
  std::optional<bool> read_only_hint;
  std::optional<bool> destructive_hint;
  std::optional<bool> idempotent_hint;
  std::optional<bool> open_world_hint;

  static constexpr auto rows() {
    return std::tuple{omitempty("title", &ToolAnnotationsOverride::title),
                      omitempty("readOnlyHint", &ToolAnnotationsOverride::read_only_hint),
                      omitempty("destructiveHint", &ToolAnnotationsOverride::destructive_hint),
                      omitempty("idempotentHint", &ToolAnnotationsOverride::idempotent_hint),
                      omitempty("openWorldHint", &ToolAnnotationsOverride::open_world_hint)};
  }
};

struct StepErrorHandling {
  std::string action;
  std::int64_t retry_count = 0;
  Duration retry_delay;

  static constexpr auto rows() {
    return std::tuple{omitempty("action", &StepErrorHandling::action),
                      omitempty("retryCount", &StepErrorHandling::retry_count),
                      omitempty("retryDelay", &StepErrorHandling::retry_delay)};
  }
};

struct ElicitationResponseConfig {
  std::string action;

  static constexpr auto rows() { return std::tuple{omitempty("action", &ElicitationResponseConfig::action)}; }
};

struct WorkflowStepConfig {
  std::string id;
  std::string type;
  std::string tool;
  FreeFormMap arguments;
  std::string condition;
  std::vector<std::string> depends_on;
  std::optional<StepErrorHandling> on_error;
  std::string message;
  FreeFormMap schema;
  Duration timeout;
  std::optional<ElicitationResponseConfig> on_decline;
  std::optional<ElicitationResponseConfig> on_cancel;
  FreeFormMap default_results;
  std::string collection;
  std::string item_var;
  std::int64_t max_parallel = 0;
  std::int64_t max_iterations = 0;
  Box<WorkflowStepConfig> step;

  static constexpr auto rows() {
    return std::tuple{always("id", &WorkflowStepConfig::id),
                      omitempty("type", &WorkflowStepConfig::type),
                      omitempty("tool", &WorkflowStepConfig::tool),
                      omitempty("arguments", &WorkflowStepConfig::arguments),
                      omitempty("condition", &WorkflowStepConfig::condition),
                      omitempty("dependsOn", &WorkflowStepConfig::depends_on),
                      omitempty("onError", &WorkflowStepConfig::on_error),
                      omitempty("message", &WorkflowStepConfig::message),
                      omitempty("schema", &WorkflowStepConfig::schema),
                      omitempty("timeout", &WorkflowStepConfig::timeout),
                      omitempty("onDecline", &WorkflowStepConfig::on_decline),
                      omitempty("onCancel", &WorkflowStepConfig::on_cancel),
                      omitempty("defaultResults", &WorkflowStepConfig::default_results),
                      omitempty("collection", &WorkflowStepConfig::collection),
                      omitempty("itemVar", &WorkflowStepConfig::item_var),
                      omitempty("maxParallel", &WorkflowStepConfig::max_parallel),
                      omitempty("maxIterations", &WorkflowStepConfig::max_iterations),
                      omitempty("step", &WorkflowStepConfig::step)};
  }
};

struct OutputProperty {
  std::string type;
  std::string description;
  std::string value;
  std::map<std::string, OutputProperty> properties;
  std::optional<FreeForm> default_;

  static constexpr auto rows() {
    return std::tuple{always("type", &OutputProperty::type), always("description", &OutputProperty::description),
                      omitempty("value", &OutputProperty::value), omitempty("properties", &OutputProperty::properties),
                      omitempty("default", &OutputProperty::default_)};
  }
};

struct OutputConfig {
  std::map<std::string, OutputProperty> properties;
  std::vector<std::string> required;

  static constexpr auto rows() {
    return std::tuple{always("properties", &OutputConfig::properties), omitempty("required", &OutputConfig::required)};
  }
};

struct CompositeToolConfig {
  std::string name;
  std::string description;
  FreeFormMap parameters;
  Duration timeout;
  std::vector<WorkflowStepConfig> steps;
  std::optional<OutputConfig> output;
  std::optional<ToolAnnotationsOverride> annotations;

  static constexpr auto rows() {
    return std::tuple{always("name", &CompositeToolConfig::name),
                      omitempty("description", &CompositeToolConfig::description),
                      omitempty("parameters", &CompositeToolConfig::parameters),
                      omitempty("timeout", &CompositeToolConfig::timeout),
                      always("steps", &CompositeToolConfig::steps),
                      omitempty("output", &CompositeToolConfig::output),
                      omitempty("annotations", &CompositeToolConfig::annotations)};
  }
};

}  // namespace vmcp::model::config
