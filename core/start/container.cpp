#include "core/start/container.h"

#include <algorithm>
#include <array>

#include "core/operator/names.h"
#include "core/operator/vmcp_container.h"

namespace vmcp::start {

using yaml::Value;

const yaml::Sequence& items_of(const Value* owner, std::string_view key) {
  static const yaml::Sequence kNone;
  const Value* list = owner == nullptr ? nullptr : owner->find(key);
  return list != nullptr && list->is_sequence() ? list->items() : kNone;
}

const Value* find_named(const yaml::Sequence& items, std::string_view name) {
  const auto found = std::ranges::find_if(items, [&](const Value& item) { return item.string_at("name") == name; });
  return found == items.end() ? nullptr : &*found;
}

const Value* gateway_container(const Value& deployment) {
  return find_named(items_of(op::pod_spec(deployment), "containers"), op::kGatewayContainer);
}

std::string_view container_env(const Value& deployment, std::string_view name) {
  std::string_view result;
  for (const Value& variable : items_of(gateway_container(deployment), "env")) {
    if (variable.string_at("name") == name) result = variable.string_at("value");
  }
  return result;
}

bool has_entry(const Value& config_map, std::string_view key) {
  return std::ranges::any_of(std::array<std::string_view, 2>{"data", "binaryData"}, [&](std::string_view field) {
    const Value* data = config_map.find(field);
    return data != nullptr && data->find(key) != nullptr;
  });
}

bool is_optional(const Value& reference) {
  const Value* optional = reference.find("optional");
  return optional != nullptr && optional->is_bool() && optional->as_bool();
}

NamedItems by_name(const yaml::Sequence& items) {
  NamedItems index;
  for (const Value& item : items) index.try_emplace(item.string_at("name"), &item);
  return index;
}

std::vector<std::string> files_of(const Value& mount, const NamedItems& volumes) {
  const std::string path(mount.string_at("mountPath"));
  if (!mount.string_at("subPath").empty()) return {path};
  std::vector<std::string> files;
  const auto volume = volumes.find(mount.string_at("name"));
  if (volume == volumes.end()) return files;
  for (const std::string_view source : {"secret", "configMap"}) {
    for (const Value& item : items_of(volume->second->find(source), "items")) {
      files.push_back(path + '/' + std::string(item.string_at("path")));
    }
  }
  return files;
}

}  // namespace vmcp::start
