#include "core/gitops/kustomization_fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/admission/variable.h"
#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/value_type.h"
#include "core/go/regexp.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/text/words.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using diag::FieldPath;
using yaml::Value;

/// The fields of a mapping, or of each mapping in a list, at a place of a file; `*` in a place, whose parts dots
/// separate, stands for the items of a list. Behind a colon stands the type of a field: `*` and that of each in a list,
/// `=` and all texts that are taken, or the letter of a type, or `r` for a regular expression; none where what it takes
/// is judged elsewhere.
struct Row {
  std::string_view place;
  std::string_view fields;
};

// As sigs.k8s.io/kustomize/api/types has them at v0.21.1.
constexpr std::string_view kPatch = "path:s patch:s target:o options:o";
constexpr std::string_view kTarget = "group:r version:r kind:r name:r namespace:r labelSelector:s annotationSelector:s";
constexpr std::string_view kGenerator = "labels:m annotations:m disableNameSuffixHash:b immutable:b";
constexpr std::string_view kReplacement = "path:s source:o sourceValue:s targets:*o";
constexpr std::string_view kSourceOptions = "delimiter:s index:n encoding:s create:b";
constexpr std::string_view kFieldSpec = "group:s version:s kind:s path:s create:b";
constexpr std::string_view kReplacements = "replacements";
constexpr std::string_view kNameReferences = "nameReference";
constexpr std::string_view kConfiguration =
    "namePrefix:*o nameSuffix:*o namespace:*o commonLabels:*o labels:*o templateLabels:*o commonAnnotations:*o "
    "nameReference:*o varReference:*o images:*o replicas:*o";

constexpr std::array kRows = {
    Row{"",
        "apiVersion:s kind:s metadata:o openapi:m namePrefix:s nameSuffix:s namespace:s commonLabels:m labels:*o "
        "commonAnnotations:m patchesStrategicMerge patchesJson6902:* patches:* images:*o imageTags:* replacements:* "
        "replicas:*o vars:* sortOptions:o resources components crds bases configMapGenerator:*o secretGenerator:*o "
        "helmGlobals:o helmCharts:* helmChartInflationGenerator:* generatorOptions:o configurations generators:* "
        "transformers:* validators:* buildMetadata:*s"},
    Row{"metadata", "name:s namespace:s labels:m annotations:m"},
    Row{"patches.*", kPatch},
    Row{"patches.*.target", kTarget},
    Row{"patches.*.options", "allowNameChange:b allowKindChange:b"},
    Row{"patchesJson6902.*", kPatch},
    Row{"patchesJson6902.*.target", kTarget},
    Row{"configMapGenerator.*", "name:s namespace:s behavior:s literals:* files envs env:s options:o"},
    Row{"configMapGenerator.*.options", kGenerator},
    Row{"secretGenerator.*", "name:s namespace:s behavior:s literals:* files envs env:s options:o type:s"},
    Row{"secretGenerator.*.options", kGenerator},
    Row{"generatorOptions", kGenerator},
    Row{"labels.*", "pairs:m includeSelectors:b includeTemplates:b fields:*o"},
    Row{"labels.*.fields.*", kFieldSpec},
    Row{"images.*", "name:s newName:s tagSuffix:s newTag:s digest:s"},
    Row{"replicas.*", "name:s count:n"},
    Row{"sortOptions", "order:=fifo|legacy legacySortOptions:o"},
    Row{"replacements.*", kReplacement},
    Row{"helmGlobals", "chartHome:s configHome:s"},
    Row{"helmCharts.*",
        "name:s version:s repo:s releaseName:s namespace:s additionalValuesFiles:*s valuesFile:s valuesInline:o "
        "valuesMerge:=merge|override|replace includeCRDs:b skipHooks:b apiVersions:*s kubeVersion:s nameTemplate:s "
        "skipTests:b debug:b devel:b"},
    Row{"helmChartInflationGenerator.*",
        "chartName:s chartVersion:s chartRepoUrl:s chartHome:s chartRepoName:s helmBin:s helmHome:s values:s "
        "valuesLocal:o valuesMerge:s releaseName:s releaseNamespace:s extraArgs:*s"},
    Row{"vars.*", "name:s objref:o fieldref:o"},
    Row{"vars.*.objref", "apiVersion:s group:s version:s kind:s name:s namespace:s"},
    Row{"vars.*.fieldref", "fieldPath:s"},
};

/// What a replacement is none without.
constexpr auto kNeeded = std::to_array<std::string_view>({"source", "targets", "select"});

/// Of an entry of `replacements`, or of one in a file that such an entry names.
constexpr std::array kReplacementRows = {
    Row{"source", "group:s version:s kind:s name:s namespace:s fieldPath:s options:o"},
    Row{"source.options", kSourceOptions},
    Row{"targets.*", "select:o reject:*o fieldPaths:*s options:o"},
    Row{"targets.*.select", kTarget},
    Row{"targets.*.reject.*", kTarget},
    Row{"targets.*.options", kSourceOptions},
};

constexpr std::string_view kKustomizationKind = "Kustomization";
constexpr std::string_view kComponentKind = "Component";
constexpr auto kKinds = std::to_array<std::string_view>({kKustomizationKind, kComponentKind});
constexpr std::string_view kGroup = "kustomize.config.k8s.io/";
constexpr std::string_view kFlux = "kustomize.toolkit.fluxcd.io/";

