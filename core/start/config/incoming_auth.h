#pragma once

#include "core/start/gateway.h"

namespace vmcp::start {

/// What vmcp asks of the block `incomingAuth` of config.yaml. As DefaultValidator.validateIncomingAuth and
/// authfactory.NewIncomingAuthMiddleware; authorization apart.
void check_incoming_auth(const Gateway& gateway);

/// Cedar policies and entities, from wherever the custom resource takes them. As DefaultValidator.validateAuthz and
/// cedar.NewCedarAuthorizer.
void check_authorization(const Gateway& gateway);

}  // namespace vmcp::start
