#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/operator/target.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;

constexpr std::string_view kGroup = "MCPGroup";
constexpr std::array<std::string_view, 3> kMemberKinds = {"MCPServer", "MCPRemoteProxy", "MCPServerEntry"};

/// A gateway, and what the members of its group are called.
class GroupOfGateway {
 public:
  GroupOfGateway(const Surroundings& all, const cluster::Object& gateway)
      : all_(all), gateway_(gateway), names_(all.member_names(gateway)) {}

  void check(std::string_view name, const FieldPath& path) const {
    if (!is_stated(name) || all_.told(gateway_, path)) return;
    if (names_ == nullptr ? unlisted_member(name).empty() : names_->contains(name)) return warn_of_unlisted(name, path);
    if (is_meant_to_be_one(name)) return;
    diag::Message message("no member of MCPGroup " +
                          quoted(yaml::text_at(gateway_.value, {"spec", "groupRef", "name"})) +
                          " in the input is called " + quoted(name));
    if (const std::string_view renamed = renamed_member(name); !renamed.empty()) {
      message.message += renamed;
    } else if (const std::string_view unlisted = unlisted_member(name); !unlisted.empty()) {
      message.message += unlisted;
    } else if (!add_misplaced_member(name, message)) {
      message.suggest(nearest_member(name));
    }
    all_.warn(gateway_, "unknown-workload", path, std::move(message));
  }

 private:
  /// Whether what is called so names a group that is not there, by which the gateway's is meant: it is told of that.
  bool is_meant_to_be_one(std::string_view name) const {
    const std::string_view own = yaml::text_at(gateway_.value, {"spec", "groupRef", "name"});
    return std::ranges::any_of(kMemberKinds, [&](std::string_view kind) {
      const cluster::Object* member = all_.find(kind, gateway_.name_space, name);
      if (member == nullptr) return false;
      const std::string_view group = yaml::text_at(member->value, {"spec", "groupRef", "name"});
      return all_.find(kGroup, gateway_.name_space, group) == nullptr &&
             all_.cluster().nearest_name(gateway_.group(), kGroup, gateway_.name_space, group) == own;
    });
  }

  /// What a build calls a member of that name, as the end of a message; empty: nothing.
  std::string_view renamed_member(std::string_view name) const {
    for (const std::string_view kind : kMemberKinds) {
      const std::string_view renamed = all_.cluster().renamed(kind, gateway_.name_space, name);
      if (!renamed.empty()) return renamed;
    }
    return {};
  }

  /// The member that is probably meant, as the gateway's file has to call it; empty: not known.
  std::string_view nearest_member(std::string_view name) const {
    if (const std::string_view near = names_->nearest(name); !near.empty()) return as_written(near);
    for (const std::string_view kind : kMemberKinds) {
      const std::string_view near = all_.cluster().nearest_name(gateway_.group(), kind, gateway_.name_space, name);
      if (names_->contains(near)) return as_written(near);
    }
    return {};
  }

  std::string_view as_written(std::string_view member) const {
    for (const std::string_view kind : kMemberKinds) {
      const std::string_view written = all_.cluster().as_written(kind, gateway_.name_space, member);
      if (written != member) return written;
    }
    return member;
  }

  /// Which file beside the gateway's builds has a member of that name, as the end of a message; empty: none.
  std::string_view unlisted_member(std::string_view name) const {
    for (const std::string_view kind : kMemberKinds) {
      const std::string_view unlisted = all_.cluster().unlisted(gateway_, kind, name, true);
      if (!unlisted.empty()) return unlisted;
    }
    return {};
  }

  /// Completes a message about a member whose namespace is misspelt, or that of the gateway. False where none is.
  bool add_misplaced_member(std::string_view name, diag::Message& message) const {
    return std::ranges::any_of(kMemberKinds, [&](std::string_view kind) {
      const Target member{gateway_.group(), kind, gateway_.name_space, name};
      return add_misspelt_namespace(all_.cluster(), all_.reporter(), gateway_, member, message);
    });
  }

  /// Of a member that no build has.
  void warn_of_unlisted(std::string_view name, const FieldPath& path) const {
    for (const cluster::Object* member : all_.members_of(gateway_)) {
      if (member->name != name || !all_.cluster().is_unlisted(gateway_, *member)) continue;
      all_.warn(gateway_, "unlisted-file", path,
                diag::Message(member->kind + ' ' + quoted(name) + " is in no build" +
                              std::string(all_.cluster().unlisted(gateway_, member->kind, name))));
    }
  }

  const Surroundings& all_;
  const cluster::Object& gateway_;
  const text::NameIndex* names_;  ///< null pointer where they are not known
};

/// The prefix of tools, which vmcp makes of a format by putting a workload's name into it.
void check_prefix(const Surroundings& all, const cluster::Object& gateway, const yaml::Value& aggregation) {
  constexpr std::string_view kWorkload = "{workload}";
  const std::string_view format = yaml::text_at(aggregation, {"conflictResolutionConfig", "prefixFormat"});
  const std::string_view word = format.substr(0, format.find_last_not_of("_.-/:") + 1);
  if (format.find(kWorkload) != std::string_view::npos || !text::is_slip(word, kWorkload)) return;
  const std::string_view strategy = aggregation.string_at("conflictResolution");
  const FieldPath path("spec.config.aggregation.conflictResolutionConfig.prefixFormat");
  if ((!strategy.empty() && strategy != "prefix") || all.told(gateway, path)) return;
  all.warn(gateway, "unknown-template-name", path,
           diag::Message("the tools of all workloads get the prefix " + quoted(format) + " as it stands here")
               .suggest(std::string(kWorkload).append(format.substr(word.size()))));
}

void check(const Surroundings& all, const cluster::Object& gateway) {
  const GroupOfGateway group(all, gateway);
  const FieldPath aggregation("spec.config.aggregation");
  if (const yaml::Value* stated = yaml::value_at(gateway.value, {"spec", "config", "aggregation"})) {
    check_prefix(all, gateway, *stated);
  }
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
  for (const yaml::Member& timeout :
       yaml::members_at(gateway.value, {"spec", "config", "operational", "timeouts", "perWorkload"})) {
    group.check(timeout.key, FieldPath("spec.config.operational.timeouts.perWorkload").key(timeout.key));
  }
}

}  // namespace

void check_workload_names(const Surroundings& all) {
  for (const cluster::Object* gateway : all.of_kind("VirtualMCPServer")) check(all, *gateway);
}

}  // namespace vmcp::op
