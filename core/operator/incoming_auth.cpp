#include "core/operator/incoming_auth.h"

namespace vmcp::op {

std::optional<model::config::IncomingAuthConfig> convert_incoming_auth(const Context&) { return std::nullopt; }

}  // namespace vmcp::op
