#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::start {

/// The items of the list at `key`; none when there is no such list, or no owner.
const yaml::Sequence& items_of(const yaml::Value* owner, std::string_view key);

/// The first item of that name; null pointer when there is none.
const yaml::Value* find_named(const yaml::Sequence& items, std::string_view name);

/// The container in which vmcp runs; null pointer when there is none.
const yaml::Value* gateway_container(const yaml::Value& deployment);

/// The value that a Deployment writes out for a variable of that container; empty when there is none, or it comes from
/// somewhere else. Of several the last counts.
std::string_view container_env(const yaml::Value& deployment, std::string_view name);

/// Whether a ConfigMap that the operator makes has an entry of this key.
bool has_entry(const yaml::Value& config_map, std::string_view key);

/// Whether a pod starts without what the reference or source names.
bool is_optional(const yaml::Value& reference);

using NamedItems = std::unordered_map<std::string_view, const yaml::Value*>;

/// The items by their names, the first of each; they must outlive the index.
NamedItems by_name(const yaml::Sequence& items);

/// The files that a mount puts into its container, as far as its volume, one of the pod's `volumes`, lists them.
std::vector<std::string> files_of(const yaml::Value& mount, const NamedItems& volumes);

}  // namespace vmcp::start
