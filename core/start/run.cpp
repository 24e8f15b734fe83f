#include "core/start/run.h"

#include "core/start/wiring.h"

namespace vmcp::start {

void foretell(const Gateway& gateway) { check_wiring(gateway); }

}  // namespace vmcp::start
