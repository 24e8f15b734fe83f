#include "core/operator/settings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/operator/behaviour.h"
#include "core/text/ascii.h"

namespace vmcp::op {
namespace {

constexpr std::string_view kPullSecrets = "TOOLHIVE_DEFAULT_IMAGE_PULL_SECRETS";
constexpr std::string_view kTlsEnabled = "TOOLHIVE_DEFAULT_REDIS_TLS_ENABLED";

constexpr std::array<std::pair<std::string_view, std::string Settings::*>, 7> kStrings = {
    {{"VMCP_IMAGE", &Settings::vmcp_image},
     {"TOOLHIVE_DEFAULT_REDIS_ADDR", &Settings::default_redis_address},
     {"TOOLHIVE_DEFAULT_REDIS_SECRET_NAME", &Settings::default_redis_secret_name},
     {"TOOLHIVE_DEFAULT_REDIS_SECRET_KEY", &Settings::default_redis_secret_key},
     {kTlsEnabled, &Settings::default_redis_tls_enabled},
     {"TOOLHIVE_DEFAULT_REDIS_TLS_CA_SECRET_NAME", &Settings::default_redis_ca_secret_name},
     {"TOOLHIVE_DEFAULT_REDIS_TLS_CA_SECRET_KEY", &Settings::default_redis_ca_secret_key}}};

constexpr auto kNames = [] {
  std::array<std::string_view, kStrings.size() + 1> names{};
  std::ranges::transform(kStrings, names.begin(), [](const auto& entry) { return entry.first; });
  names.back() = kPullSecrets;
  return names;
}();

/// As imagepullsecrets.LoadDefaultsFromEnv: a comma list, blanks around names and empty names are ignored.
std::vector<std::string> pull_secrets(std::string_view list) {
  std::vector<std::string> names;
  while (true) {
    const std::size_t comma = list.find(',');
    const std::string_view name = text::trim(list.substr(0, comma));
    if (!name.empty()) names.emplace_back(name);
    if (comma == std::string_view::npos) return names;
    list.remove_prefix(comma + 1);
  }
}

/// As strconv.ParseBool.
std::optional<bool> parse_bool(std::string_view text) {
  constexpr std::array<std::string_view, 6> kTrue = {"1", "t", "T", "true", "TRUE", "True"};
  constexpr std::array<std::string_view, 6> kFalse = {"0", "f", "F", "false", "FALSE", "False"};
  if (std::ranges::find(kTrue, text) != kTrue.end()) return true;
  if (std::ranges::find(kFalse, text) != kFalse.end()) return false;
  return std::nullopt;
}

}  // namespace

std::span<const std::string_view> environment_names() { return kNames; }

bool apply_environment(std::string_view name, std::string_view value, Settings& settings) {
  if (name == kPullSecrets) {
    settings.default_image_pull_secrets = pull_secrets(value);
    return true;
  }
  const auto found = std::ranges::find(kStrings, name, [](const auto& entry) { return entry.first; });
  if (found == kStrings.end()) return false;
  settings.*found->second = value;
  return true;
}

bool default_redis_has_tls(const Settings& settings) {
  return behaviour_of(settings.release.set).reads_default_redis_tls &&
         parse_bool(settings.default_redis_tls_enabled).value_or(false);
}

std::optional<std::string> environment_problem(const Settings& settings) {
  if (!behaviour_of(settings.release.set).reads_default_redis_tls) return std::nullopt;
  const std::string& enabled = settings.default_redis_tls_enabled;
  if (!enabled.empty() && !parse_bool(enabled)) {
    // Not which value: the password may have been given to the wrong variable.
    return std::string(kTlsEnabled) + " is no boolean, expected \"true\" or \"false\"";
  }
  const bool has_name = !settings.default_redis_ca_secret_name.empty();
  if (has_name == settings.default_redis_ca_secret_key.empty()) {
    return std::string("of the default redis' CA Secret only the ") + (has_name ? "name" : "key") +
           " is given, expected both or none";
  }
  if (has_name && !default_redis_has_tls(settings)) {
    return "the default redis' CA Secret needs " + std::string(kTlsEnabled) + "=true";
  }
  if (default_redis_has_tls(settings) && settings.default_redis_address.empty()) {
    return std::string(kTlsEnabled) + " needs TOOLHIVE_DEFAULT_REDIS_ADDR";
  }
  return std::nullopt;
}

}  // namespace vmcp::op
