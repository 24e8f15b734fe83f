#include "core/render/kustomization_fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "core/diag/field_path.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"

namespace vmcp::render {
namespace {

using diag::FieldPath;
using yaml::Value;

/// The keys of a mapping, or of each mapping in a list, at a place of a kustomization; `*` in a place stands for the
/// items of a list.
struct Row {
  std::array<std::string_view, 3> place;
  std::span<const std::string_view> keys;
};

// As sigs.k8s.io/kustomize/api/types has them at v0.21.1.
constexpr auto kKustomization = std::to_array<std::string_view>({"apiVersion",
                                                                 "kind",
                                                                 "metadata",
                                                                 "openapi",
                                                                 "namePrefix",
                                                                 "nameSuffix",
                                                                 "namespace",
                                                                 "commonLabels",
                                                                 "labels",
                                                                 "commonAnnotations",
                                                                 "patchesStrategicMerge",
                                                                 "patchesJson6902",
                                                                 "patches",
                                                                 "images",
                                                                 "imageTags",
                                                                 "replacements",
                                                                 "replicas",
                                                                 "vars",
                                                                 "sortOptions",
                                                                 "resources",
                                                                 "components",
                                                                 "crds",
                                                                 "bases",
                                                                 "configMapGenerator",
                                                                 "secretGenerator",
                                                                 "helmGlobals",
                                                                 "helmCharts",
                                                                 "helmChartInflationGenerator",
                                                                 "generatorOptions",
                                                                 "configurations",
                                                                 "generators",
                                                                 "transformers",
                                                                 "validators",
                                                                 "buildMetadata"});
constexpr auto kPatch = std::to_array<std::string_view>({"path", "patch", "target", "options"});
constexpr auto kTarget = std::to_array<std::string_view>(
    {"group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector"});
constexpr auto kPatchOptions = std::to_array<std::string_view>({"allowNameChange", "allowKindChange"});
constexpr auto kConfigMap =
    std::to_array<std::string_view>({"name", "namespace", "behavior", "literals", "files", "envs", "env", "options"});
constexpr auto kSecret = std::to_array<std::string_view>(
    {"name", "namespace", "behavior", "literals", "files", "envs", "env", "options", "type"});
constexpr auto kGenerator =
    std::to_array<std::string_view>({"labels", "annotations", "disableNameSuffixHash", "immutable"});
constexpr auto kLabel = std::to_array<std::string_view>({"pairs", "includeSelectors", "includeTemplates", "fields"});
constexpr auto kImage = std::to_array<std::string_view>({"name", "newName", "tagSuffix", "newTag", "digest"});
constexpr auto kReplica = std::to_array<std::string_view>({"name", "count"});

constexpr std::array kRows = {
    Row{{}, kKustomization},
    Row{{"patches", "*"}, kPatch},
    Row{{"patches", "*", "target"}, kTarget},
    Row{{"patches", "*", "options"}, kPatchOptions},
    Row{{"patchesJson6902", "*"}, kPatch},
    Row{{"patchesJson6902", "*", "target"}, kTarget},
    Row{{"configMapGenerator", "*"}, kConfigMap},
    Row{{"configMapGenerator", "*", "options"}, kGenerator},
    Row{{"secretGenerator", "*"}, kSecret},
    Row{{"secretGenerator", "*", "options"}, kGenerator},
    Row{{"generatorOptions"}, kGenerator},
    Row{{"labels", "*"}, kLabel},
    Row{{"images", "*"}, kImage},
    Row{{"replicas", "*"}, kReplica},
};

class Reader {
 public:
  std::vector<yaml::UnknownKey> unknown;

  void read(const Value& value, std::span<const std::string_view> place, std::span<const std::string_view> keys,
            const FieldPath& path) {
    if (!place.empty() && !place.front().empty()) {
      const std::string_view part = place.front();
      if (part != "*") {
        if (const Value* next = value.find(part)) read(*next, place.subspan(1), keys, path / part);
      } else if (value.is_sequence()) {
        for (std::size_t i = 0; i < value.items().size(); ++i) {
          read(value.items()[i], place.subspan(1), keys, path[i]);
        }
      }
      return;
    }
    if (!value.is_mapping()) return;
    for (const yaml::Member& member : value.members()) {
      const bool is_known =
          std::ranges::any_of(keys, [&](std::string_view key) { return text::equal_ignoring_case(key, member.key); });
      if (is_known) continue;
      unknown.push_back({path, member.key, member.key_mark, std::string(text::nearest(member.key, keys))});
    }
  }
};

}  // namespace

std::vector<yaml::UnknownKey> unknown_keys(const Value& kustomization) {
  Reader reader;
  for (const Row& row : kRows) reader.read(kustomization, row.place, row.keys, {});
  return std::move(reader.unknown);
}

}  // namespace vmcp::render
