#pragma once

#include "core/start/gateway.h"

namespace vmcp::start {

/// What vmcp asks of authserver-config.yaml and of the Secrets that it names, up to the first word to a network;
/// nothing without an auth server. What the schema or the operator refuses already is not asked again. As
/// runner.NewEmbeddedAuthServer.
void check_auth_server(const Gateway& gateway);

/// Warns of an auth server that forgets its sessions when it restarts. As createKeyProvider, loadHMACSecrets and
/// createStorage, which make up what they are not given.
void check_durability(const Gateway& gateway);

/// That nothing else listens on the port of the auth server's TLS listener. As validateAuthServerListenerPorts.
void check_tls_listener(const Gateway& gateway);

}  // namespace vmcp::start
