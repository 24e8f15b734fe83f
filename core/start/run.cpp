#include "core/start/run.h"

namespace vmcp::start {

void foretell(const Gateway&) {}

}  // namespace vmcp::start
