#pragma once

#include <vector>

#include "core/model/secret_makers.h"

/// What External Secrets fetches from stores elsewhere; for secret_makers.cpp only.
namespace vmcp::model {

/// Of an ExternalSecret.
std::vector<MadeObject> make_external_secret(const NamedValue& resource);

/// Of a ClusterExternalSecret, in each namespace that it names or selects.
std::vector<MadeObject> make_cluster_external_secret(const NamedValue& resource);

/// Of the ExternalSecret before external-secrets.io.
std::vector<MadeObject> make_old_external_secret(const NamedValue& resource);

}  // namespace vmcp::model
