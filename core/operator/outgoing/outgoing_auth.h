#pragma once

#include <vector>

#include "core/model/vmcp_config.h"
#include "core/operator/context.h"
#include "core/operator/members/workloads.h"

namespace vmcp::op {

/// spec.outgoingAuth for config.yaml; source discovered without it. References that are missing or of a type that
/// vmcp has no strategy for are errors. As Converter.convertOutgoingAuthWithDefaults.
model::config::OutgoingAuthConfig convert_outgoing_auth(const Context& context);

/// With source inline, replaces outgoingAuth by what spec and members say together, and backends by the members that
/// can be served; none is an error. With any source, warns about auth configs that are not usable and members that
/// will not become ready. As processOutgoingAuth.
void process_outgoing_auth(const Context& context, const std::vector<Workload>& workloads,
                           model::config::Config& config);

/// Notes the Secrets of outgoing auth: those of the members (with source discovered, or as
/// the release has it), of spec.outgoingAuth.backends, and of
/// the default; the first two groups sorted by name. As buildOutgoingAuthEnvVars. Then those that it forgets: with
/// source inline it writes the strategies of the members' own configs, but mounts no Secret of them. `written` is
/// config.yaml's.
void wire_outgoing_auth(const Context& context, const std::vector<Workload>& workloads,
                        const model::config::OutgoingAuthConfig& written);

}  // namespace vmcp::op
