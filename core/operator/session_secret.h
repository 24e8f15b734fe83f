#pragma once

#include "core/operator/context.h"

namespace vmcp::op {

/// Refuses a Secret of the input that stands where the operator keeps the session signing key, unless it is the
/// operator's own: it creates the Secret itself and stops at one that it does not own or cannot use (as
/// ensureHMACSecret and validateHMACSecret).
void validate_session_secret(const Context& context);

/// Notes the variable that hands the session signing key to the gateway (as buildHMACSecretEnvVar).
void wire_session_secret(const Context& context);

}  // namespace vmcp::op
