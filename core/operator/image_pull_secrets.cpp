#include "core/operator/image_pull_secrets.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "core/kube/checksum.h"

namespace vmcp::op {

using yaml::Value;

std::vector<std::string> image_pull_secrets(const Context& context) {
  std::vector<std::string> names;
  std::unordered_set<std::string_view> seen;
  const auto add = [&](std::string_view name) {
    if (seen.insert(name).second) names.emplace_back(name);
  };
  for (const model::LocalObjectReference& reference : context.spec().image_pull_secrets) add(reference.name);
  for (const std::string& name : context.settings.default_image_pull_secrets) add(name);
  return names;
}

Value references_to(const std::vector<std::string>& names) {
  Value references = Value::sequence();
  for (const std::string& name : names) {
    references.push(name.empty() ? Value::mapping() : Value::mapping().set("name", name));
  }
  return references;
}

std::string image_pull_secrets_hash(std::vector<std::string> names) {
  std::ranges::sort(names);
  return kube::json_hash(references_to(names));
}

}  // namespace vmcp::op
