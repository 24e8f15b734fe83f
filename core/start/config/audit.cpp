#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"
#include "core/text/nearest.h"

namespace vmcp::start {
namespace {

using model::field;
using model::path_of;

/// What vmcp takes in a list of event types: sse_connection, which it may record as well, is not among them.
constexpr std::array<std::string_view, 22> kEventTypes = {"mcp_initialize",
                                                          "mcp_tool_call",
                                                          "mcp_tools_list",
                                                          "mcp_resource_read",
                                                          "mcp_resources_list",
                                                          "mcp_prompt_get",
                                                          "mcp_prompts_list",
                                                          "mcp_notification",
                                                          "mcp_ping",
                                                          "mcp_logging",
                                                          "mcp_completion",
                                                          "mcp_roots_list_changed",
                                                          "vmcp_workflow_started",
                                                          "vmcp_workflow_completed",
                                                          "vmcp_workflow_failed",
                                                          "vmcp_workflow_timed_out",
                                                          "vmcp_workflow_step_started",
                                                          "vmcp_workflow_step_completed",
                                                          "vmcp_workflow_step_failed",
                                                          "vmcp_workflow_step_skipped",
                                                          "mcp_request",
                                                          "http_request"};

void check_event_types(const Gateway& gateway, const diag::FieldPath& path, const std::vector<std::string>& types) {
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (std::ranges::find(kEventTypes, types[i]) != kEventTypes.end()) continue;
    gateway.refuse_written("invalid-value", path[i],
                           diag::Message(diag::quoted(types[i]) + " is no type of audit events that vmcp knows")
                               .suggest(text::nearest(types[i], kEventTypes)));
  }
}

}  // namespace

void check_audit(const Gateway& gateway) {
  const auto& audit = gateway.config().audit;
  if (!audit) return;
  const diag::FieldPath path = path_of<&model::config::Config::audit>();
  if (audit->max_data_size < 0) {
    gateway.refuse_written("out-of-range", path / field<&model::config::AuditConfig::max_data_size>(),
                           "found " + std::to_string(audit->max_data_size) + ", expected no negative number");
  }
  if (audit->max_delegation_depth && *audit->max_delegation_depth <= 0) {
    gateway.refuse_written("out-of-range", path / field<&model::config::AuditConfig::max_delegation_depth>(),
                           "found " + std::to_string(*audit->max_delegation_depth) + ", expected a positive number");
  }
  check_event_types(gateway, path / field<&model::config::AuditConfig::event_types>(), audit->event_types);
  check_event_types(gateway, path / field<&model::config::AuditConfig::exclude_event_types>(),
                    audit->exclude_event_types);
}

}  // namespace vmcp::start
