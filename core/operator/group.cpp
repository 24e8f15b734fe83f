#include "core/operator/group.h"

namespace vmcp::op {

void validate_group_ref(const Context&) {}

}  // namespace vmcp::op
