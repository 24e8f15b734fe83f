#include <string>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"
#include "core/start/dial_address.h"

namespace vmcp::start {

using model::field;
using model::path_of;

void check_session_storage(const Gateway& gateway) {
  const auto& storage = gateway.config().session_storage;
  if (!storage) return;
  const diag::FieldPath path = path_of<&model::config::Config::session_storage>();
  if (!storage->key_prefix.empty() && !storage->key_prefix.ends_with(':')) {
    gateway.refuse_written("invalid-format", path / field<&model::config::SessionStorageConfig::key_prefix>(),
                           diag::quoted(storage->key_prefix) + " must end with a colon, as in \"thv:vmcp:session:\"");
  }
  // An address that begins with a slash is a socket in the file system.
  if (storage->address.starts_with('/')) return;
  if (const auto problem = dial_problem(storage->address)) {
    const bool own = gateway.context.spec().session_storage.has_value() &&
                     gateway.context.spec().session_storage->provider == storage->provider;
    gateway.refuse_written("invalid-address", path / field<&model::config::SessionStorageConfig::address>(),
                           diag::quoted(storage->address) +
                               (own ? "" : ", which the operator's TOOLHIVE_DEFAULT_REDIS_ADDR says,") +
                               " is no address such as \"redis:6379\": " + *problem);
  }
}

}  // namespace vmcp::start
