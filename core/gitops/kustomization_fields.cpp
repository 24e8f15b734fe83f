#include "core/gitops/kustomization_fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using diag::FieldPath;
using yaml::Value;

/// The keys of a mapping, or of each mapping in a list, at a place of a file; `*` in a place, whose parts dots
/// separate, stands for the items of a list.
struct Row {
  std::string_view place;
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
constexpr auto kSortOptions = std::to_array<std::string_view>({"order", "legacySortOptions"});
constexpr auto kReplacement = std::to_array<std::string_view>({"path", "source", "sourceValue", "targets"});
constexpr auto kSource =
    std::to_array<std::string_view>({"group", "version", "kind", "name", "namespace", "fieldPath", "options"});
constexpr auto kSourceOptions = std::to_array<std::string_view>({"delimiter", "index", "encoding", "create"});
constexpr auto kReplacementTarget = std::to_array<std::string_view>({"select", "reject", "fieldPaths", "options"});
constexpr auto kFieldSpec = std::to_array<std::string_view>({"group", "version", "kind", "path", "create"});
constexpr auto kNameReference = std::to_array<std::string_view>({"group", "version", "kind", "fieldSpecs"});
constexpr std::string_view kReplacements = "replacements";
constexpr std::string_view kNameReferences = "nameReference";
constexpr auto kConfiguration = std::to_array<std::string_view>(
    {"namePrefix", "nameSuffix", "namespace", "commonLabels", "labels", "templateLabels", "commonAnnotations",
     kNameReferences, "varReference", "images", "replicas"});

constexpr std::array kRows = {
    Row{"", kKustomization},
    Row{"patches.*", kPatch},
    Row{"patches.*.target", kTarget},
    Row{"patches.*.options", kPatchOptions},
    Row{"patchesJson6902.*", kPatch},
    Row{"patchesJson6902.*.target", kTarget},
    Row{"configMapGenerator.*", kConfigMap},
    Row{"configMapGenerator.*.options", kGenerator},
    Row{"secretGenerator.*", kSecret},
    Row{"secretGenerator.*.options", kGenerator},
    Row{"generatorOptions", kGenerator},
    Row{"labels.*", kLabel},
    Row{"labels.*.fields.*", kFieldSpec},
    Row{"images.*", kImage},
    Row{"replicas.*", kReplica},
    Row{"sortOptions", kSortOptions},
    Row{"replacements.*", kReplacement},
};

/// Of an entry of `replacements`, or of one in a file that such an entry names.
constexpr std::array kReplacementRows = {
    Row{"source", kSource},           Row{"source.options", kSourceOptions}, Row{"targets.*", kReplacementTarget},
    Row{"targets.*.select", kTarget}, Row{"targets.*.reject.*", kTarget},    Row{"targets.*.options", kSourceOptions},
};

constexpr std::string_view kKustomizationKind = "Kustomization";
constexpr std::string_view kComponentKind = "Component";
constexpr auto kKinds = std::to_array<std::string_view>({kKustomizationKind, kComponentKind});
constexpr std::string_view kGroup = "kustomize.config.k8s.io/";
constexpr std::string_view kFlux = "kustomize.toolkit.fluxcd.io/";

std::string_view canonical(std::string_view key, std::span<const std::string_view> keys) {
  const auto found =
      std::ranges::find_if(keys, [&](std::string_view known) { return text::equal_ignoring_case(known, key); });
  return found == keys.end() ? std::string_view{} : *found;
}

class Reader {
 public:
  FieldJudgement judgement;

  /// `what` is said to have no such field.
  explicit Reader(std::string_view what) : what_(what) {}

  void read(Value& value, std::string_view place, std::span<const std::string_view> keys, const FieldPath& path) {
    if (!place.empty()) {
      const std::string_view part = place.substr(0, place.find('.'));
      const std::string_view rest = place.substr(std::min(part.size() + 1, place.size()));
      if (part != "*") {
        if (Value* next = value.find(part)) read(*next, rest, keys, path / part);
      } else if (value.is_sequence()) {
        for (std::size_t i = 0; i < value.items().size(); ++i) read(value.items()[i], rest, keys, path[i]);
      }
      return;
    }
    if (!value.is_mapping()) return;
    take_known(value, keys, path);
    for (yaml::Member& member : value.members()) {
      if (!canonical(member.key, keys).empty()) continue;
      std::string meant(text::nearest(member.key, keys));
      const bool is_shown = !meant.empty() || !is_below_secret(path.str());
      judgement.faults.push_back({(is_shown ? path / member.key : path).str(), member.key_mark,
                                  std::string(what_) + " has no field " +
                                      (is_shown ? diag::quoted(member.key) : "like this, whose name may be a secret"),
                                  meant});
      if (!meant.empty() && value.find(meant) == nullptr) member.key = std::move(meant);
    }
  }

 private:
  /// As encoding/json, which gets the keys in the order of their bytes: the last of those that are alike counts.
  void take_known(Value& mapping, std::span<const std::string_view> keys, const FieldPath& path) {
    std::map<std::string_view, std::pair<std::string, yaml::Mark>> taken;
    for (const yaml::Member& member : mapping.members()) {
      const std::string_view key = canonical(member.key, keys);
      if (key.empty()) continue;
      std::pair<std::string, yaml::Mark> other(member.key, member.key_mark);
      const auto [known, is_new] = taken.try_emplace(key, other);
      if (is_new) continue;
      if (known->second.first < other.first) std::swap(known->second, other);
      const auto& [last, mark] = known->second;
      judgement.shared.push_back({(path / key).str(), last, mark, other.first, other.second});
    }
    std::erase_if(mapping.members(), [&](const yaml::Member& member) {
      const auto known = taken.find(canonical(member.key, keys));
      return known != taken.end() && known->second.first != member.key;
    });
    for (yaml::Member& member : mapping.members()) {
      if (const std::string_view key = canonical(member.key, keys); !key.empty()) member.key = key;
    }
  }

