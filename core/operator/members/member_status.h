#pragma once

#include <mutex>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/operator/context.h"
#include "core/operator/members/workloads.h"

namespace vmcp::op {

/// Which members of a run become ready: each is judged once, for whichever gateway comes first, on any thread. Where
/// each gateway is to be `told`, one of which there is something to tell is judged anew for each.
class MemberStandings {
 public:
  explicit MemberStandings(bool told) : told_(told) {}
  bool told() const { return told_; }

  std::optional<bool> ready(const cluster::Object& member) const;
  void note(const cluster::Object& member, bool ready);

  /// Whether there is nothing left to tell of a group, which its first member stands for.
  bool is_settled(const cluster::Object& first) const;
  void settle(const cluster::Object& first);

 private:
  bool told_;
  mutable std::mutex mutex_;
  std::unordered_map<const cluster::Object*, bool> ready_;
  std::unordered_set<const cluster::Object*> settled_;
};

/// Whether the member's own controller would get it ready: a server or proxy gets a URL, an entry becomes Valid.
/// If not, warns why, unless the reason is its external auth config, of which process_outgoing_auth warns. As
/// MCPServerReconciler, MCPRemoteProxyReconciler and MCPServerEntryReconciler.
bool becomes_ready(const Context& context, const Workload& workload);

/// Warns of those of a group's members that do not become ready.
void warn_of_unready(const Context& context, const std::vector<Workload>& group);

}  // namespace vmcp::op
