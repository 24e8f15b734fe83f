#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/cluster/cluster.h"
#include "core/diag/code.h"
#include "core/operator/cross_references/check_names.h"
#include "core/operator/cross_references/reference_fields.h"
#include "core/task/parallel.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"
#include "core/yaml/value.h"

/// What the checks of names share; for their sources only. They read values, not the operator's types: an object that
/// the API server refuses may hold what those cannot.
namespace vmcp::op {

/// Whether a name says what it will be in the cluster: it is not empty, and has no `${VAR}` and no template.
bool is_stated(std::string_view name);

/// The objects of the input as names see them, with those that the API server has refused.
class Surroundings {
 public:
  Surroundings(const cluster::Cluster& cluster, const NameRules& rules, const admission::Reporter& reporter);
  /// The same of which another reporter hears. `other`'s objects must outlive this.
  Surroundings(const Surroundings& other, const admission::Reporter& reporter)
      : index_(other.index_), reporter_(reporter) {}

  const cluster::Cluster& cluster() const { return index_->cluster; }
  const NameRules& rules() const { return index_->rules; }
  const admission::Reporter& reporter() const { return reporter_; }

  /// The ToolHive objects, those of the run's gateways that it is about.
  const std::vector<const cluster::Object*>& objects() const { return index_->objects; }
  std::vector<const cluster::Object*> of_kind(std::string_view kind) const;

  /// A ToolHive object of that kind and name, refused or not; null pointer when the input has none.
  const cluster::Object* find(std::string_view kind, std::string_view name_space, std::string_view name) const;

  /// The members of a gateway's group; none where they are not known: none is in the input, or one of them has a name
  /// that a build is still to make.
  const std::vector<const cluster::Object*>& members_of(const cluster::Object& gateway) const;
  /// Their names; null pointer where they are not known.
  const text::NameIndex* member_names(const cluster::Object& gateway) const;

  /// Visits the references of an object, those of its pods if it is about them.
  void for_each_reference(const cluster::Object& object, const std::function<void(const Reference&)>& visit) const {
    op::for_each_reference(object, object.kind != "VirtualMCPServer" || rules().pods, visit);
  }

  /// What `look` finds in each of the objects, in their order. It runs on several threads where there are many.
  template <class Found>
  std::vector<Found> found_in_objects(
      const std::function<void(const cluster::Object&, std::vector<Found>&)>& look) const {
    constexpr std::size_t kLeast = 100;
    std::vector<std::vector<Found>> parts(task::part_count(objects().size(), kLeast));
    task::for_each_part(parts.size(), [&](std::size_t part) {
      const task::Range range = task::range_of(part, parts.size(), objects().size());
      for (std::size_t i = range.begin; i < range.end; ++i) look(*objects()[i], parts[part]);
    });
    std::vector<Found> all;
    for (std::vector<Found>& part : parts) std::ranges::move(part, std::back_inserter(all));
    return all;
  }

  /// Whether the field has been spoken of; nothing is said of it then.
  bool told(const cluster::Object& object, const diag::FieldPath& path) const {
    return rules().told && rules().told(object, path);
  }
  /// Warns, unless the field has been spoken of: who has more to do for the message than to write it asks before.
  void warn(const cluster::Object& object, diag::Code code, const diag::FieldPath& path, diag::Message message) const;

 private:
  /// By namespace and name of a group.
  template <class T>
  using ByGroup = std::map<std::pair<std::string_view, std::string_view>, T>;

  struct Index {
    const cluster::Cluster& cluster;
    const NameRules& rules;
    std::vector<const cluster::Object*> objects = {};
    /// By kind, namespace and name.
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, const cluster::Object*> refused = {};
    ByGroup<std::vector<const cluster::Object*>> members = {};
    ByGroup<text::NameIndex> member_names = {};
  };

  std::shared_ptr<Index> index_;
  const admission::Reporter& reporter_;
};

/// References to objects, and to keys of Secrets and ConfigMaps.
void check_references(const Surroundings& all);
/// Workloads that a gateway names: in its aggregation and outgoing auth.
void check_workload_names(const Surroundings& all);
/// Tools that the steps of composite tools and rate limits name.
void check_tool_names(const Surroundings& all);
/// Upstreams of auth servers.
void check_upstream_names(const Surroundings& all);
/// Parameters, steps and variables in the templates of composite tools.
void check_template_names(const Surroundings& all);
/// Parameters that composite tools ask for, and that they do not describe.
void check_required_parameters(const Surroundings& all);
/// Fields of what makes a Secret that is referred to, and keys in its templates.
void check_secret_makers(const Surroundings& all);
/// A redis whose password only some of its users have.
void check_redis_passwords(const Surroundings& all);
/// A resource and its audience that are the same but for a slash.
void check_trailing_slashes(const Surroundings& all);
/// Resources that are no quantities, and containers that are not the operator's, in pods of members and alike.
void check_member_pods(const Surroundings& all);
/// What objects of other projects name that the operator makes: Services, Deployments, and their labels.
void check_gateway_users(const Surroundings& all);
/// Texts that are a letter away from words which their fields mostly have: scopes, headers, hosts.
void check_well_known_words(const Surroundings& all);

}  // namespace vmcp::op
