#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/go/template.h"
#include "core/operator/composite_tools/workflow_templates.h"
#include "core/operator/cross_references/composite_tool_values.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/text/nearest.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using Names = std::vector<std::string_view>;

/// What a template can read; as expandStringInternal.
constexpr std::array<std::string_view, 5> kRoots = {"params", "steps", "vars", "workflow", "forEach"};
/// What it can read of a step; as buildStepsContext.
constexpr std::array<std::string_view, 4> kStepFields = {"status", "output", "content", "error"};
/// What it can read of the workflow; as buildWorkflowContext.
constexpr std::array<std::string_view, 5> kWorkflowFields = {"id", "duration_ms", "step_count", "status", "start_time"};
constexpr std::string_view kDefaultItem = "item";
constexpr std::string_view kIndex = "index";

/// The parts of a chain such as `.steps.fetch.output.items`.
Names parts_of(std::string_view chain) {
  Names parts;
  while (chain.starts_with('.')) {
    chain.remove_prefix(1);
    parts.push_back(chain.substr(0, chain.find('.')));
    chain.remove_prefix(parts.back().size());
  }
  return parts;
}

/// `$.x` outside of a template call is `.x` with the dot that the text began with.
std::string with_plain_roots(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$' || i + 1 == text.size() || text[i + 1] != '.') result += text[i];
  }
  return result;
}

class Templates {
 public:
  Templates(const Surroundings& all, const cluster::Object& object, const CompositeToolValue& tool)
      : all_(all), object_(object) {
    Names names;
    const yaml::Value* parameters = tool.value->find("parameters");
    const yaml::Value* properties = parameters == nullptr ? nullptr : parameters->find("properties");
    if (properties != nullptr && describes_all_parameters(*parameters)) {
      states_parameters_ = true;
      for (const yaml::Member& property : properties->members()) names.push_back(property.key);
    }
    parameters_.emplace(std::exchange(names, {}));
    for (const yaml::Value& step : yaml::items_at(*tool.value, {"steps"})) names.push_back(step.string_at("id"));
    steps_.emplace(std::move(names));
  }

  /// `variables` are those of the forEach step that the text belongs to; null pointer without one.
  void check(const FieldPath& path, const std::string& text, const Names* variables) {
    if (text.find("{{") == std::string::npos) return;
    const go::Template parsed = go::parse_template(with_plain_roots(text), composite_tool_functions());
    for (const std::string& chain : parsed.references) {
      const Names parts = parts_of(chain);
      if (parts.empty()) continue;
      if (std::ranges::find(kRoots, parts.front()) == kRoots.end()) {
        if (std::ranges::binary_search(parsed.root_references, chain)) {
          report(path, "unknown-template-name", chain, "there is no ." + std::string(parts.front()), kRoots);
        }
      } else if (parts.size() > 1) {
        check_chain(path, chain, parts, variables);
      }
    }
  }

 private:
  void check_chain(const FieldPath& path, const std::string& chain, const Names& parts, const Names* variables) {
    const auto lacks = [&](const auto& known) { return std::ranges::find(known, parts[1]) == known.end(); };
    if (parts[0] == "params") {
      if (states_parameters_ && !parameters_->contains(parts[1])) {
        report(path, "unknown-template-name", chain, "this tool has no parameter " + quoted(parts[1]), *parameters_);
      }
    } else if (parts[0] == "steps") {
      if (!steps_->contains(parts[1])) {
        report(path, "unknown-step", chain, "this tool has no step " + quoted(parts[1]), *steps_);
      } else if (parts.size() > 2 && std::ranges::find(kStepFields, parts[2]) == kStepFields.end()) {
        report(path, "unknown-template-name", chain, "a step has no field " + quoted(parts[2]), kStepFields, 2);
      }
    } else if (parts[0] == "workflow") {
      if (lacks(kWorkflowFields)) {
        report(path, "unknown-template-name", chain, "a workflow has no field " + quoted(parts[1]), kWorkflowFields);
      }
    } else if (parts[0] == "forEach") {
      if (variables == nullptr) {
        report(path, "unknown-template-name", chain, "only the inner step of a forEach step has .forEach", Names{});
      } else if (lacks(*variables)) {
        report(path, "unknown-template-name", chain, "this forEach step has no variable " + quoted(parts[1]),
               *variables);
      }
    }
  }

