#include "core/operator/lookups.h"

#include "core/operator/secrets.h"

namespace vmcp::op {

bool holds_secret(const Context& context, std::string_view name) {
  return !context.settings.strict || find_secret(context.cluster, context.name_space(), name).has_value();
}

bool holds_secret_key(const Context& context, std::string_view name, std::string_view key) {
  const auto keys = find_secret(context.cluster, context.name_space(), name);
  return keys ? keys->may_have(key) : !context.settings.strict;
}

bool holds_config_map(const Context& context, std::string_view name) {
  return !context.settings.strict || context.cluster.find("", "ConfigMap", context.name_space(), name) != nullptr;
}

bool holds_config_map_key(const Context& context, std::string_view name, std::string_view key) {
  const cluster::Object* config_map = context.cluster.find("", "ConfigMap", context.name_space(), name);
  if (config_map == nullptr) return !context.settings.strict;
  const yaml::Value* data = config_map->value.find("data");
  return data != nullptr && data->find(key) != nullptr;
}

}  // namespace vmcp::op
