#include "core/start/needs.h"

#include <map>
#include <set>
#include <utility>

#include "core/kube/pod.h"
#include "core/operator/vmcp_container.h"
#include "core/start/container.h"
#include "core/start/pod.h"

namespace vmcp::start {
namespace {

using yaml::Value;

/// Whether a variable's Secret or ConfigMap is optional.
bool may_be_absent(const Value& variable) {
  const Value* from = variable.find("valueFrom");
  for (const std::string_view kind : {"secretKeyRef", "configMapKeyRef"}) {
    const Value* reference = from->find(kind);
    const Value* optional = reference == nullptr ? nullptr : reference->find("optional");
    if (optional != nullptr && optional->is_bool() && optional->as_bool()) return true;
  }
  return false;
}

class Collector {
 public:
  explicit Collector(const op::Rendered& rendered)
      : rendered_(rendered),
        container_(gateway_container(rendered.deployment)),
        items_(by_name(items_of(container_, "env"))) {
    const NamedItems volumes = by_name(items_of(op::pod_spec(rendered.deployment), "volumes"));
    for (const Value& mount : items_of(container_, "volumeMounts")) {
      for (std::string& file : files_of(mount, volumes)) own_files_.emplace_back(std::move(file), &mount);
    }
    for (const auto& [file, mount] : own_files_) mounts_.try_emplace(file, mount);
  }

  Needs collect() {
    for (const op::Wire* row : rendered_.notes.wiring.read(op::Wire::Kind::kVariable)) add_variable(row->name, row);
    for (const op::Wire* row : rendered_.notes.wiring.read(op::Wire::Kind::kFile)) add_file(row->name, row);
    // A user's own Deployment is held against all that the operator's container has.
    for (const Value& item : items_of(container_, "env")) {
      const std::string_view name = item.string_at("name");
      if ((item.find("valueFrom") != nullptr && !may_be_absent(item)) || name.starts_with("TOOLHIVE_HEADER_FORWARD_")) {
        add_variable(name, nullptr);
      }
    }
    for (const auto& [file, mount] : own_files_) add_file(file, nullptr);
    return std::move(needs_);
  }

 private:
  void add_variable(std::string_view name, const op::Wire* row) {
    if (name.empty() || !variables_.emplace(name).second) return;
    NeededVariable& needed = needs_.variables.emplace_back(NeededVariable{{std::string(name), row}, {}});
    // What backends and the session storage need is known where a pod template takes it away, too.
    const bool is_known =
        row != nullptr && (row->use == op::Use::kBackendAuth || row->use == op::Use::kSessionPassword);
    if (is_known) {
      needed.source = kube::to_value(row->env_var());
    } else if (const auto item = items_.find(name); item != items_.end()) {
      needed.source = *item->second;
    }
  }

  void add_file(const std::string& file, const op::Wire* row) {
    if (!files_.insert(file).second) return;
    const auto mount = mounts_.find(file);
    needs_.files.push_back({{file, row}, mount == mounts_.end() ? nullptr : mount->second});
  }

  const op::Rendered& rendered_;
  const Value* container_;
  NamedItems items_;
  std::vector<std::pair<std::string, const Value*>> own_files_;
  std::map<std::string_view, const Value*> mounts_;
  Needs needs_;
  std::set<std::string, std::less<>> variables_;
  std::set<std::string, std::less<>> files_;
};

}  // namespace

std::string_view Need::reader() const {
  return row == nullptr ? std::string_view{"vmcp, as the operator runs it,"} : std::string_view{row->reader.name};
}

op::Urgency Need::urgency() const { return row == nullptr ? op::Urgency::kLater : row->reader.urgency; }

const diag::FieldPath& Need::cause() const {
  static const diag::FieldPath kWholeGateway("metadata.name");
  return row == nullptr ? kWholeGateway : row->reader.cause;
}

bool is_missing(const NeededVariable& needed, const Pod& pod) {
  const Pod::Presence presence = pod.variable(needed.name).presence;
  return needed.urgency() == op::Urgency::kValueAtStart ? presence != Pod::Presence::kSet
                                                        : presence == Pod::Presence::kAbsent;
}

Value missing_wiring(const Needs& needs, const op::Rendered& rendered, const Pod& pod) {
  Value env = Value::sequence();
  Value mounts = Value::sequence();
  Value volumes = Value::sequence();
  for (const NeededVariable& needed : needs.variables) {
    if (needed.source && is_missing(needed, pod)) env.push(*needed.source);
  }
  const NamedItems all_volumes = by_name(items_of(op::pod_spec(rendered.deployment), "volumes"));
  std::set<std::string_view> added;
  for (const NeededFile& needed : needs.files) {
    if (needed.mount == nullptr || !pod.missing_file(needed.name)) continue;
    mounts.push(*needed.mount);
    const auto volume = all_volumes.find(needed.mount->string_at("name"));
    if (volume != all_volumes.end() && added.insert(volume->first).second) volumes.push(*volume->second);
  }
  if (env.items().empty() && mounts.items().empty()) return Value::mapping();
  return Value::mapping().set("spec", op::pod_wiring(std::move(env), std::move(mounts), std::move(volumes)));
}

Needs needs_of(const op::Rendered& rendered) { return Collector(rendered).collect(); }

}  // namespace vmcp::start
