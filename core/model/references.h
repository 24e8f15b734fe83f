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

  template <class T = McpOidcConfigReference>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), always("audience", &T::audience), omitempty("scopes", &T::scopes),
                      omitempty("resourceUrl", &T::resource_url)};
  }
};

struct McpAuthzConfigReference {
  std::string name;

  template <class T = McpAuthzConfigReference>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name)};
  }
};

struct ExternalAuthConfigRef {
  std::string name;

  template <class T = ExternalAuthConfigRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name)};
  }
};

struct McpGroupRef {
  std::string name;

  template <class T = McpGroupRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name)};
  }
};

struct McpTelemetryConfigReference {
  std::string name;
  std::string service_name;

  template <class T = McpTelemetryConfigReference>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), omitempty("serviceName", &T::service_name)};
  }
};

struct EmbeddingServerRef {
  std::string name;

  template <class T = EmbeddingServerRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name)};
  }
};

struct SecretKeyRef {
  std::string name;
  std::string key;

  template <class T = SecretKeyRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), always("key", &T::key)};
  }
};

struct ToolConfigRef {
  std::string name;

  template <class T = ToolConfigRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name)};
  }
};

struct AuthServerRef {
  std::string kind;
  std::string name;

  template <class T = AuthServerRef>
  static constexpr auto rows() {
    return std::tuple{always("kind", &T::kind), always("name", &T::name)};
  }
};

struct CaBundleSource {
  std::optional<ConfigMapKeySelector> config_map_ref;

  template <class T = CaBundleSource>
  static constexpr auto rows() {
    return std::tuple{omitempty("configMapRef", &T::config_map_ref)};
  }
};

struct ConfigMapAuthzRef {
  std::string name;
  std::string key;

  template <class T = ConfigMapAuthzRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), omitempty("key", &T::key)};
  }
};

struct InlineAuthzConfig {
  std::vector<std::string> policies;
  std::string entities_json;
  std::string primary_upstream_provider;

  template <class T = InlineAuthzConfig>
  static constexpr auto rows() {
    return std::tuple{always("policies", &T::policies), omitempty("entitiesJson", &T::entities_json),
                      omitempty("primaryUpstreamProvider", &T::primary_upstream_provider)};
  }
};

struct AuthzConfigRef {
  std::string type;
  std::optional<ConfigMapAuthzRef> config_map;
  std::optional<InlineAuthzConfig> inline_;
  std::string group_claim_name;
  std::string role_claim_name;
  std::string group_entity_type;

  template <class T = AuthzConfigRef>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type),
                      omitempty("configMap", &T::config_map),
                      omitempty("inline", &T::inline_),
                      omitempty("groupClaimName", &T::group_claim_name),
                      omitempty("roleClaimName", &T::role_claim_name),
                      omitempty("groupEntityType", &T::group_entity_type)};
  }
};

struct RedisTlsConfig {
  bool insecure_skip_verify = false;
  std::optional<SecretKeyRef> ca_cert_secret_ref;

  template <class T = RedisTlsConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("insecureSkipVerify", &T::insecure_skip_verify),
                      omitempty("caCertSecretRef", &T::ca_cert_secret_ref)};
  }
};

struct SessionStorageConfig {
  std::string provider;
  std::string address;
  std::int32_t db = 0;
  std::string key_prefix;
  std::optional<SecretKeyRef> password_ref;
  std::optional<RedisTlsConfig> tls;

  template <class T = SessionStorageConfig>
  static constexpr auto rows() {
    return std::tuple{always("provider", &T::provider),
                      omitempty("address", &T::address),
                      omitempty("db", &T::db),
                      omitempty("keyPrefix", &T::key_prefix),
                      omitempty("passwordRef", &T::password_ref),
                      omitempty("tls", &T::tls).since(Set::kV0_55)};
  }
};

struct HeaderFromSecret {
  std::string header_name;
  std::optional<SecretKeyRef> value_secret_ref;

  template <class T = HeaderFromSecret>
  static constexpr auto rows() {
    return std::tuple{always("headerName", &T::header_name), always("valueSecretRef", &T::value_secret_ref)};
  }
};

struct HeaderForwardConfig {
  std::map<std::string, std::string> add_plaintext_headers;
  std::vector<HeaderFromSecret> add_headers_from_secret;

  template <class T = HeaderForwardConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("addPlaintextHeaders", &T::add_plaintext_headers),
                      omitempty("addHeadersFromSecret", &T::add_headers_from_secret)};
  }
};

}  // namespace vmcp::model