  /// The near name stands in for the part of the chain that is wrong.
  template <class Known>
  void report(const FieldPath& path, diag::Code code, const std::string& chain, const std::string& reason,
              const Known& known, std::size_t wrong = 1) {
    if (all_.told(object_, path)) return;
    const Names parts = parts_of(chain);
    if (std::ranges::find(kRoots, parts.front()) == kRoots.end()) wrong = 0;
    const std::string_view near = nearest(parts[wrong], known);
    std::string meant;
    for (std::size_t i = 0; i < parts.size() && !near.empty(); ++i) {
      meant.append(".").append(i == wrong ? near : parts[i]);
    }
    all_.warn(object_, code, path,
              diag::Message("the template reads " + quoted(chain) + ", which is empty: " + reason).suggest(meant));
  }

  static std::string_view nearest(std::string_view name, std::span<const std::string_view> known) {
    return text::nearest(name, known);
  }
  static std::string_view nearest(std::string_view name, const text::NameIndex& known) { return known.nearest(name); }

  const Surroundings& all_;
  const cluster::Object& object_;
  bool states_parameters_ = false;
  /// What many templates ask for.
  std::optional<text::NameIndex> parameters_;
  std::optional<text::NameIndex> steps_;
};

/// Calls `visit` for each text in a value, however deep.
template <class Visit>
void for_each_text(const yaml::Value& value, const FieldPath& path, const Visit& visit) {
  if (value.is_string()) {
    visit(path, value.as_string());
  } else if (value.is_sequence()) {
    // Their paths are longer than most scalars.
    const auto may_hold_text = [](const yaml::Value& item) {
      return item.is_string() || item.is_sequence() || item.is_mapping();
    };
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      if (may_hold_text(value.items()[i])) for_each_text(value.items()[i], path[i], visit);
    }
  } else if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) for_each_text(member.value, path.key(member.key), visit);
  }
}

void check_step(Templates& templates, const yaml::Value& step, const FieldPath& path, const Names* variables) {
  const auto visit = [&](const FieldPath& at, const std::string& text) { templates.check(at, text, variables); };
  for (const std::string_view field : {"condition", "message", "collection", "arguments"}) {
    if (const yaml::Value* value = step.find(field)) for_each_text(*value, path / field, visit);
  }
  const yaml::Value* inner = step.find("step");
  if (inner == nullptr) return;
  const std::string_view item = step.string_at("itemVar");
  const Names inner_variables = {item.empty() ? kDefaultItem : item, kIndex};
  check_step(templates, *inner, path / "step", &inner_variables);
}

void check_output(Templates& templates, const yaml::Value& output, const FieldPath& path) {
  for (const yaml::Member& property : yaml::members_at(output, {"properties"})) {
    const FieldPath at = (path / "properties").key(property.key);
    const yaml::Value* value = property.value.find("value");
    if (value != nullptr && value->is_string()) templates.check(at / "value", value->as_string(), nullptr);
    check_output(templates, property.value, at);
  }
}

}  // namespace

void check_template_names(const Surroundings& all) {
  for (const cluster::Object* object : all.objects()) {
    for (const CompositeToolValue& tool : composite_tools_of(*object)) {
      Templates templates(all, *object, tool);
      const yaml::Sequence& steps = yaml::items_at(*tool.value, {"steps"});
      for (std::size_t i = 0; i < steps.size(); ++i) {
        check_step(templates, steps[i], (tool.path / "steps")[i], nullptr);
      }
      if (const yaml::Value* output = tool.value->find("output"))
        check_output(templates, *output, tool.path / "output");
    }
  }
}

}  // namespace vmcp::op
