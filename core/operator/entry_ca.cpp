#include "core/operator/entry_ca.h"

#include <array>
#include <openssl/sha.h>
#include <string_view>

#include "core/operator/references.h"

namespace vmcp::op {
namespace {

using Entry = cluster::Resource<model::McpServerEntrySpec>;

constexpr std::string_view kBasePath = "/etc/toolhive/ca-bundles/";
constexpr std::string_view kDefaultKey = "ca.crt";
constexpr std::string_view kVolumePrefix = "ca-bundle-";
constexpr std::size_t kLongestVolumeName = 63;
/// What remains of the entry's name when a dash and eight hexadecimal digits follow.
constexpr std::size_t kTruncatedName = kLongestVolumeName - kVolumePrefix.size() - 1 - 8;

const model::ConfigMapKeySelector* bundle(const Entry& entry) {
  const auto& source = entry.spec.ca_bundle_ref;
  return source && source->config_map_ref ? &*source->config_map_ref : nullptr;
}

std::string key_of(const model::ConfigMapKeySelector& reference) {
  return reference.key.empty() ? std::string(kDefaultKey) : reference.key;
}

std::string hash_of(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < 4; ++i) {
    result += kDigits[digest[i] >> 4U];
    result += kDigits[digest[i] & 0xFU];
  }
  return result;
}

// as caBundleVolumeName
std::string volume_name(const std::string& entry) {
  std::string name = std::string(kVolumePrefix) + entry;
  if (name.size() <= kLongestVolumeName) return name;
  name.resize(kVolumePrefix.size() + kTruncatedName);
  while (name.size() > kVolumePrefix.size() && name.back() == '-') name.pop_back();
  return name + '-' + hash_of(entry);
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
