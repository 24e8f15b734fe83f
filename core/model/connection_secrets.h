#pragma once

#include <vector>

#include "core/model/secret_makers.h"

/// Secrets with which one connects to what a controller runs, or that it gives out; for secret_makers.cpp only.
namespace vmcp::model {

/// Of a Cluster of CloudNativePG, for its users and its certificates. As reconcilePostgresSecrets and the names of
/// cluster_funcs.go.
std::vector<MadeObject> make_database_secrets(const NamedValue& cluster);

/// Of a GrafanaServiceAccount, for each of its tokens that states a name.
std::vector<MadeObject> make_grafana_tokens(const NamedValue& account);

/// Of a resource of Crossplane's, which may say where its connection goes.
std::vector<MadeObject> make_connection_secret(const NamedValue& resource);

}  // namespace vmcp::model
