#include "core/start/run.h"

#include "core/start/auth_server.h"
#include "core/start/incoming_auth.h"

namespace vmcp::start {

void foretell(const Gateway& gateway) {
  check_incoming_auth(gateway);
  check_auth_server(gateway);
  check_authorization(gateway);
}

}  // namespace vmcp::start
