#include "core/start/pod.h"

#include <algorithm>
#include <array>

#include "core/diag/quoted.h"
#include "core/operator/names.h"
#include "core/operator/vmcp_container.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using yaml::Value;

/// Where every pod has the token and the CA of its service account, unless it asks not to.
constexpr std::string_view kServiceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount/";

bool is_false(const Value* value) { return value != nullptr && value->is_bool() && !value->as_bool(); }

std::string_view without_final_slashes(std::string_view directory) {
  while (directory.ends_with('/')) directory.remove_suffix(1);
  return directory;
}

/// The text at `key` of a Secret or ConfigMap, as far as only its being empty matters.
bool is_empty_at(const cluster::Cluster& cluster, const cluster::Object& object, std::string_view key) {
  for (const std::string_view field : {"stringData", "data"}) {
    const Value* text = cluster.entry(object, field, key);
    if (text != nullptr) return text->is_null() || (text->is_string() && text->as_string().empty());
  }
  return false;
}

}  // namespace

Pod::Pod(const op::Context& context, const op::Rendered& rendered, const Value& deployment)
    : context_(context),
      rendered_(rendered),
      spec_(op::pod_spec(deployment)),
      container_(gateway_container(deployment)),
      volumes_(by_name(items_of(spec_, "volumes"))) {
  const yaml::Sequence& containers = items_of(spec_, "containers");
  container_path_ = FieldPath("spec.template.spec.containers");
  if (container_ != nullptr)
    container_path_ = container_path_[static_cast<std::size_t>(container_ - containers.data())];
  for (const Value& item : items_of(container_, "env")) variables_[item.string_at("name")] = &item;
  for (const Value& mount : items_of(container_, "volumeMounts")) {
    mounts_[without_final_slashes(mount.string_at("mountPath"))] = &mount;
  }
  for (const Value& volume : items_of(spec_, "volumes")) {
    index_files(volume);
    for (const Value& source : items_of(volume.find("projected"), "sources")) index_files(source);
  }
}

void Pod::index_files(const Value& volume) {
  for (const std::string_view kind : {"secret", "configMap"}) {
    const Value* source = volume.find(kind);
    for (const Value& item : items_of(source, "items")) files_[source].emplace(item.string_at("path"), &item);
  }
}

Pod::Variable Pod::variable(std::string_view name) const {
  const Variable otherwise = from_sources(name);
  const auto found = variables_.find(name);
  if (found == variables_.end()) return otherwise;
  const Value& item = *found->second;
  const Value* source = item.find("valueFrom");
  if (source != nullptr && source->is_mapping()) return from_source(*source, otherwise);
  return {item.string_at("value").empty() ? Presence::kEmpty : Presence::kSet};
}

Pod::Variable Pod::from_source(const Value& source, const Variable& otherwise) const {
  const Value* secret = source.find("secretKeyRef");
  const Value* config_map = source.find("configMapKeyRef");
  const Value* reference = secret != nullptr ? secret : config_map;
  if (reference == nullptr) return {Presence::kSet};
  const std::string_view kind = secret != nullptr ? "Secret" : "ConfigMap";
  const std::string_view name = reference->string_at("name");
  const std::string_view key = reference->string_at("key");
  // A key that is not optional keeps the container from being created, which is said where the key is asked for.
  if (is_optional(*reference) && !may_have(kind, name, key)) return otherwise;
  const cluster::Object* object = context_.cluster.find("", kind, context_.name_space(), name);
  if (object == nullptr || !is_empty_at(context_.cluster, *object, key)) return {Presence::kSet};
  return {Presence::kEmpty, secret != nullptr};
}

Pod::Variable Pod::from_sources(std::string_view name) const {
  Variable result;
  for (const Value& source : items_of(container_, "envFrom")) {
    const std::string_view prefix = source.string_at("prefix");
    if (!name.starts_with(prefix)) continue;
    const std::string_view key = name.substr(prefix.size());
    const Value* secret = source.find("secretRef");
    const Value* reference = secret != nullptr ? secret : source.find("configMapRef");
    if (reference == nullptr) continue;
    const std::string_view kind = secret != nullptr ? "Secret" : "ConfigMap";
    const std::string_view object_name = reference->string_at("name");
    if (!may_have(kind, object_name, key)) continue;
    const cluster::Object* object = context_.cluster.find("", kind, context_.name_space(), object_name);
    const bool empty = object != nullptr && is_empty_at(context_.cluster, *object, key);
    result = {empty ? Presence::kEmpty : Presence::kSet, empty && secret != nullptr};
  }
  return result;
}

