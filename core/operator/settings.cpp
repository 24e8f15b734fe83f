#include "core/operator/settings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/text/ascii.h"

namespace vmcp::op {
namespace {

constexpr std::string_view kPullSecrets = "TOOLHIVE_DEFAULT_IMAGE_PULL_SECRETS";

constexpr std::array<std::pair<std::string_view, std::string Settings::*>, 4> kStrings = {
    {{"VMCP_IMAGE", &Settings::vmcp_image},
     {"TOOLHIVE_DEFAULT_REDIS_ADDR", &Settings::default_redis_address},
     {"TOOLHIVE_DEFAULT_REDIS_SECRET_NAME", &Settings::default_redis_secret_name},
     {"TOOLHIVE_DEFAULT_REDIS_SECRET_KEY", &Settings::default_redis_secret_key}}};

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

}  // namespace vmcp::op
