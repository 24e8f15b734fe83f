#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/row.h"

namespace vmcp::model {

struct EnvVar {
  std::string name;
  std::string value;

  static constexpr auto rows() { return std::tuple{always("name", &EnvVar::name), always("value", &EnvVar::value)}; }
};

struct PermissionProfileRef {
  std::string type;
  std::string name;
  std::string key;

  static constexpr auto rows() {
    return std::tuple{always("type", &PermissionProfileRef::type), always("name", &PermissionProfileRef::name),
                      omitempty("key", &PermissionProfileRef::key)};
  }
};

struct WebhookConfigRef {
  std::string name;

  static constexpr auto rows() { return std::tuple{always("name", &WebhookConfigRef::name)}; }
};

/// What only the MCPServer's own controller reads of its spec.
struct McpServerContainer {
  std::vector<EnvVar> env;
  std::optional<PermissionProfileRef> permission_profile;
  std::optional<WebhookConfigRef> webhook_config_ref;

  static constexpr auto rows() {
    return std::tuple{omitempty("env", &McpServerContainer::env),
                      omitempty("permissionProfile", &McpServerContainer::permission_profile),
                      omitempty("webhookConfigRef", &McpServerContainer::webhook_config_ref)};
  }
};

}  // namespace vmcp::model
