#pragma once

#include <vector>

#include "core/model/secret_makers.h"

/// Secrets in which provisioners put what lets one in to what they made elsewhere; for secret_makers.cpp only.
namespace vmcp::model {

/// Of a resource of Crossplane's, which may say where its connection goes.
std::vector<MadeObject> make_connection_secret(const NamedValue& resource);

/// Of a resource of Aiven's operator, whose Secret has its name where it states no other.
std::vector<MadeObject> make_aiven_secret(const NamedValue& resource);

/// Of a resource of Azure Service Operator, which names a Secret or ConfigMap for each thing that it gives out.
std::vector<MadeObject> make_azure_secrets(const NamedValue& resource);

/// Of an IAMServiceAccountKey of Config Connector.
std::vector<MadeObject> make_google_key(const NamedValue& resource);

/// Of an OAuth2Client of Ory's hydra-maester.
std::vector<MadeObject> make_ory_client(const NamedValue& client);

/// Of a Terraform of tofu-controller, which may say where its outputs go.
std::vector<MadeObject> make_terraform_outputs(const NamedValue& terraform);

}  // namespace vmcp::model
