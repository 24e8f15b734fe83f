#include <string>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"

namespace vmcp::start {
namespace {

using model::path_of;
using model::config::StaticBackendConfig;

// The operator writes a member's CA bundle, and never the type that goes with it.
void refuse_member(const Gateway& gateway, const op::Origin& origin, const std::string& backend) {
  const op::Context& context = gateway.context;
  gateway.refuse(
      origin, "unsupported-type",
      diag::Message("the operator writes this CA bundle for backend " + diag::quoted(backend) +
                    " without the type \"entry\", which vmcp asks for; use outgoingAuth.source \"discovered\", or no "
                    "caBundleRef")
          .because(context.reporter.related(
              *context.server.object,
              path_of<&model::VirtualMcpServerSpec::outgoing_auth, &model::OutgoingAuthConfig::source>(),
              "the backends are written into the config because of this")));
}

void check_ca_bundle(const Gateway& gateway, const diag::FieldPath& path, const StaticBackendConfig& backend) {
  const std::string& file = backend.ca_bundle_path;
  if (backend.type != "entry") {
    gateway.refuse_written("conflicting-fields", path, "a CA bundle is possible only for a backend of type \"entry\"");
  }
  if (file.find("..") != std::string::npos || file.find('\0') != std::string::npos) {
    gateway.refuse_written("invalid-format", path, diag::quoted(file) + " must not hold \"..\" or a NUL");
  } else if (!file.starts_with('/')) {
    gateway.refuse_written("invalid-format", path, diag::quoted(file) + " is no absolute path");
  }
}

}  // namespace

void check_static_backends(const Gateway& gateway) {
  const auto& backends = gateway.config().backends;
  for (std::size_t i = 0; i < backends.size(); ++i) {
    if (backends[i].ca_bundle_path.empty()) continue;
    const diag::FieldPath path = path_of<&model::config::Config::backends, &StaticBackendConfig::ca_bundle_path>(i);
    const op::Origin origin = gateway.rendered.notes.config.of(path);
    // With source inline, the operator has made the backends from the members; otherwise they stand in spec.config.
    if (origin.object != gateway.context.server.object) {
      refuse_member(gateway, origin, backends[i].name);
    } else {
      check_ca_bundle(gateway, path, backends[i]);
    }
  }
}

}  // namespace vmcp::start
