#include "core/operator/patch_deployment.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/kube/pod.h"
#include "core/kube/pod_shape.h"
#include "core/kube/shape.h"
#include "core/kube/strategic_merge.h"
#include "core/operator/names.h"
#include "core/operator/vmcp_container.h"
#include "core/operator/written_names.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using yaml::Value;

constexpr std::string_view kGroup = "apps";
constexpr std::string_view kKind = "Deployment";

constexpr std::array<std::string_view, 7> kServerMetadata = {
    "creationTimestamp", "generation", "managedFields", "ownerReferences", "resourceVersion", "selfLink", "uid"};
constexpr std::array<std::string_view, 3> kContainerLists = {"containers", "initContainers", "ephemeralContainers"};

/// Fields of which an item has one: where the operator sets one, another that is there would make the item invalid.
constexpr std::array<std::string_view, 2> kEnvSources = {"value", "valueFrom"};
constexpr std::array<std::string_view, 5> kEnvReferences = {"configMapKeyRef", "fieldRef", "fileKeyRef",
                                                            "resourceFieldRef", "secretKeyRef"};
constexpr std::array<std::string_view, 2> kSubPaths = {"subPath", "subPathExpr"};
constexpr std::array<std::string_view, 4> kProbeHandlers = {"exec", "grpc", "httpGet", "tcpSocket"};
constexpr std::array<std::string_view, 3> kProbes = {"livenessProbe", "readinessProbe", "startupProbe"};

class DeploymentErrors final : public model::DecodeErrors {
 public:
  DeploymentErrors(const Context& context, const cluster::Object& given) : context_(context), given_(given) {}

  void mismatch(std::string_view path, std::string_view seen, std::string_view expected) override {
    context_.reporter.error(
        given_, "invalid-deployment", FieldPath(std::string(path)),
        "Kubernetes cannot read this value: found " + std::string(seen) + ", expected " + std::string(expected));
  }

 private:
  const Context& context_;
  const cluster::Object& given_;
};

/// The value at the end of a way through mappings; null pointer when the way ends early. V is Value or const Value.
template <class V>
V* at(V& root, std::initializer_list<std::string_view> way) {
  V* value = &root;
  for (const std::string_view key : way) {
    if (value != nullptr) value = value->find(key);
  }
  return value;
}

template <class V>
V* list(V* owner, std::string_view key) {
  V* value = owner == nullptr ? nullptr : owner->find(key);
  return value != nullptr && value->is_sequence() ? value : nullptr;
}

template <class V>
V* find_item(V* items, std::string_view key, std::string_view identity) {
  if (items == nullptr) return nullptr;
  const auto found = std::ranges::find_if(
      items->items(), [&](const Value& item) { return item.find(key) != nullptr && item.string_at(key) == identity; });
  return found == items->items().end() ? nullptr : &*found;
}

void erase_all(Value* mapping, std::span<const std::string_view> keys) {
  if (mapping == nullptr) return;
  for (const std::string_view key : keys) mapping->erase(key);
}

/// Takes out what an API server adds to an object and an applied one does not have.
void erase_server_fields(Value& deployment) {
  deployment.erase("status");
  erase_all(deployment.find("metadata"), kServerMetadata);
  if (Value* metadata = at(deployment, {"spec", "template", "metadata"})) metadata->erase("creationTimestamp");
}

/// Makes room in `item` for the one of `alternatives` that `rendered` has.
void keep_alternative(Value& item, const Value& rendered, std::span<const std::string_view> alternatives) {
  for (const std::string_view key : alternatives) {
    if (rendered.find(key) == nullptr) item.erase(key);
  }
}

void make_room_for_variable(Value& item, const Value& rendered) {
  keep_alternative(item, rendered, kEnvSources);
  Value* reference = item.find("valueFrom");
  const Value* rendered_reference = rendered.find("valueFrom");
  if (reference == nullptr || rendered_reference == nullptr) return;
  keep_alternative(*reference, *rendered_reference, kEnvReferences);
}

void make_room_for_mount(Value& item, const Value& rendered) { keep_alternative(item, rendered, kSubPaths); }

/// A volume has one source, and its kind is the key.
void make_room_for_volume(Value& item, const Value& rendered) {
  std::erase_if(item.members(), [&](const yaml::Member& member) { return rendered.find(member.key) == nullptr; });
}

