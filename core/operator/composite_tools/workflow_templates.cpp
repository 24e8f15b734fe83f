#include "core/operator/composite_tools/workflow_templates.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/go/template.h"
#include "core/json_schema/check.h"
#include "core/model/path_of.h"

namespace vmcp::op {
namespace {

using model::field;
using model::config::CompositeToolConfig;
using model::config::OutputProperty;
using model::config::WorkflowStepConfig;

constexpr std::array<std::string_view, 3> kFunctions = {"json", "quote", "fromJson"};

/// A field of a step's output.
struct StepField {
  std::string step;
  std::string field;

  auto operator<=>(const StepField&) const = default;
};

/// Calls `visit(path, text)` for each template of a step.
template <class Visit>
void for_each_argument(const diag::FieldPath& path, const yaml::Value& arguments, const Visit& visit) {
  for (const yaml::Member& argument : arguments.members()) {
    if (argument.value.is_string()) visit(path.key(argument.key), argument.value.as_string());
  }
}

template <class Visit>
void for_each_template(const diag::FieldPath& path, const WorkflowStepConfig& step, const Visit& visit) {
  if (!step.condition.empty()) visit(path / field<&WorkflowStepConfig::condition>(), step.condition);
  for_each_argument(path / field<&WorkflowStepConfig::arguments>(), step.arguments.value, visit);
  if (!step.message.empty()) visit(path / field<&WorkflowStepConfig::message>(), step.message);
}

/// Calls `visit(path, text)` for each template of an output, nested properties included.
template <class Visit>
void for_each_template(const diag::FieldPath& path, const std::map<std::string, OutputProperty>& properties,
                       const Visit& visit) {
  for (const auto& [name, property] : properties) {
    if (!property.value.empty()) visit(path.key(name) / field<&OutputProperty::value>(), property.value);
    for_each_template(path.key(name) / field<&OutputProperty::properties>(), property.properties, visit);
  }
}

/// The step output that a chain such as `.steps.fetch.output.items.first` reads: as extractStepFieldRefsFromTemplate.
std::optional<StepField> step_field(std::string_view chain) {
  constexpr std::string_view kSteps = ".steps.";
  constexpr std::string_view kOutput = "output.";
  if (!chain.starts_with(kSteps)) return {};
  chain.remove_prefix(kSteps.size());
  const std::size_t dot = chain.find('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view step = chain.substr(0, dot);
  chain.remove_prefix(dot + 1);
  if (!chain.starts_with(kOutput)) return {};
  chain.remove_prefix(kOutput.size());
  return StepField{std::string(step), std::string(chain.substr(0, chain.find('.')))};
}

bool may_be_skipped(const WorkflowStepConfig& step) {
  return !step.condition.empty() || (step.on_error && step.on_error->action == "continue");
}

/// Holds what one consumer (a step, or the output) reads against the default results of steps that may be skipped.
class DefaultResults {
 public:
  DefaultResults(const CompositeToolSite& site, diag::FieldPath steps_path,
                 const std::vector<WorkflowStepConfig>& steps)
      : site_(site), path_(std::move(steps_path)) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (!may_be_skipped(steps[i])) continue;
      Skippable& skippable = skippable_[steps[i].id];
      skippable = {i, {}};
      for (const yaml::Member& result : steps[i].default_results.value.members()) skippable.defaults.insert(result.key);
    }
  }

  bool needed() const { return !skippable_.empty(); }

  void check(const diag::FieldPath& from, const go::Template& parsed) {
    if (parsed.calls_template_without_argument) {
      site_.error("invalid-template", from,
                  "whoever looks for what a template reads breaks off at a {{template}} without an argument; end it "
                  "with a dot: {{template \"name\" .}}");
    }
    for (const std::string& chain : parsed.references) {
      const auto read = step_field(chain);
      if (!read) continue;
      const auto found = skippable_.find(read->step);
      if (found == skippable_.end()) continue;
      const Skippable& step = found->second;
      if (step.defaults.contains(read->field) || !reported_.insert(*read).second) continue;
      site_.error(
          "missing-default-result",
          (path_[step.index] / field<&WorkflowStepConfig::default_results>()).key(read->field),
          diag::Message("the step may be skipped, so its output field \"" + read->field + "\" needs a default result")
              .because(site_.reporter.related(site_.object, from, "the field is read here")));
    }
  }

 private:
  struct Skippable {
    std::size_t index = 0;
    std::set<std::string_view> defaults;  ///< names of the fields that have one
  };

  const CompositeToolSite& site_;
  diag::FieldPath path_;
  std::map<std::string_view, Skippable> skippable_;
  std::set<StepField> reported_;
};

void report(const CompositeToolSite& site, const diag::FieldPath& path, const go::Template& parsed) {
  if (parsed.error) site.error("invalid-template", path, "this is no Go template: " + parsed.error->message);
}

}  // namespace

std::span<const std::string_view> composite_tool_functions() { return kFunctions; }

void validate_template(const CompositeToolSite& site, const diag::FieldPath& path, std::string_view text) {
  report(site, path, go::parse_template(text, kFunctions));
}

void validate_argument_templates(const CompositeToolSite& site, const diag::FieldPath& path,
                                 const yaml::Value& arguments) {
  for_each_argument(path, arguments,
                    [&](const diag::FieldPath& at, const std::string& text) { validate_template(site, at, text); });
}

void validate_step_templates(const CompositeToolSite& site, const diag::FieldPath& path,
                             const WorkflowStepConfig& step) {
  for_each_template(path, step,
                    [&](const diag::FieldPath& at, const std::string& text) { validate_template(site, at, text); });
}

void validate_default_results(const CompositeToolSite& site, const diag::FieldPath& path,
                              const CompositeToolConfig& tool) {
  const diag::FieldPath steps = path / field<&CompositeToolConfig::steps>();
  DefaultResults defaults(site, steps, tool.steps);
  if (!defaults.needed()) return;
  for (std::size_t i = 0; i < tool.steps.size(); ++i) {
    for_each_template(steps[i], tool.steps[i], [&](const diag::FieldPath& at, const std::string& text) {
      defaults.check(at, go::parse_template(text, kFunctions));
    });
  }
  if (!tool.output) return;
  for_each_template(path / field<&CompositeToolConfig::output, &model::config::OutputConfig::properties>(),
                    tool.output->properties, [&](const diag::FieldPath& at, const std::string& text) {
                      const go::Template parsed = go::parse_template(text, kFunctions);
                      report(site, at, parsed);
                      defaults.check(at, parsed);
                    });
}

void validate_json_schema(const CompositeToolSite& site, const diag::FieldPath& path, const yaml::Value& schema) {
  if (schema.members().empty()) return;
  for (json_schema::Fault& fault : json_schema::check(schema, path)) {
    site.error("invalid-json-schema", fault.path, "this is no JSON schema: " + fault.message);
  }
}

}  // namespace vmcp::op
