#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model {

struct McpOidcConfigReference {
  std::string name;
  std::string audience;
  std::vector<std::string> scopes;
  std::string resource_url;

  static constexpr auto rows() {
    return std::tuple{always("name", &McpOidcConfigReference::name),
                      always("audience", &McpOidcConfigReference::audience),
                      omitempty("scopes", &McpOidcConfigReference::scopes),
                      omitempty("resourceUrl", &McpOidcConfigReference::resource_url)};
  }
};

struct McpAuthzConfigReference {
  std::string name;

  static constexpr auto rows() { return std::tuple{always("name", &McpAuthzConfigReference::name)}; }
};

struct ExternalAuthConfigRef {
  std::string name;

  static constexpr auto rows() { return std::tuple{always("name", &ExternalAuthConfigRef::name)}; }
};

struct McpGroupRef {
  std::string name;

  static constexpr auto rows() { return std::tuple{always("name", &McpGroupRef::name)}; }
};

struct McpTelemetryConfigReference {
  std::string name;
  std::string service_name;

  static constexpr auto rows() {
    return std::tuple{always("name", &McpTelemetryConfigReference::name),
                      omitempty("serviceName", &McpTelemetryConfigReference::service_name)};
  }
};

struct EmbeddingServerRef {
  std::string name;

  static constexpr auto rows() { return std::tuple{always("name", &EmbeddingServerRef::name)}; }
};

struct SecretKeyRef {
  std::string name;
  std::string key;

  static constexpr auto rows() {
    return std::tuple{always("name", &SecretKeyRef::name), always("key", &SecretKeyRef::key)};
  }
};

struct ToolConfigRef {
  std::string name;

  static constexpr auto rows() { return std::tuple{always("name", &ToolConfigRef::name)}; }
};

struct AuthServerRef {
  std::string kind;
  std::string name;

  static constexpr auto rows() {
    return std::tuple{always("kind", &AuthServerRef::kind), always("name", &AuthServerRef::name)};
  }
};

struct CaBundleSource {
  std::optional<ConfigMapKeySelector> config_map_ref;

  static constexpr auto rows() { return std::tuple{omitempty("configMapRef", &CaBundleSource::config_map_ref)}; }
};

struct ConfigMapAuthzRef {
  std::string name;
  std::string key;

  static constexpr auto rows() {
    return std::tuple{always("name", &ConfigMapAuthzRef::name), omitempty("key", &ConfigMapAuthzRef::key)};
  }
};

struct InlineAuthzConfig {
  std::vector<std::string> policies;
  std::string entities_json;
  std::string primary_upstream_provider;

  static constexpr auto rows() {
    return std::tuple{always("policies", &InlineAuthzConfig::policies),
                      omitempty("entitiesJson", &InlineAuthzConfig::entities_json),
                      omitempty("primaryUpstreamProvider", &InlineAuthzConfig::primary_upstream_provider)};
  }
};

struct AuthzConfigRef {
  std::string type;
  std::optional<ConfigMapAuthzRef> config_map;
  std::optional<InlineAuthzConfig> inline_;
  std::string group_claim_name;
  std::string role_claim_name;
  std::string group_entity_type;

  static constexpr auto rows() {
    return std::tuple{always("type", &AuthzConfigRef::type),
                      omitempty("configMap", &AuthzConfigRef::config_map),
                      omitempty("inline", &AuthzConfigRef::inline_),
                      omitempty("groupClaimName", &AuthzConfigRef::group_claim_name),
                      omitempty("roleClaimName", &AuthzConfigRef::role_claim_name),
                      omitempty("groupEntityType", &AuthzConfigRef::group_entity_type)};
  }
};

struct SessionStorageConfig {
  std::string provider;
  std::string address;
  std::int32_t db = 0;
  std::string key_prefix;
  std::optional<SecretKeyRef> password_ref;

  static constexpr auto rows() {
    return std::tuple{always("provider", &SessionStorageConfig::provider),
                      omitempty("address", &SessionStorageConfig::address), omitempty("db", &SessionStorageConfig::db),
                      omitempty("keyPrefix", &SessionStorageConfig::key_prefix),
                      omitempty("passwordRef", &SessionStorageConfig::password_ref)};
  }
};

struct HeaderFromSecret {
  std::string header_name;
  std::optional<SecretKeyRef> value_secret_ref;

  static constexpr auto rows() {
    return std::tuple{always("headerName", &HeaderFromSecret::header_name),
                      always("valueSecretRef", &HeaderFromSecret::value_secret_ref)};
  }
};

struct HeaderForwardConfig {
  std::map<std::string, std::string> add_plaintext_headers;
  std::vector<HeaderFromSecret> add_headers_from_secret;

  static constexpr auto rows() {
    return std::tuple{omitempty("addPlaintextHeaders", &HeaderForwardConfig::add_plaintext_headers),
                      omitempty("addHeadersFromSecret", &HeaderForwardConfig::add_headers_from_secret)};
  }
};

}  // namespace vmcp::model
