#include "core/start/run.h"

#include "core/start/auth_server.h"
#include "core/start/config_checks.h"
#include "core/start/incoming_auth.h"
#include "core/start/wiring.h"

namespace vmcp::start {

void foretell(const Gateway& gateway) {
  check_config_text(gateway);
  check_wiring(gateway);
  check_incoming_auth(gateway);
  check_outgoing_auth(gateway);
  check_aggregation(gateway);
  check_operational(gateway);
  check_static_backends(gateway);
  check_composite_tools(gateway);
  check_passthrough_headers(gateway);
  check_auth_server(gateway);
  check_subject_providers(gateway);
  check_authorization(gateway);
  check_telemetry(gateway);
  check_optimizer(gateway);
  check_rate_limits(gateway);
  check_audit(gateway);
  check_session_storage(gateway);
}

}  // namespace vmcp::start
