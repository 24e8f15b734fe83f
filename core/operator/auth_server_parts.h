#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/auth_server.h"
#include "core/model/auth_server_run_config.h"
#include "core/operator/context.h"

/// The parts that auth_server.h's functions are put together from; for their sources only.
namespace vmcp::op {

inline constexpr std::string_view kSigningKeyDirectory = "/etc/toolhive/authserver/keys";
inline constexpr std::string_view kHmacDirectory = "/etc/toolhive/authserver/hmac";
inline constexpr std::string_view kRedisTlsDirectory = "/etc/toolhive/authserver/redis-tls";
inline constexpr std::string_view kRedisCaFile = "ca.crt";
inline constexpr std::string_view kSentinelCaFile = "sentinel-ca.crt";
inline constexpr std::string_view kRedisUsernameEnv = "TOOLHIVE_AUTH_SERVER_REDIS_USERNAME";
inline constexpr std::string_view kRedisPasswordEnv = "TOOLHIVE_AUTH_SERVER_REDIS_PASSWORD";

inline diag::FieldPath auth_server_path() { return diag::FieldPath{"spec.authServerConfig"}; }

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

/// Nothing for memory storage, or when it is refused (then reported). As buildStorageRunConfig.
std::optional<model::authserver::StorageRunConfig> convert_storage(const Context& context,
                                                                   const model::AuthServerStorageConfig& storage);

std::vector<model::authserver::DelegateClientRunConfig> convert_delegate_clients(
    const std::vector<model::DelegateClientConfig>& clients);
/// As authserver's validateDelegateClients; there must be an allowed audience.
void validate_delegate_clients(const Context& context, const model::authserver::RunConfig& config);

std::vector<model::authserver::TrustedIssuer> convert_trusted_issuers(
    const std::vector<model::TrustedIssuerConfig>& issuers);
/// As authserver's validateTrustedIssuers, less what admission has judged.
void validate_trusted_issuers(const Context& context, const model::authserver::RunConfig& config);

}  // namespace vmcp::op
