#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/auth_server.h"
#include "core/model/auth_server_run_config.h"
#include "core/model/path_of.h"
#include "core/operator/context.h"

/// The parts that auth_server.h's functions are put together from; for their sources only.
namespace vmcp::op {

inline constexpr std::string_view kSigningKeyDirectory = "/etc/toolhive/authserver/keys";
inline constexpr std::string_view kHmacDirectory = "/etc/toolhive/authserver/hmac";
inline constexpr std::string_view kRedisTlsDirectory = "/etc/toolhive/authserver/redis-tls";
inline constexpr std::string_view kTlsListenerDirectory = "/etc/toolhive/authserver/tls";
inline constexpr std::string_view kTlsCertificateFile = "tls.crt";
inline constexpr std::string_view kTlsKeyFile = "tls.key";
inline constexpr std::string_view kRedisCaFile = "ca.crt";
inline constexpr std::string_view kSentinelCaFile = "sentinel-ca.crt";
inline constexpr std::string_view kRedisUsernameEnv = "TOOLHIVE_AUTH_SERVER_REDIS_USERNAME";
inline constexpr std::string_view kRedisPasswordEnv = "TOOLHIVE_AUTH_SERVER_REDIS_PASSWORD";

/// The path of spec.authServerConfig, or of a field in it: as model::path_of.
template <auto... kMembers>
diag::FieldPath auth_server_path(const auto&... steps) {
  return model::path_of<&model::VirtualMcpServerSpec::auth_server_config, kMembers...>(steps...);
}

/// Where the CA bundles are mounted that the items of a list may name.
struct CaMounts {
  std::string_view directory;
  std::string_view volume_prefix;

  std::string path(std::size_t index) const;
};
inline constexpr CaMounts kUpstreamCa{"/etc/toolhive/authserver/upstream-ca", "authserver-upstream-ca-"};
inline constexpr CaMounts kIssuerCa{"/etc/toolhive/authserver/issuer-ca", "authserver-issuer-ca-"};
inline constexpr std::string_view kBundleFile = "ca.crt";
/// The key of a ConfigMap that holds a bundle when the reference names none.
inline constexpr std::string_view kBundleKey = "ca.crt";

std::string signing_key_file(std::size_t index);
std::string hmac_file(std::size_t index);

/// Names of the variables that hold an upstream's secrets; they follow its name, so that reordering upstreams changes
/// none. As buildUpstreamSecretBindings.
std::string client_secret_env_name(std::string_view upstream);
std::string registration_token_env_name(std::string_view upstream);
/// Delegate clients are counted instead: their ids may hold any character.
std::string delegate_secret_env_name(std::size_t index);

/// Upstreams without a redirect URI get `resource` + /oauth/callback. As buildUpstreamRunConfig.
std::vector<model::authserver::UpstreamRunConfig> convert_upstreams(
    const std::vector<model::UpstreamProviderConfig>& upstreams, const std::string& resource);
void validate_upstreams(const Context& context, const std::vector<model::UpstreamProviderConfig>& upstreams);

/// Nothing for memory without a limit, or when it is refused (then reported). As buildStorageRunConfig.
std::optional<model::authserver::StorageRunConfig> convert_storage(const Context& context,
                                                                   const model::AuthServerStorageConfig& storage);

std::vector<model::authserver::DelegateClientRunConfig> convert_delegate_clients(
    const std::vector<model::DelegateClientConfig>& clients);
std::vector<model::authserver::TrustedIssuer> convert_trusted_issuers(
    const std::vector<model::TrustedIssuerConfig>& issuers);
std::vector<model::authserver::JwtBearerSubjectBinding> convert_subject_bindings(
    const std::vector<model::JwtBearerSubjectBinding>& bindings);
/// As buildInboundGrantsRunConfig, less SPIFFE.
std::optional<model::authserver::InboundGrantsRunConfig> convert_inbound_grants(
    const std::optional<model::InboundGrantsConfig>& grants);

/// Whom the auth server trusts with what, wherever it is declared: in lists of its own, or in inboundGrants.
struct Grants {
  /// An issuer with the policies that hold for its tokens.
  struct Issuer {
    model::authserver::TrustedIssuer issuer;
    diag::FieldPath path;
    diag::FieldPath exchange_path;   ///< of what has its actorMatcher
    diag::FieldPath assertion_path;  ///< of what has its subjectBindings
  };
  std::vector<model::authserver::DelegateClientRunConfig> clients;
  diag::FieldPath clients_path;
  std::vector<Issuer> issuers;

  /// Whether a gateway can issue tokens with these alone.
  bool stand_alone() const;
};

/// The clients that may exchange tokens, as the custom resource lists them, and where it does.
std::pair<const std::vector<model::DelegateClientConfig>&, diag::FieldPath> delegate_clients(
    const model::EmbeddedAuthServerConfig& config);

/// As NormalizeInboundGrants; admission has seen to it that every reference resolves, and that nothing is declared
/// twice.
Grants normalize(const model::authserver::RunConfig& config);

/// As authserver's validateDelegateClients; there must be an allowed audience.
void validate_delegate_clients(const Context& context, const model::authserver::RunConfig& config,
                               const Grants& grants);
/// As authserver's validateTrustedIssuers, less what admission has judged.
void validate_trusted_issuers(const Context& context, const model::authserver::RunConfig& config, const Grants& grants);

/// A CA bundle that an upstream or issuer refers to.
struct CaBundle {
  Use use;  ///< kUpstreamCa or kIssuerCa
  const CaMounts* mounts;
  std::size_t index;  ///< in the list of upstreams or issuers
  diag::FieldPath path;
  const model::CaBundleSource* reference;
  std::string reader;
};

/// The upstreams' first, each in the order of its list.
std::vector<CaBundle> ca_bundles(const model::EmbeddedAuthServerConfig& config);

/// Reads the CA bundles of upstreams and issuers, and notes their checksum. As ValidateEmbeddedAuthServerCABundles and
/// EmbeddedAuthServerConfigMapChecksumForConfig.
void read_ca_bundles(const Context& context, const model::EmbeddedAuthServerConfig& config);

}  // namespace vmcp::op
