#include "core/operator/composite_tools/step_dependencies.h"

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/text/nearest.h"

namespace vmcp::op {
namespace {

using model::field;
using model::config::WorkflowStepConfig;

/// Step indices by id; of steps that share an id, the last.
using StepIndex = std::map<std::string_view, std::size_t>;

StepIndex index_steps(const std::vector<WorkflowStepConfig>& steps) {
  StepIndex index;
  for (std::size_t i = 0; i < steps.size(); ++i) index[steps[i].id] = i;
  return index;
}

/// A dependency that is being followed: the step, and which of its dependencies comes next.
struct Visit {
  std::size_t step;
  std::size_t next = 0;
};

/// The steps of a cycle, each depending on the one after it and the last on the first; empty when there is none.
/// Depth first with a stack of its own: a chain of steps may be as long as the input.
std::vector<std::size_t> find_cycle(const std::vector<WorkflowStepConfig>& steps) {
  enum class State : std::uint8_t { kUnseen, kActive, kDone };
  const StepIndex index = index_steps(steps);
  std::vector<State> states(steps.size(), State::kUnseen);
  std::vector<Visit> active;
  for (std::size_t start = 0; start < steps.size(); ++start) {
    if (states[start] != State::kUnseen) continue;
    states[start] = State::kActive;
    active.push_back({start});
    while (!active.empty()) {
      Visit& visit = active.back();
      if (visit.next == steps[visit.step].depends_on.size()) {
        states[visit.step] = State::kDone;
        active.pop_back();
        continue;
      }
      const auto found = index.find(steps[visit.step].depends_on[visit.next++]);
      if (found == index.end()) continue;
      const std::size_t target = found->second;
      if (states[target] == State::kActive) {
        std::vector<std::size_t> cycle;
        for (const Visit& on_path : active) {
          if (on_path.step == target || !cycle.empty()) cycle.push_back(on_path.step);
        }
        return cycle;
      }
      if (states[target] == State::kUnseen) {
        states[target] = State::kActive;
        active.push_back({target});
      }
    }
  }
  return {};
}

std::string describe(const std::vector<std::size_t>& cycle, const std::vector<WorkflowStepConfig>& steps) {
  constexpr std::size_t kShown = 8;
  std::string text = diag::quoted(steps[cycle.front()].id);
  for (std::size_t i = 1; i < cycle.size(); ++i) {
    if (i == kShown) {
      text += " -> ...";
      break;
    }
    text += " -> " + diag::quoted(steps[cycle[i]].id);
  }
  return text + " -> " + diag::quoted(steps[cycle.front()].id);
}

}  // namespace

void validate_step_ids(const CompositeToolSite& site, const diag::FieldPath& path,
                       const std::vector<WorkflowStepConfig>& steps) {
  StepIndex first;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string& id = steps[i].id;
    if (id.empty()) {
      site.error("missing-field", path[i] / field<&WorkflowStepConfig::id>(), "a step needs an id");
    } else if (const auto [at, added] = first.try_emplace(id, i); !added) {
      site.error("duplicate-name", path[i] / field<&WorkflowStepConfig::id>(),
                 diag::Message("another step has the id " + diag::quoted(id))
                     .because(site.reporter.related(site.object, path[at->second] / field<&WorkflowStepConfig::id>(),
                                                    "first given here")));
    }
  }
}

void validate_step_dependencies(const CompositeToolSite& site, const diag::FieldPath& path,
                                const std::vector<WorkflowStepConfig>& steps) {
  const StepIndex index = index_steps(steps);
  std::vector<std::string_view> names;
  for (const auto& [id, step] : index) names.push_back(id);
  const text::NameIndex ids(std::move(names));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (std::size_t k = 0; k < steps[i].depends_on.size(); ++k) {
      const std::string& dependency = steps[i].depends_on[k];
      if (!index.contains(dependency)) {
        site.error("unknown-step", (path[i] / field<&WorkflowStepConfig::depends_on>())[k],
                   diag::Message("no step has the id " + diag::quoted(dependency)).suggest(ids.nearest(dependency)));
      }
    }
  }
  if (const std::vector<std::size_t> cycle = find_cycle(steps); !cycle.empty()) {
    site.error("dependency-cycle", path[cycle.front()] / field<&WorkflowStepConfig::depends_on>(),
               "steps wait for each other: " + describe(cycle, steps));
  }
}

}  // namespace vmcp::op
