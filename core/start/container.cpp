#include "core/start/container.h"

#include <algorithm>

#include "core/operator/names.h"

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

const Value* pod_spec(const Value& deployment) {
  const Value* spec = deployment.find("spec");
  const Value* pod_template = spec == nullptr ? nullptr : spec->find("template");
  return pod_template == nullptr ? nullptr : pod_template->find("spec");
}

const Value* gateway_container(const Value& deployment) {
  return find_named(items_of(pod_spec(deployment), "containers"), op::kGatewayContainer);
}

std::string_view container_env(const Value& deployment, std::string_view name) {
  std::string_view result;
  for (const Value& variable : items_of(gateway_container(deployment), "env")) {
    if (variable.string_at("name") == name) result = variable.string_at("value");
  }
  return result;
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
