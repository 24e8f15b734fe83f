#include "core/start/container_env.h"

#include <algorithm>
#include <initializer_list>

namespace vmcp::start {
namespace {

using yaml::Value;

constexpr std::string_view kContainer = "vmcp";

const Value* follow(const Value* value, std::initializer_list<std::string_view> way) {
  for (const std::string_view key : way) {
    if (value == nullptr) return nullptr;
    value = value->find(key);
  }
  return value;
}

}  // namespace

std::string_view container_env(const Value& deployment, std::string_view name) {
  std::string_view result;
  const Value* containers = follow(&deployment, {"spec", "template", "spec", "containers"});
  if (containers == nullptr || !containers->is_sequence()) return result;
  for (const Value& container : containers->items()) {
    const Value* env = container.string_at("name") == kContainer ? container.find("env") : nullptr;
    if (env == nullptr || !env->is_sequence()) continue;
    for (const Value& variable : env->items()) {
      if (variable.string_at("name") == name) result = variable.string_at("value");
    }
  }
  return result;
}

bool takes_any_url(const Value& deployment) {
  return std::ranges::equal(container_env(deployment, "INSECURE_DISABLE_URL_VALIDATION"), std::string_view{"true"},
                            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace vmcp::start
