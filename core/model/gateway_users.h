#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace vmcp::model {

/// Where objects of another project's name what ToolHive's operator makes: routes, and what scales or watches pods.
struct GatewayUser {
  enum class Use : std::uint8_t {
    kService,  ///< with its port beside the name, or the port's number or name below
    kDeployment,
    kLabels  ///< of a Deployment
  };

  std::string_view group;
  std::string_view kind;  ///< or how it ends
  std::string_view path;
  Use use;

  bool is(std::string_view its_group, std::string_view its_kind) const {
    return group == its_group && its_kind.ends_with(kind);
  }
};

/// There may be several for a kind.
std::span<const GatewayUser> gateway_users();

/// Whether there is one for a kind.
bool may_use_gateways(std::string_view group, std::string_view kind);

}  // namespace vmcp::model
