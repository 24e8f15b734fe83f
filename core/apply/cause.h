#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/apply/item_places.h"
#include "core/cluster/cluster.h"
#include "core/diag/field_path.h"
#include "core/operator/context.h"
#include "core/operator/reconcile.h"
#include "core/yaml/member_search.h"
#include "core/yaml/value.h"

namespace vmcp::apply {

/// The Deployment that would be applied.
struct Subject {
  const yaml::Value& deployment;
  const cluster::Object* given = nullptr;  ///< the one of the input that it was merged over, or is
  bool stands_in_input = false;            ///< whether it is that one
};

/// The field of the input that made the field of an object.
struct Cause {
  const cluster::Object* object = nullptr;
  diag::FieldPath path;
};

/// Finds who is behind a field of the objects of one gateway.
class Causes {
 public:
  Causes(const op::Context& context, const op::Rendered& rendered, const Subject& subject)
      : context_(context), rendered_(rendered), subject_(subject) {}

  /// The cause of a field of the Deployment, as the API server names it: a field of spec.podTemplateSpec or of the
  /// Deployment in the input that says so, the reference because of which the operator wrote it, or the gateway.
  Cause of_deployment(std::string_view path) const;

  /// Whether the input, and not the operator, says what stands at that field of the Deployment.
  bool is_stated(std::string_view path) const;

  /// A step of a field path: a field, or what stands in brackets.
  struct Step {
    std::string_view name;
    bool bracketed = false;
  };
  /// What became of a path of the merged object in one of the values that were merged.
  struct Walk {
    diag::FieldPath path;       ///< of what that value has, and of the field that it lacks there
    std::size_t matched = 0;    ///< steps that it has
    bool ends_at_item = false;  ///< whether the first step that it lacks is an item of a list
  };

 private:
  std::optional<Cause> in_pod_template(std::string_view path) const;
  std::optional<Cause> in_given(std::string_view path) const;
  std::optional<Cause> in_wiring(std::string_view path) const;
  /// In spec.imagePullSecrets, of which the operator copies the names.
  std::optional<Cause> in_pull_secrets(std::string_view path) const;
  /// Where the input speaks of the pods at all, if it does: what the operator alone writes is not refused but for that.
  std::optional<Cause> beside_what_is_stated(std::string_view path) const;
  Walk walk_pod_template(const std::vector<Step>& steps) const;
  Walk walk_given(const std::vector<Step>& steps) const;
  bool says_more_than_the_way(const std::vector<Step>& steps, std::size_t matched) const;

  /// The rows of the wiring that name what they come from, by the variable or volume that they make.
  struct Wires {
    std::unordered_map<std::string_view, std::vector<const op::Wire*>> variables;
    std::unordered_map<std::string_view, std::vector<const op::Wire*>> volumes;
  };
  const Wires& wires() const;

  const op::Context& context_;
  const op::Rendered& rendered_;
  const Subject& subject_;
  mutable std::optional<Wires> wires_;  ///< made when first needed
  mutable yaml::MemberSearch search_;
  mutable ItemPlaces places_;
};

}  // namespace vmcp::apply