/// The names of a row's fields, and their types.
struct Fields {
  explicit Fields(std::string_view row) {
    for (std::string_view word : text::words_of(row)) {
      names.push_back(text::take_word(word, ':'));
      types.push_back(word);
    }
  }

  std::vector<std::string_view> names;
  std::vector<std::string_view> types;
};

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

  void read(Value& value, std::string_view place, std::string_view row, const FieldPath& path) {
    read(value, place, Fields(row), path);
  }

 private:
  void read(Value& value, std::string_view place, const Fields& fields, const FieldPath& path) {
    if (!place.empty()) {
      const std::string_view part = place.substr(0, place.find('.'));
      const std::string_view rest = place.substr(std::min(part.size() + 1, place.size()));
      if (part != "*") {
        if (Value* next = value.find(part)) read(*next, rest, fields, path / part);
      } else if (value.is_sequence()) {
        for (std::size_t i = 0; i < value.items().size(); ++i) read(value.items()[i], rest, fields, path[i]);
      }
      return;
    }
    if (!value.is_mapping()) return;
    take_known(value, fields.names, path);
    for (yaml::Member& member : value.members()) {
      if (!canonical(member.key, fields.names).empty()) continue;
      std::string meant(text::nearest(member.key, fields.names));
      const bool is_shown = !meant.empty() || !is_below_secret(path.str());
      judgement.faults.push_back({(is_shown ? path / member.key : path).str(), member.key_mark,
                                  std::string(what_) + " has no field " +
                                      (is_shown ? diag::quoted(member.key) : "like this, whose name may be a secret"),
                                  meant, true});
      if (meant.empty() || value.find(meant) != nullptr) continue;
      const bool is_needed = std::ranges::find(kNeeded, meant) != kNeeded.end() && value.find("sourceValue") == nullptr;
      judgement.faults.back().passed_over = !is_needed;
      member.key = std::move(meant);
    }
    for (const yaml::Member& member : value.members()) {
      const auto known = std::ranges::find(fields.names, member.key);
      if (known == fields.names.end()) continue;
      read_value(member.value, fields.types[static_cast<std::size_t>(known - fields.names.begin())], path / member.key);
    }
  }

  /// As encoding/json, for which null is nothing. What a tool fills in may be of any type.
  void read_value(const Value& value, std::string_view type, const FieldPath& path) {
    if (type.empty() || value.is_null() || admission::has_variable(value)) return;
    const std::string_view rest = type.substr(1);
    if (type.front() == '*') {
      if (!value.is_sequence()) return refuse(value, "a list", path);
      for (std::size_t i = 0; i < value.items().size(); ++i) read_value(value.items()[i], rest, path[i]);
    } else if (type.front() == '=') {
      read_choice(value, rest, path);
    } else if (type.front() == 'r') {
      if (!value.is_string()) return refuse(value, type_of('s').what, path);
      if (!go::is_regexp(value.as_string())) fault(value, path, "this is no regular expression");
    } else if (!type_of(type.front()).is(value)) {
      refuse(value, type_of(type.front()).what, path);
    } else if (type.front() == 'm') {
      for (const yaml::Member& member : value.members()) read_value(member.value, "s", path / member.key);
    }
  }

  void read_choice(const Value& value, std::string_view choices, const FieldPath& path) {
    if (!value.is_string()) return refuse(value, type_of('s').what, path);
    const std::string_view all = choices;
    std::vector<std::string_view> known;
    while (!choices.empty()) known.push_back(text::take_word(choices, '|'));
    if (std::ranges::find(known, value.as_string()) != known.end()) return;
    fault(value, path, "kustomize takes one of " + std::string(all) + " here",
          std::string(text::nearest(value.as_string(), known)));
  }

  /// Says no more than the type of what is refused: it may be a secret.
  void refuse(const Value& value, std::string_view wanted, const FieldPath& path) {
    fault(value, path, "kustomize takes " + std::string(wanted) + " here, not " + kind_of(value));
  }

  void fault(const Value& value, const FieldPath& path, std::string message, std::string meant = {}) {
    judgement.faults.push_back({path.str(), value.mark(), std::move(message), std::move(meant)});
  }

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
  for (const Row& row : kReplacementRows) reader.read(entries, std::string("*.").append(row.place), row.fields, path);
}

}  // namespace

FieldJudgement take_fields(Value& kustomization) {
  Reader reader("a kustomization");
  for (const Row& row : kRows) reader.read(kustomization, row.place, row.fields, {});
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
    for (const Row& row : kReplacementRows) reader.read(root, row.place, row.fields, {});
  }
  return std::move(reader.judgement.faults);
}

std::vector<FieldFault> take_configuration_fields(Value& root) {
  Reader reader("a configuration of kustomize");
  reader.read(root, "", kConfiguration, {});
  for (const std::string_view key : Fields(kConfiguration).names) {
    reader.read(root, std::string(key) + ".*",
                key == kNameReferences ? "group:s version:s kind:s fieldSpecs:*o" : kFieldSpec, {});
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