  std::string_view what_;
};

/// Makes the kind and apiVersion of a kustomization those that kustomize wants, if they are stated at all.
void take_head(Value& root, std::vector<FieldFault>& faults) {
  if (const std::string_view kind = root.string_at("kind");
      !kind.empty() && std::ranges::find(kKinds, kind) == kKinds.end()) {
    std::string meant(text::nearest(kind, kKinds));
    faults.push_back(
        {"kind", root.find_member("kind")->key_mark,
         "a kustomization is of kind " + diag::quoted(kKustomizationKind) + " or " + diag::quoted(kComponentKind),
         meant});
    if (!meant.empty()) root.set("kind", Value(std::move(meant)));
  }
  const bool is_component = root.string_at("kind") == kComponentKind;
  const std::string wanted = std::string(kGroup) + (is_component ? "v1alpha1" : "v1beta1");
  const std::string_view version = root.string_at("apiVersion");
  if (version.empty() || version == wanted) return;
  faults.push_back({"apiVersion", root.find_member("apiVersion")->key_mark,
                    "the apiVersion of a " + std::string(is_component ? kComponentKind : kKustomizationKind) + " is " +
                        diag::quoted(wanted),
                    wanted});
  root.set("apiVersion", Value(wanted));
}

void judge_paths(const Value& holder, const char* list, const FieldPath& above, std::vector<FieldFault>& faults) {
  if (const yaml::Member* stated = holder.find_member(list);
      stated != nullptr && !stated->value.is_null() && !stated->value.is_sequence()) {
    faults.push_back({(above / list).str(), stated->key_mark, "this is a list"});
  }
  const yaml::Sequence& items = yaml::items_at(holder, {list});
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool is_path = items[i].is_string() && !items[i].as_string().empty();
    if (!is_path) faults.push_back({(above / list)[i].str(), items[i].mark(), "this names no file or directory"});
  }
}

void judge_literals(const Value& generator, const FieldPath& above, std::vector<FieldFault>& faults) {
  const yaml::Sequence& items = yaml::items_at(generator, {"literals"});
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::size_t equals = items[i].is_string() ? items[i].as_string().find('=') : std::string::npos;
    if (equals != std::string::npos && equals != 0) continue;
    faults.push_back({(above / "literals")[i].str(), items[i].mark(), "a literal is a key, \"=\" and a value"});
  }
}

/// What no list of this kind can hold. Plugins may be listed without a name, which kustomize passes over.
void judge_entries(const Value& root, std::vector<FieldFault>& faults) {
  const FieldPath top;
  for (const char* list : {"resources", "bases", "components", "crds", "configurations", "patchesStrategicMerge"}) {
    judge_paths(root, list, top, faults);
  }
  for (const char* list : {"configMapGenerator", "secretGenerator"}) {
    const yaml::Sequence& items = yaml::items_at(root, {list});
    for (std::size_t i = 0; i < items.size(); ++i) {
      const FieldPath at = (top / list)[i];
      for (const char* part : {"files", "envs"}) judge_paths(items[i], part, at, faults);
      judge_literals(items[i], at, faults);
    }
  }
}

void read_replacements(Reader& reader, Value& entries, const FieldPath& path) {
  for (const Row& row : kReplacementRows) reader.read(entries, std::string("*.").append(row.place), row.keys, path);
}

}  // namespace

FieldJudgement take_fields(Value& kustomization) {
  Reader reader("a kustomization");
  for (const Row& row : kRows) reader.read(kustomization, row.place, row.keys, {});
  if (Value* replacements = kustomization.find(kReplacements)) {
    read_replacements(reader, *replacements, FieldPath(std::string(kReplacements)));
  }
  FieldJudgement judgement = std::move(reader.judgement);
  if (kustomization.is_mapping()) take_head(kustomization, judgement.faults);
  judge_entries(kustomization, judgement.faults);
  return judgement;
}

std::vector<FieldFault> take_replacement_fields(Value& root) {
  Reader reader("a replacement");
  if (root.is_sequence()) {
    reader.read(root, "*", kReplacement, {});
    read_replacements(reader, root, {});
  } else {
    reader.read(root, "", kReplacement, {});
    for (const Row& row : kReplacementRows) reader.read(root, row.place, row.keys, {});
  }
  return std::move(reader.judgement.faults);
}

std::vector<FieldFault> take_configuration_fields(Value& root) {
  Reader reader("a configuration of kustomize");
  reader.read(root, "", kConfiguration, {});
  for (const std::string_view key : kConfiguration) {
    const bool names = key == kNameReferences;
    reader.read(root, std::string(key) + ".*", names ? std::span<const std::string_view>(kNameReference) : kFieldSpec,
                {});
  }
  reader.read(root, std::string(kNameReferences) + ".*.fieldSpecs.*", kFieldSpec, {});
  return std::move(reader.judgement.faults);
}

bool is_kustomization(const Value& root) {
  const std::string_view version = root.string_at("apiVersion");
  if (version.empty() || version.starts_with(kGroup)) return true;
  // Flux' objects are called so, too.
  return !version.starts_with(kFlux) && root.find("spec") == nullptr &&
         !text::nearest(root.string_at("kind"), kKinds).empty();
}

bool is_below_secret(std::string_view field) { return field.starts_with("secretGenerator"); }

}  // namespace vmcp::gitops
