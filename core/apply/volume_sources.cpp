#include <algorithm>
#include <array>
#include <re2/re2.h>
#include <string>

#include "core/admission/name_rules.h"
#include "core/apply/env.h"
#include "core/apply/formats.h"
#include "core/apply/resources.h"
#include "core/apply/volumes.h"
#include "core/text/ascii.h"

namespace vmcp::apply {
namespace {

using yaml::Member;

constexpr std::size_t kDriverNameLength = 63;
constexpr std::size_t kTenantLength = 64;
constexpr std::size_t kPortalLength = 64;
constexpr std::int64_t kMaxByte = 255;

constexpr std::array<std::string_view, 8> kHostPathTypes = {
    "", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice"};
constexpr std::array<std::string_view, 3> kPullPolicies = {"Always", "IfNotPresent", "Never"};
constexpr std::array<std::string_view, 3> kCachingModes = {"None", "ReadOnly", "ReadWrite"};
constexpr std::array<std::string_view, 3> kDiskKinds = {"Dedicated", "Managed", "Shared"};

/// Fields that must be there, for the types that ask for no more.
template <std::size_t count>
void require_texts(const Node& source, const std::array<std::string_view, count>& fields, Refusals& refusals) {
  for (const std::string_view field : fields) refusals.required_text(source[field]);
}

void check_partition(const Node& disk, Refusals& refusals) { check_range(disk["partition"], 0, kMaxByte, refusals); }

void check_secret_reference(const Node& source, Refusals& refusals) {
  const Node reference = source["secretRef"];
  if (reference.exists()) refusals.required_text(reference["name"]);
}

void check_empty_dir(const Node& source, Refusals& refusals) {
  const Node limit = source["sizeLimit"];
  if (is_negative_quantity(limit)) refusals.forbidden(limit, "must not be below 0");
}

void check_host_path(const Node& source, Refusals& refusals) {
  const Node path = source["path"];
  if (path.text().empty()) return refusals.required(path);
  refusals.invalid_text(path, backstep_fault(path.text()));
  check_optional_word(source["type"], kHostPathTypes, refusals);
}

void check_git_repo(const Node& source, Refusals& refusals) {
  refusals.required_text(source["repository"]);
  const Node directory = source["directory"];
  refusals.invalid_text(directory, descending_path_fault(directory.text()));
}

void check_gce_disk(const Node& source, Refusals& refusals) {
  refusals.required_text(source["pdName"]);
  check_partition(source, refusals);
}

void check_aws_store(const Node& source, Refusals& refusals) {
  refusals.required_text(source["volumeID"]);
  check_partition(source, refusals);
}

void check_secret(const Node& source, Refusals& refusals) {
  refusals.required_text(source["secretName"]);
  check_file_mode(source["defaultMode"], refusals);
  check_key_items(source, refusals);
}

void check_config_map(const Node& source, Refusals& refusals) {
  refusals.required_text(source["name"]);
  check_file_mode(source["defaultMode"], refusals);
  check_key_items(source, refusals);
}

void check_nfs(const Node& source, Refusals& refusals) {
  refusals.required_text(source["server"]);
  const Node path = source["path"];
  refusals.required_text(path);
  if (!path.text().starts_with('/')) refusals.invalid_text(path, "must be an absolute path");
}

std::string_view initiator_fault(std::string_view name) {
  static const RE2 kIqn(R"(iqn\.\d{4}-\d{2}\.([[:alnum:].-]+)(:[^,;*&$|\s]+)$)");
  static const RE2 kEui("^eui.[[:alnum:]]{16}$");
  static const RE2 kNaa("^naa.[[:alnum:]]{32}$");
  const auto matches = [&](const RE2& pattern) { return RE2::PartialMatch({name.data(), name.size()}, pattern); };
  if (name.starts_with("iqn")) return matches(kIqn) ? "" : "must be an iSCSI name such as iqn.2001-04.com.example:disk";
  if (name.starts_with("eui")) return matches(kEui) ? "" : "must be \"eui.\" and 16 letters and digits";
  if (name.starts_with("naa")) return matches(kNaa) ? "" : "must be \"naa.\" and 32 letters and digits";
  return "must begin with iqn, eui or naa";
}

void check_iscsi(const Node& source, Refusals& refusals) {
  refusals.required_text(source["targetPortal"]);
  const Node iqn = source["iqn"];
  refusals.required_text(iqn);
  if (!iqn.text().empty()) refusals.invalid_text(iqn, initiator_fault(iqn.text()));
  check_range(source["lun"], 0, kMaxByte, refusals);
  const bool authenticates = source["chapAuthDiscovery"].is_true() || source["chapAuthSession"].is_true();
  const Node secret = source["secretRef"];
  if (authenticates && !secret.exists()) refusals.required(secret);
  const Node initiator = source["initiatorName"];
  if (initiator.exists()) {
    refusals.invalid_text(initiator.named("initiatorname"), initiator_fault(initiator.text()));
  }
}

void check_glusterfs(const Node& source, Refusals& refusals) {
  require_texts(source, std::array<std::string_view, 2>{"endpoints", "path"}, refusals);
}

void check_flocker(const Node& source, Refusals& refusals) {
  const Node name = source["datasetName"];
  const bool has_uuid = !source["datasetUUID"].text().empty();
  if (name.text().empty() && !has_uuid) refusals.required(source, "must have datasetName or datasetUUID");
  if (!name.text().empty() && has_uuid) refusals.invalid(source, "must not have both datasetName and datasetUUID");
  if (name.text().find('/') != std::string_view::npos) refusals.invalid_text(name, "must not contain '/'");
}

void check_claim(const Node& source, Refusals& refusals) { refusals.required_text(source["claimName"]); }

void check_monitors(const Node& source, Refusals& refusals) {
  const Node monitors = source["monitors"];
  if (monitors.empty()) refusals.required(monitors);
}

void check_rbd(const Node& source, Refusals& refusals) {
  check_monitors(source, refusals);
  refusals.required_text(source["image"]);
}

void check_cinder(const Node& source, Refusals& refusals) {
  refusals.required_text(source["volumeID"]);
  check_secret_reference(source, refusals);
}

/// As net.SplitHostPort succeeds.
bool is_host_and_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return false;
  std::string_view host = text.substr(0, colon);
  std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[')) {
    if (host.find(']') != host.size() - 1) return false;
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return false;
  }
  const auto has_bracket = [](std::string_view part) { return part.find_first_of("[]") != std::string_view::npos; };
  return !has_bracket(host) && !has_bracket(port);
}

void check_quobyte(const Node& source, Refusals& refusals) {
  constexpr std::string_view kPairs = "must be pairs of a host and a port, separated by commas";
  const Node registry = source["registry"];
  const Node tenant = source["tenant"];
  if (registry.text().empty()) {
    refusals.required(registry, kPairs);
  } else if (tenant.text().size() > kTenantLength) {
    refusals.required(tenant, "must be a UUID of at most 64 characters");
  } else {
    std::string_view rest = registry.text();
    while (true) {
      const std::size_t comma = rest.find(',');
      if (!is_host_and_port(rest.substr(0, comma))) refusals.invalid_text(registry, kPairs);
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  refusals.required_text(source["volume"]);
}

void check_downward_api(const Node& source, Refusals& refusals) {
  check_file_mode(source["defaultMode"], refusals);
  const Node items = source["items"];
  for_each_item(items, [&](const Node& file) { check_downward_file(file, source, refusals); });
}

void check_fibre_channel(const Node& source, Refusals& refusals) {
  const Node targets = source["targetWWNs"];
  const bool has_ids = !source["wwids"].empty();
  if (targets.empty() && !has_ids) refusals.required(targets, "must be set, or wwids");
  if (!targets.empty() && has_ids) refusals.invalid(targets, "must not be set beside wwids");
  if (targets.empty()) return;
  const Node lun = source["lun"];
  if (!lun.exists()) return refusals.required(lun, "must be set beside targetWWNs");
  check_range(lun, 0, kMaxByte, refusals);
}

void check_flex_volume(const Node& source, Refusals& refusals) {
  refusals.required_text(source["driver"]);
  const Node options = source["options"];
  for (const Member& option : options.members()) {
    const std::string domain = '.' + text::to_lower(std::string_view(option.key).substr(0, option.key.find('/')));
    if (domain.ends_with(".kubernetes.io") || domain.ends_with(".k8s.io")) {
      refusals.invalid_text(options.at_key(option), option.key, "must not be of kubernetes.io or k8s.io");
    }
  }
}

void check_azure_file(const Node& source, Refusals& refusals) {
  require_texts(source, std::array<std::string_view, 2>{"secretName", "shareName"}, refusals);
}

void check_vsphere(const Node& source, Refusals& refusals) { refusals.required_text(source["volumePath"]); }
void check_photon(const Node& source, Refusals& refusals) { refusals.required_text(source["pdID"]); }
void check_portworx(const Node& source, Refusals& refusals) { refusals.required_text(source["volumeID"]); }

void check_azure_disk(const Node& source, Refusals& refusals) {
  const Node uri = source["diskURI"];
  const Node kind = source["kind"];
  require_texts(source, std::array<std::string_view, 2>{"diskName", "diskURI"}, refusals);
  check_optional_word(source["cachingMode"], kCachingModes, refusals);
  check_optional_word(kind, kDiskKinds, refusals);
  // The server takes Shared where nothing is said.
  const std::string_view prefix = kind.text() == "Managed" ? "/subscriptions/" : "https://";
  if (!uri.text().starts_with(prefix)) {
    refusals.add(Reason::kUnsupported, uri, "must begin with \"" + std::string(prefix) + "\" for a disk of this kind");
  }
}

void check_storage_os(const Node& source, Refusals& refusals) {
  const Node name = source["volumeName"];
  refusals.required_text(name);
  if (!name.text().empty()) check_dns_label(name, refusals);
  const Node name_space = source["volumeNamespace"];
  if (!name_space.text().empty()) check_dns_label(name_space, refusals);
  check_secret_reference(source, refusals);
}

void check_scale_io(const Node& source, Refusals& refusals) {
  require_texts(source, std::array<std::string_view, 3>{"gateway", "system", "volumeName"}, refusals);
}

void check_csi(const Node& source, Refusals& refusals) {
  const Node driver = source["driver"];
  if (driver.text().empty()) {
    refusals.required(driver);
  } else {
    if (driver.text().size() > kDriverNameLength) {
      refusals.add(Reason::kTooLong, driver, "must be no longer than 63 characters");
    }
    refusals.invalid_text(driver, admission::dns_subdomain_fault(text::to_lower(driver.text())));
  }
  const Node secret = source["nodePublishSecretRef"];
  if (!secret.exists()) return;
  const Node name = secret["name"];
  refusals.required_text(name);
  // The API server names the driver's own field.
  if (!name.text().empty()) {
    refusals.invalid_text(source["name"], name.text(), admission::dns_subdomain_fault(name.text()));
  }
}

void check_image(const Node& source, Refusals& refusals) {
  const Node policy = source["pullPolicy"];
  if (!policy.text().empty()) check_optional_word(policy, kPullPolicies, refusals);
}

struct SourceType {
  std::string_view field;
  void (*check)(const Node&, Refusals&);
  std::string_view path = {};         ///< where the server names it otherwise than by its key
  std::string_view second_path = {};  ///< likewise, where another source stands before it
};

/// In the order in which the API server looks; the first one counts.
constexpr std::array<SourceType, 30> kSourceTypes = {{
    {"emptyDir", check_empty_dir},
    {"hostPath", check_host_path},
    {"gitRepo", check_git_repo},
    {"gcePersistentDisk", check_gce_disk, "persistentDisk"},
    {"awsElasticBlockStore", check_aws_store},
    {"secret", check_secret},
    {"nfs", check_nfs},
    {"iscsi", check_iscsi},
    {"glusterfs", check_glusterfs},
    {"flocker", check_flocker},
    {"persistentVolumeClaim", check_claim},
    {"rbd", check_rbd},
    {"cinder", check_cinder},
    {"cephfs", check_monitors, {}, "cephFS"},
    {"quobyte", check_quobyte},
    {"downwardAPI", check_downward_api, {}, "downwarAPI"},
    {"fc", check_fibre_channel},
    {"flexVolume", check_flex_volume},
    {"configMap", check_config_map},
    {"azureFile", check_azure_file},
    {"vsphereVolume", check_vsphere},
    {"photonPersistentDisk", check_photon},
    {"portworxVolume", check_portworx},
    {"azureDisk", check_azure_disk},
    {"storageos", check_storage_os},
    {"projected", check_projected},
    {"scaleIO", check_scale_io},
    {"csi", check_csi},
    {"ephemeral", check_ephemeral},
    {"image", check_image},
}};

}  // namespace

void check_volume_source(const Node& volume, Refusals& refusals) {
  const SourceType* first = nullptr;
  for (const SourceType& type : kSourceTypes) {
    const Node source = volume[type.field];
    if (!source.exists()) continue;
    if (first != nullptr) {
      refusals.forbidden(type.second_path.empty() ? source : source.named(type.second_path),
                         "must not stand beside " + std::string(first->field));
      refusals.beside(volume[first->field]);
      continue;
    }
    first = &type;
    type.check(type.path.empty() ? source : source.named(type.path), refusals);
  }
  const Node iscsi = volume["iscsi"];
  const std::size_t portal = volume["name"].text().size() + 1 + iscsi["targetPortal"].text().size();
  if (iscsi["initiatorName"].exists() && portal > kPortalLength) {
    refusals.invalid(volume["name"], "the volume's name and targetPortal together must be shorter than 64 characters");
  }
}

void check_downward_file(const Node& file, const Node& owner, Refusals& refusals) {
  const Node path = file["path"].below(owner);
  refusals.required_text(path);
  check_local_path(path, refusals);
  const Node field = file["fieldRef"];
  const Node resource = file["resourceFieldRef"];
  if (field.exists()) {
    check_field_reference(field.below(owner), FieldUse::kFile, refusals);
    if (resource.exists()) refusals.invalid(owner, "must not have both fieldRef and resourceFieldRef in an item");
  } else if (resource.exists()) {
    check_resource_reference(resource.below(owner), FieldUse::kFile, refusals);
  } else {
    refusals.required(owner, "must have fieldRef or resourceFieldRef in each item");
  }
  check_file_mode(file["mode"].below(owner), refusals);
}

}  // namespace vmcp::apply
