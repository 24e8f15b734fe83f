#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "core/apply/formats.h"
#include "core/apply/metadata.h"
#include "core/apply/resources.h"
#include "core/apply/volumes.h"

namespace vmcp::apply {
namespace {

constexpr std::int64_t kShortestToken = 600;
constexpr std::int64_t kLongestToken = std::int64_t{1} << 32U;
constexpr std::int64_t kUsualToken = 3600;

constexpr std::array<std::string_view, 4> kAccessModes = {"ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce",
                                                          "ReadWriteOncePod"};
constexpr std::array<std::string_view, 2> kVolumeModes = {"Block", "Filesystem"};
/// Metadata that a claim's template cannot have, as the API server names it.
constexpr std::array<std::array<std::string_view, 2>, 13> kForbiddenMetadata = {{
    {"name", "name"},
    {"generateName", "generateName"},
    {"namespace", "namespace"},
    {"selfLink", "selfLink"},
    {"uid", "uID"},
    {"resourceVersion", "resourceVersion"},
    {"generation", "generation"},
    {"creationTimestamp", "creationTimestamp"},
    {"deletionTimestamp", "deletionTimestamp"},
    {"deletionGracePeriodSeconds", "deletionGracePeriodSeconds"},
    {"ownerReferences", "ownerReferences"},
    {"finalizers", "finalizers"},
    {"managedFields", "managedFields"},
}};

using Paths = std::set<std::string_view>;

void enter(const Node& path, const Node& projected, Paths& paths, Refusals& refusals) {
  if (path.text().empty() || paths.insert(path.text()).second) return;
  refusals.invalid_text(projected, path.text(), "must be the path of one item only");
}

void check_token(const Node& token, const Node& projected, Refusals& refusals) {
  const Node expiration = token["expirationSeconds"];
  const std::int64_t seconds = expiration.integer(kUsualToken);
  if (seconds < kShortestToken || seconds > kLongestToken) {
    refusals.invalid(expiration, std::to_string(seconds) + " must be between 600 and 2^32 seconds");
  }
  // The API server names the path of a token below the volume.
  const Node path = token["path"].below(projected);
  refusals.required_text(path);
  if (!path.text().empty()) check_local_path(path, refusals);
}

// as validateDataSource and validateDataSourceRef
void check_data_source(const Node& source, Refusals& refusals) {
  if (!source.exists()) return;
  refusals.required_text(source["name"]);
  const Node kind = source["kind"];
  refusals.required_text(kind);
  const Node group = source["apiGroup"];
  if (group.text().empty()) {
    if (kind.text() != "PersistentVolumeClaim") {
      refusals.invalid_text(source, kind.text(), "must be PersistentVolumeClaim without an apiGroup");
    }
  } else {
    check_dns_subdomain(group, refusals);
  }
  const Node name_space = source["namespace"];
  if (!name_space.text().empty()) check_dns_label(name_space, refusals);
}

bool same_source(const Node& one, const Node& other) {
  const auto equal = [&](std::string_view field) {
    return one[field].exists() == other[field].exists() && one[field].text() == other[field].text();
  };
  return equal("apiGroup") && equal("kind") && equal("name");
}

// as ValidatePersistentVolumeClaimSpec
void check_claim_spec(const Node& spec, Refusals& refusals) {
  const Node modes = spec["accessModes"];
  if (modes.empty()) refusals.required(modes, "must have an access mode");
  check_label_selector(spec["selector"], refusals);
  bool once_pod = false;
  bool others = false;
  for_each_item(modes, [&](const Node& mode) {
    const bool known = std::ranges::find(kAccessModes, mode.text()) != kAccessModes.end();
    if (!known) check_word(modes, mode.text(), kAccessModes, refusals);
    once_pod = once_pod || mode.text() == "ReadWriteOncePod";
    others = others || (known && mode.text() != "ReadWriteOncePod");
  });
  if (once_pod && others) refusals.forbidden(modes, "must not have other modes beside ReadWriteOncePod");

  const Node resources = spec["resources"];
  const Node requests = resources["requests"];
  const Node storage = requests.at_key("storage");
  const Node at_storage = storage.below(resources);
  if (!storage.exists()) {
    refusals.required(at_storage);
  } else {
    check_positive_quantity(at_storage, refusals);
  }
  for (const std::string_view field : {"storageClassName", "volumeAttributesClassName"}) {
    const Node name = spec[field];
    if (!name.text().empty()) check_dns_subdomain(name, refusals);
  }
  check_optional_word(spec["volumeMode"], kVolumeModes, refusals);
  const Node source = spec["dataSource"];
  const Node reference = spec["dataSourceRef"];
  check_data_source(source, refusals);
  check_data_source(reference, refusals);
  if (!source.exists() || !reference.exists()) return;
  if (!reference["namespace"].text().empty()) {
    refusals.invalid(spec, "must not have a dataSource beside a dataSourceRef with a namespace");
  } else if (!same_source(source, reference)) {
    refusals.invalid(spec, "must have the same dataSource and dataSourceRef");
  }
}

}  // namespace

void check_projected(const Node& projected, Refusals& refusals) {
  check_file_mode(projected["defaultMode"], refusals);
  Paths paths;
  const Node sources = projected["sources"];
  for_each_item(sources, [&](const Node& source) {
    const Node secret = source["secret"];
    const Node config_map = source["configMap"];
    const Node downward = source["downwardAPI"];
    const Node token = source["serviceAccountToken"];
    for (const Node* object : {&secret, &config_map}) {
      if (!object->exists()) continue;
      refusals.required_text((*object)["name"]);
      check_key_items(*object, refusals);
      const Node items = (*object)["items"];
      for_each_item(items, [&](const Node& item) { enter(item["path"], projected, paths, refusals); });
    }
    const Node files = downward["items"];
    for_each_item(files, [&](const Node& file) {
      check_downward_file(file, downward, refusals);
      enter(file["path"], projected, paths, refusals);
    });
    if (token.exists()) check_token(token, projected, refusals);
    // Cluster trust bundles and pod certificates are behind feature gates that are off: the server drops them.
    if (secret.exists() + config_map.exists() + downward.exists() + token.exists() > 1) {
      refusals.forbidden(source, "must have only one source");
    }
  });
}

void check_ephemeral(const Node& ephemeral, Refusals& refusals) {
  const Node claim = ephemeral["volumeClaimTemplate"];
  if (!claim.exists()) return refusals.required(claim);
  const Node metadata = claim["metadata"];
  check_annotations(metadata["annotations"], refusals);
  check_labels(metadata["labels"], refusals);
  for (const auto& [field, name] : kForbiddenMetadata) {
    const Node set = metadata[field];
    if (set.exists()) refusals.forbidden(set.named(name), "must not be set in a template of a claim");
  }
  const Node spec = claim["spec"];
  check_claim_spec(spec, refusals);
}

}  // namespace vmcp::apply
