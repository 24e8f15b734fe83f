#pragma once

#include <optional>
#include <string_view>

#include "core/start/gateway.h"

namespace vmcp::start {

/// Where a field of one of vmcp's files comes from.
struct Origin {
  const cluster::Object* object;
  diag::FieldPath path;
  std::optional<diag::Related> referenced_from;  ///< the reference to `object`, if there is one
};

using OriginOf = Origin (*)(const Gateway&, std::string_view path);

/// The origin of a field of config.yaml (`compositeTools[0].description`), as near as a path tells it.
Origin origin_of_config(const Gateway& gateway, std::string_view path);

/// The origin of a field of authserver-config.yaml: spec.authServerConfig.
Origin origin_of_auth_server(const Gateway& gateway, std::string_view path);

}  // namespace vmcp::start
