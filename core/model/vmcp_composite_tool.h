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

  template <class T = ToolAnnotationsOverride>
  static constexpr auto rows() {
    return std::tuple{omitempty("title", &T::title), omitempty("readOnlyHint", &T::read_only_hint),
                      omitempty("destructiveHint", &T::destructive_hint),
                      omitempty("idempotentHint", &T::idempotent_hint),
                      omitempty("openWorldHint", &T::open_world_hint)};
  }
};

struct StepErrorHandling {
  std::string action;
  std::int64_t retry_count = 0;
  Duration retry_delay;

  template <class T = StepErrorHandling>
  static constexpr auto rows() {
    return std::tuple{omitempty("action", &T::action), omitempty("retryCount", &T::retry_count),
                      omitempty("retryDelay", &T::retry_delay)};
  }
};

struct ElicitationResponseConfig {
  std::string action;

  template <class T = ElicitationResponseConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("action", &T::action)};
  }
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

  template <class T = WorkflowStepConfig>
  static constexpr auto rows() {
    return std::tuple{always("id", &T::id),
                      omitempty("type", &T::type),
                      omitempty("tool", &T::tool),
                      omitempty("arguments", &T::arguments),
                      omitempty("condition", &T::condition),
                      omitempty("dependsOn", &T::depends_on),
                      omitempty("onError", &T::on_error),
                      omitempty("message", &T::message),
                      omitempty("schema", &T::schema),
                      omitempty("timeout", &T::timeout),
                      omitempty("onDecline", &T::on_decline),
                      omitempty("onCancel", &T::on_cancel),
                      omitempty("defaultResults", &T::default_results),
                      omitempty("collection", &T::collection),
                      omitempty("itemVar", &T::item_var),
                      omitempty("maxParallel", &T::max_parallel),
                      omitempty("maxIterations", &T::max_iterations),
                      omitempty("step", &T::step)};
  }
};

struct OutputProperty {
  std::string type;
  std::string description;
  std::string value;
  std::map<std::string, OutputProperty> properties;
  std::optional<FreeForm> default_;

  template <class T = OutputProperty>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type), always("description", &T::description), omitempty("value", &T::value),
                      omitempty("properties", &T::properties), omitempty("default", &T::default_)};
  }
};

struct OutputConfig {
  std::map<std::string, OutputProperty> properties;
  std::vector<std::string> required;

  template <class T = OutputConfig>
  static constexpr auto rows() {
    return std::tuple{always("properties", &T::properties), omitempty("required", &T::required)};
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

  template <class T = CompositeToolConfig>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name),
                      omitempty("description", &T::description),
                      omitempty("parameters", &T::parameters),
                      omitempty("timeout", &T::timeout),
                      always("steps", &T::steps),
                      omitempty("output", &T::output),
                      omitempty("annotations", &T::annotations)};
  }
};

}  // namespace vmcp::model::config
