#pragma once

#include "core/start/gateway.h"

namespace vmcp::start {

// What vmcp's Serve asks of config.yaml, less incoming auth's middlewares and the auth server: a function per concern,
// in the order in which Serve comes to them. What the schema or the operator refuses already is not asked again.

/// Text that the operator's YAML writer writes and go-yaml cannot read, in both files. As YAMLLoader.Load and
/// loadAuthServerConfig.
void check_config_text(const Gateway& gateway);

/// Strategies of types that vmcp does not know, and what is missing from the others, environment variables apart. As
/// YAMLLoader.processOutgoingAuth and DefaultValidator.validateOutgoingAuth.
void check_outgoing_auth(const Gateway& gateway);

/// As DefaultValidator.validateAggregation and aggregator.NewConflictResolver.
void check_aggregation(const Gateway& gateway);

/// Timeouts, health checks and circuit breaker. As DefaultValidator.validateOperational.
void check_operational(const Gateway& gateway);

/// As DefaultValidator.validateStaticBackends.
void check_static_backends(const Gateway& gateway);

/// Referenced composite tools as the operator validates only inline ones, and all of them as workflows. As
/// DefaultValidator.validateCompositeTools, ConvertConfigToWorkflowDefinitions and workflowEngine.ValidateWorkflow.
void check_composite_tools(const Gateway& gateway);

/// As DefaultValidator.validatePassthroughHeaders.
void check_passthrough_headers(const Gateway& gateway);

/// As config.InjectSubjectProviderNames.
void check_subject_providers(const Gateway& gateway);

/// As telemetry.NewProvider.
void check_telemetry(const Gateway& gateway);

/// Its own values, and that nothing is authorized beside it. As optimizer.GetAndValidateConfig and server.New.
void check_optimizer(const Gateway& gateway);

/// As ratelimit.NewLimiter; its Redis is that of the sessions.
void check_rate_limits(const Gateway& gateway);

/// As audit.Config.Validate.
void check_audit(const Gateway& gateway);

/// As server.buildSessionDataStorage, up to the connection.
void check_session_storage(const Gateway& gateway);

}  // namespace vmcp::start