/// Prepares a list for the merge: an item that is rendered makes room for that and stands once, one that is `stale`
/// goes.
template <class MakeRoom, class Stale>
void prepare(Value* items, const Value* rendered, std::string_view key, MakeRoom make_room, Stale stale) {
  if (items == nullptr) return;
  std::map<std::string_view, const Value*> matches;
  if (rendered != nullptr) {
    for (const Value& item : rendered->items()) {
      if (item.find(key) != nullptr) matches.try_emplace(item.string_at(key), &item);
    }
  }
  std::set<std::string, std::less<>> seen;
  std::erase_if(items->items(), [&](Value& item) {
    if (!item.is_mapping()) return false;
    const std::string identity(item.string_at(key));
    const auto match = matches.find(identity);
    if (match == matches.end()) return stale(item);
    if (!seen.insert(identity).second) return true;
    make_room(item, *match->second);
    return false;
  });
}

void prepare_container(Value& container, const Value& rendered) {
  prepare(list(&container, "env"), list(&rendered, "env"), "name", make_room_for_variable,
          [](const Value& item) { return is_operator_variable(item.string_at("name")); });
  prepare(list(&container, "volumeMounts"), list(&rendered, "volumeMounts"), "mountPath", make_room_for_mount,
          [](const Value& item) { return is_operator_mount(item.string_at("name"), item.string_at("mountPath")); });
  for (const std::string_view name : kProbes) {
    Value* probe = container.find(name);
    const Value* rendered_probe = rendered.find(name);
    if (probe == nullptr || rendered_probe == nullptr) continue;
    keep_alternative(*probe, *rendered_probe, kProbeHandlers);
  }
}

std::set<std::string, std::less<>> mounted_volumes(const Value& pod) {
  std::set<std::string, std::less<>> names;
  for (const std::string_view containers : kContainerLists) {
    const Value* all = list(&pod, containers);
    if (all == nullptr) continue;
    for (const Value& container : all->items()) {
      const Value* mounts = list(&container, "volumeMounts");
      if (mounts == nullptr) continue;
      for (const Value& mount : mounts->items()) names.emplace(mount.string_at("name"));
    }
  }
  return names;
}

void prepare_pod(Value& pod, const Value& rendered) {
  Value* container = find_item(list(&pod, "containers"), "name", kGatewayContainer);
  const Value* rendered_container = find_item(list(&rendered, "containers"), "name", kGatewayContainer);
  if (container != nullptr && rendered_container != nullptr) prepare_container(*container, *rendered_container);
  // A sidecar may read the operator's volumes, too.
  const auto mounted = mounted_volumes(pod);
  prepare(list(&pod, "volumes"), list(&rendered, "volumes"), "name", make_room_for_volume, [&](const Value& item) {
    const std::string_view name = item.string_at("name");
    return is_operator_volume(name) && !mounted.contains(name);
  });
}

}  // namespace

const cluster::Object* given_deployment(const Context& context) {
  return context.cluster.find(kGroup, kKind, context.name_space(), context.name());
}

std::optional<Value> read_deployment(const Context& context, const cluster::Object& given) {
  const kube::Shape& shape = kube::shape(kKind);
  const admission::Reporter::Mark mark = context.reporter.mark();
  DeploymentErrors errors(context, given);
  kube::round_trip(given.value, shape, FieldPath(), errors);
  if (context.reporter.has_errors_since(mark)) return std::nullopt;
  return kube::without_nulls(given.value, shape);
}

std::optional<Value> patch_deployment(const Context& context, const cluster::Object& given, Value present,
                                      const Value& rendered) {
  erase_server_fields(present);
  // What a merge would refuse, or make otherwise, the operator may write: a variable twice, an item without its key.
  if (present == rendered) return rendered;
  Value* pod = at(present, {"spec", "template", "spec"});
  const Value* rendered_pod = at(rendered, {"spec", "template", "spec"});
  if (pod != nullptr && rendered_pod != nullptr) prepare_pod(*pod, *rendered_pod);

  kube::MergeFault fault;
  std::optional<Value> merged = kube::strategic_merge(std::move(present), rendered, kube::shape(kKind), fault);
  if (!merged) {
    context.reporter.error(given, "invalid-deployment", fault.path,
                           "the gateway cannot be merged into this Deployment: " + fault.message);
  }
  return merged;
}

std::optional<Value> auth_server_patch(const Context& context, const Wiring& wiring) {
  if (!context.spec().auth_server_config) return std::nullopt;
  const std::vector<Wire>& rows = wiring.rows(Concern::kAuthServer);
  const kube::Volumes volumes = wired_volumes(rows);
  Value pod = pod_wiring(kube::to_value(wired_variables(rows)), kube::to_value(volumes.mounts),
                         kube::to_value(volumes.volumes));
  Value patch = object_of("apps/v1", kKind, context.name(), context.name_space());
  patch.set("spec", Value::mapping().set("template", Value::mapping().set("spec", std::move(pod))));
  return patch;
}

}  // namespace vmcp::op
