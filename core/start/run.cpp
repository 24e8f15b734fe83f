#include "core/start/run.h"

#include "core/release/release.h"
#include "core/start/auth_server/auth_server.h"
#include "core/start/config/checks.h"
#include "core/start/config/incoming_auth.h"
#include "core/start/wiring.h"

namespace vmcp::start {
namespace {

using release::Set;

/// A check of vmcp's, and the releases whose vmcp makes it.
struct Row {
  void (*check)(const Gateway& gateway);
  release::Span releases = {};
};

constexpr Row kChecks[] = {{check_config_text},         {check_wiring},
                           {check_incoming_auth},       {check_outgoing_auth},
                           {check_aggregation},         {check_operational},
                           {check_static_backends},     {check_composite_tools},
                           {check_passthrough_headers}, {check_tls_listener, release::since(Set::kV0_62)},
                           {check_auth_server},         {check_durability},
                           {check_subject_providers},   {check_authorization},
                           {check_telemetry},           {check_optimizer},
                           {check_rate_limits},         {check_audit},
                           {check_session_storage}};

}  // namespace

void foretell(const Gateway& gateway) {
  const Set set = gateway.context.settings.release.set;
  for (const Row& row : kChecks) {
    if (row.releases.holds(set)) row.check(gateway);
  }
}

}  // namespace vmcp::start
