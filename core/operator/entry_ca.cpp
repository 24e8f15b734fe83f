#include "core/operator/entry_ca.h"

#include <string_view>

#include "core/kube/checksum.h"
#include "core/operator/references.h"

namespace vmcp::op {
namespace {

using Entry = cluster::Resource<model::McpServerEntrySpec>;

constexpr std::string_view kBasePath = "/etc/toolhive/ca-bundles/";
constexpr std::string_view kDefaultKey = "ca.crt";
constexpr std::string_view kVolumePrefix = "ca-bundle-";
constexpr std::size_t kLongestVolumeName = 63;
constexpr std::size_t kHashLength = 8;
/// What remains of the entry's name when a dash and the hash follow.
constexpr std::size_t kTruncatedName = kLongestVolumeName - kVolumePrefix.size() - 1 - kHashLength;

const model::ConfigMapKeySelector* bundle(const Entry& entry) {
  const auto& source = entry.spec.ca_bundle_ref;
  return source && source->config_map_ref ? &*source->config_map_ref : nullptr;
}

std::string key_of(const model::ConfigMapKeySelector& reference) {
  return reference.key.empty() ? std::string(kDefaultKey) : reference.key;
}

// as caBundleVolumeName
std::string volume_name(const std::string& entry) {
  std::string name = std::string(kVolumePrefix) + entry;
  if (name.size() <= kLongestVolumeName) return name;
  name.resize(kVolumePrefix.size() + kTruncatedName);
  while (name.size() > kVolumePrefix.size() && name.back() == '-') name.pop_back();
  return name + '-' + kube::sha256_hex(entry).substr(0, kHashLength);
}

}  // namespace

kube::Volumes entry_ca_volumes(const Context& context, const std::vector<Workload>& workloads) {
  kube::Volumes result;
  for (const Workload& workload : workloads) {
    const Entry* entry = workload.as<model::McpServerEntrySpec>();
    const model::ConfigMapKeySelector* reference = entry == nullptr ? nullptr : bundle(*entry);
    if (reference == nullptr) continue;
    const std::string key = key_of(*reference);
    expect_config_map_key(context, *entry->object, diag::FieldPath("spec.caBundleRef.configMapRef"), reference->name,
                          key);
    kube::Volume volume;
    volume.name = volume_name(entry->name());
    volume.object = reference->name;
    volume.items = {{key, key}};
    result.mounts.push_back({volume.name, std::string(kBasePath) + entry->name(), "", true});
    result.volumes.push_back(std::move(volume));
  }
  return result;
}

std::string entry_ca_path(const Entry& entry) {
  const model::ConfigMapKeySelector* reference = bundle(entry);
  if (reference == nullptr) return "";
  return std::string(kBasePath) + entry.name() + '/' + key_of(*reference);
}

}  // namespace vmcp::op
