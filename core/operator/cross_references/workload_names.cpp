#include <string>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/surroundings.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;

/// A gateway, and what the members of its group are called.
class GroupOfGateway {
 public:
  GroupOfGateway(const Surroundings& all, const cluster::Object& gateway)
      : all_(all), gateway_(gateway), names_(all.member_names(gateway)) {}

  void check(std::string_view name, const FieldPath& path) const {
    if (names_ == nullptr || !is_stated(name) || names_->contains(name) || all_.told(gateway_, path)) return;
    diag::Message message("no member of MCPGroup " +
                          quoted(yaml::text_at(gateway_.value, {"spec", "groupRef", "name"})) +
                          " in the input is called " + quoted(name));
    if (const std::string_view renamed = renamed_member(name); !renamed.empty()) {
      message.message += renamed;
    } else {
      message.suggest(names_->nearest(name));
    }
    all_.warn(gateway_, "unknown-workload", path, std::move(message));
  }

 private:
  /// What a build calls a member of that name, as the end of a message; empty: nothing.
  std::string_view renamed_member(std::string_view name) const {
    for (const std::string_view kind : {"MCPServer", "MCPRemoteProxy", "MCPServerEntry"}) {
      const std::string_view renamed = all_.cluster().renamed(kind, gateway_.name_space, name);
      if (!renamed.empty()) return renamed;
    }
    return {};
  }

  const Surroundings& all_;
  const cluster::Object& gateway_;
  const text::NameIndex* names_;  ///< null pointer where they are not known
};

void check(const Surroundings& all, const cluster::Object& gateway) {
  const GroupOfGateway group(all, gateway);
  const FieldPath aggregation("spec.config.aggregation");
  const auto& tools = yaml::items_at(gateway.value, {"spec", "config", "aggregation", "tools"});
  for (std::size_t i = 0; i < tools.size(); ++i) {
    group.check(tools[i].string_at("workload"), (aggregation / "tools")[i] / "workload");
  }
  const auto& order =
      yaml::items_at(gateway.value, {"spec", "config", "aggregation", "conflictResolutionConfig", "priorityOrder"});
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (!order[i].is_string()) continue;
    group.check(order[i].as_string(), (aggregation / "conflictResolutionConfig" / "priorityOrder")[i]);
  }
  for (const yaml::Member& backend : yaml::members_at(gateway.value, {"spec", "outgoingAuth", "backends"})) {
    group.check(backend.key, FieldPath("spec.outgoingAuth.backends").key(backend.key));
  }
}

}  // namespace

void check_workload_names(const Surroundings& all) {
  for (const cluster::Object* gateway : all.of_kind("VirtualMCPServer")) check(all, *gateway);
}

}  // namespace vmcp::op
