#include "core/operator/config_map.h"

#include <utility>

#include "core/emit/emit.h"
#include "core/kube/checksum.h"
#include "core/model/encode.h"
#include "core/operator/behaviour.h"
#include "core/operator/names.h"

namespace vmcp::op {

using yaml::Value;

Value config_labels(std::string_view server) {
  return Value::mapping()
      .set("toolhive.stacklok.io/component", "vmcp-config")
      .set("toolhive.stacklok.io/virtual-mcp-server", server)
      .set("toolhive.stacklok.io/managed-by", "toolhive-operator");
}

Value config_map_for(const Context& context, const model::config::Config& config,
                     const std::optional<model::authserver::RunConfig>& auth_server) {
  const release::Set set = context.settings.release.set;
  Value data = Value::mapping().set("config.yaml", emit::yaml_v3(model::encode(config, set), behaviour_of(set).yaml));
  if (auth_server)
    data.set("authserver-config.yaml", emit::yaml_v3(model::encode(*auth_server, set), behaviour_of(set).yaml));
  Value labels = config_labels(context.name());
  const std::string checksum = kube::content_checksum(data, labels);

  Value config_map = object_of("v1", "ConfigMap", config_map_name(context.name()), context.name_space());
  config_map.find("metadata")
      ->set("labels", std::move(labels))
      .set("annotations", Value::mapping().set(kContentChecksum, checksum));
  config_map.set("data", std::move(data));
  return config_map;
}

std::size_t content_size(const Value& config_map) {
  const Value* data = config_map.find("data");
  if (data == nullptr || !data->is_mapping()) return 0;
  std::size_t size = 0;
  for (const yaml::Member& member : data->members()) {
    if (member.value.is_string()) size += member.value.as_string().size();
  }
  return size;
}

std::string_view content_checksum(const Value& config_map) {
  return config_map.find("metadata")->find("annotations")->string_at(kContentChecksum);
}

}  // namespace vmcp::op
