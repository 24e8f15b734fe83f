#include <string>
#include <vector>

#include "core/start/auth_server/auth_server.h"
#include "core/start/auth_server/parts.h"

namespace vmcp::start {

void check_durability(const Gateway& gateway) {
  const op::Context& context = gateway.context;
  if (!gateway.rendered.auth_server || !context.spec().auth_server_config) return;
  const model::EmbeddedAuthServerConfig& source = *context.spec().auth_server_config;
  // A type that is refused may have been meant for any.
  const bool in_memory = !source.storage || source.storage->type.empty() || source.storage->type == "memory";
  std::vector<std::string> reasons;
  if (source.signing_key_secret_refs.empty()) reasons.emplace_back("without signingKeySecretRefs it makes up its key");
  if (source.hmac_secret_refs.empty()) reasons.emplace_back("without hmacSecretRefs it makes up its HMAC secret");
  if (in_memory) reasons.emplace_back("its storage is memory, not redis");
  if (reasons.empty()) return;

  const std::int32_t replicas = context.spec().replicas.value_or(1);
  std::string message = "who has signed in has to do so again whenever the pod restarts";
  if (replicas > 1) message += ", and each of " + std::to_string(replicas) + " replicas refuses whom another let in";
  for (const std::string& reason : reasons) message += (&reason == &reasons.front() ? ": " : "; ") + reason;
  const bool storage_alone = reasons.size() == 1 && in_memory && source.storage;
  context.warning("sessions-lost", storage_alone ? AuthServer::path() / "storage" : AuthServer::path(),
                  std::move(message));
}

}  // namespace vmcp::start