bool Pod::may_have(std::string_view kind, std::string_view name, std::string_view key) const {
  if (kind == "Secret") {
    const auto keys = context_.cluster.secret(context_.name_space(), name);
    return keys ? keys->may_have(key) : !context_.settings.strict;
  }
  if (name == op::config_map_name(context_.name())) return has_entry(rendered_.config_map, key);
  const auto keys = context_.cluster.config_map(context_.name_space(), name);
  return keys ? keys->may_have(key) : !context_.settings.strict;
}

std::pair<const Value*, std::string_view> Pod::mount_of(std::string_view path) const {
  for (std::size_t end = path.size(); end != std::string_view::npos;
       end = end == 0 ? end - 1 : path.rfind('/', end - 1)) {
    const auto found = mounts_.find(path.substr(0, end));
    if (found != mounts_.end()) return {found->second, path.substr(std::min(end + 1, path.size()))};
  }
  return {};
}

std::optional<std::string> Pod::missing_file(std::string_view path) const {
  const auto [mount, rest] = mount_of(path);
  if (mount == nullptr) {
    const bool automatic = path.starts_with(kServiceAccountDirectory);
    if (!automatic) return "no volume is mounted there";
    if (spec_ != nullptr && is_false(spec_->find("automountServiceAccountToken")))
      return "automountServiceAccountToken is false";
    return std::nullopt;
  }
  const std::string volume_name(mount->string_at("name"));
  const auto volume = volumes_.find(volume_name);
  if (volume == volumes_.end()) return "the pod has no volume " + quoted(volume_name);
  if (mount->find("subPathExpr") != nullptr) return std::nullopt;
  std::string file(mount->string_at("subPath"));
  if (!file.empty() && !rest.empty()) file += '/';
  file += rest;
  return missing_in(*volume->second, file);
}

std::optional<std::string> Pod::missing_in(const Value& volume, std::string_view file) const {
  const std::string_view name = volume.string_at("name");
  const auto missing = [&] {
    return file.empty() ? "all of volume " + quoted(name) + " is mounted in its place"
                        : "volume " + quoted(name) + " has no file " + quoted(file);
  };
  if (const Value* secret = volume.find("secret")) {
    if (!source_may_hold(*secret, "Secret", secret->string_at("secretName"), file)) return missing();
  } else if (const Value* config_map = volume.find("configMap")) {
    if (!source_may_hold(*config_map, "ConfigMap", config_map->string_at("name"), file)) return missing();
  } else if (const Value* projected = volume.find("projected")) {
    // Of thousands of sources behind thousands of mounts not all are looked at.
    constexpr std::size_t kMostLooks = 1'000'000;
    const auto& sources = items_of(projected, "sources");
    looks_ += sources.size();
    if (looks_ > kMostLooks) return std::nullopt;
    const bool held = std::ranges::any_of(sources, [&](const Value& source) {
      if (const Value* part = source.find("secret")) {
        return source_may_hold(*part, "Secret", part->string_at("name"), file);
      }
      if (const Value* part = source.find("configMap")) {
        return source_may_hold(*part, "ConfigMap", part->string_at("name"), file);
      }
      return true;
    });
    if (!held) return missing();
  }
  return std::nullopt;
}

bool Pod::source_may_hold(const Value& source, std::string_view kind, std::string_view name,
                          std::string_view file) const {
  const auto files = files_.find(&source);
  if (files == files_.end()) return may_have(kind, name, file);
  // A key that a listed item names but the object lacks keeps the pod from starting, unless it is optional.
  const bool optional = is_optional(source);
  const auto [begin, end] = files->second.equal_range(file);
  return std::any_of(
      begin, end, [&](const auto& item) { return !optional || may_have(kind, name, item.second->string_at("key")); });
}

std::optional<std::string> Pod::flag(std::string_view name, std::string_view fallback) const {
  std::vector<std::string_view> words;
  for (const std::string_view list : {"command", "args"}) {
    for (const Value& word : items_of(container_, list)) {
      if (word.is_string()) words.push_back(word.as_string());
    }
  }
  if (!items_of(container_, "command").empty()) {
    const std::string_view program = words.empty() ? std::string_view{} : words.front();
    if (program.substr(program.rfind('/') + 1) != op::kGatewayContainer) return std::nullopt;
  }
  if (std::ranges::find(words, "serve") == words.end()) return std::nullopt;
  std::string_view value = fallback;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with(name)) continue;
    const std::string_view rest = words[i].substr(name.size());
    if (rest.starts_with('=')) value = rest.substr(1);
    if (rest.empty() && i + 1 < words.size()) value = words[i + 1];
  }
  // The kubelet puts a variable's value there.
  if (value.find("$(") != std::string_view::npos) return std::nullopt;
  return std::string(value);
}

}  // namespace vmcp::start
