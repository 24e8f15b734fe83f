#include "core/operator/authz.h"

namespace vmcp::op {

void validate_authz(const Context&) {}
std::optional<model::config::AuthzConfig> convert_authz(const Context&) { return std::nullopt; }

}  // namespace vmcp::op
