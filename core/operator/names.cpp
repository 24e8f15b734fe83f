#include "core/operator/names.h"

namespace vmcp::op {

using yaml::Value;

std::string config_map_name(std::string_view server) { return std::string(server) + "-vmcp-config"; }
std::string service_name(std::string_view server) { return "vmcp-" + std::string(server); }
std::string own_service_account_name(std::string_view server) { return std::string(server) + "-vmcp"; }
std::string session_secret_name(std::string_view server) { return std::string(server) + "-hmac-secret"; }

std::string service_account_name(const Context& context) {
  return context.spec().service_account.value_or(own_service_account_name(context.name()));
}

Value gateway_labels(std::string_view server) {
  return Value::mapping()
      .set("app", "virtualmcpserver")
      .set("app.kubernetes.io/name", "virtualmcpserver")
      .set("app.kubernetes.io/instance", server)
      .set("toolhive", "true")
      .set("toolhive-name", server);
}

Value object_of(std::string_view api_version, std::string_view kind, std::string_view name,
                std::string_view name_space) {
  return Value::mapping()
      .set("apiVersion", api_version)
      .set("kind", kind)
      .set("metadata", Value::mapping().set("name", name).set("namespace", name_space));
}

}  // namespace vmcp::op
