#include "core/operator/members/entry_ca.h"

#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/kube/checksum.h"
#include "core/model/path_of.h"

namespace vmcp::op {
namespace {

using model::path_of;

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

void wire_entry_ca(const Context& context, const std::vector<Workload>& workloads,
                   const std::vector<model::config::StaticBackendConfig>& backends) {
  std::vector<Wire> rows;
  std::map<std::string, std::size_t, std::less<>> by_file;
  for (const Workload& workload : workloads) {
    const Entry* entry = workload.as<model::McpServerEntrySpec>();
    const model::ConfigMapKeySelector* reference = entry == nullptr ? nullptr : bundle(*entry);
    if (reference == nullptr) continue;
    const std::string key = key_of(*reference);
    Wire row = Wire::file(Content::config_map(reference->name, key), std::string(kBasePath) + entry->name(), key,
                          volume_name(entry->name()), false);
    row.origin = {entry->object,
                  path_of<&model::McpServerEntrySpec::ca_bundle_ref, &model::CaBundleSource::config_map_ref>(),
                  nullptr,
                  {}};
    row.lookup = Lookup::kExpected;
    by_file.try_emplace(row.name, rows.size());
    rows.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < backends.size(); ++i) {
    const std::string& file = backends[i].ca_bundle_path;
    if (file.empty()) continue;
    const auto [at, added] = by_file.try_emplace(file, rows.size());
    // A backend that spec.config states may name any file.
    if (added) rows.push_back({.kind = Wire::Kind::kFile, .name = file, .wired = Wired::kForgotten});
    Wire& row = rows[at->second];
    if (!row.reader.name.empty()) continue;
    row.use = Use::kBackendCa;
    row.reader = {"backend " + diag::quoted(backends[i].name), Urgency::kLater,
                  path_of<&model::VirtualMcpServerSpec::group_ref, &model::McpGroupRef::name>(), i};
  }
  for (Wire& row : rows) wire(context, Concern::kEntries, std::move(row));
}

std::string entry_ca_path(const Entry& entry) {
  const model::ConfigMapKeySelector* reference = bundle(entry);
  if (reference == nullptr) return "";
  return std::string(kBasePath) + entry.name() + '/' + key_of(*reference);
}

}  // namespace vmcp::op
