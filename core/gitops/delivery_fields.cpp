#include "core/gitops/delivery_fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/delivery.h"
#include "core/gitops/template_parameters.h"
#include "core/text/nearest.h"

namespace vmcp::gitops {
namespace {

using diag::FieldPath;
using yaml::Value;

/// All fields of an object, or of each in a list; behind a colon the shape of what such a field holds, where a mistake
/// in that can change what is delivered.
struct Shape {
  std::string_view name;
  std::string_view fields;
};

// As kustomize-controller v1.8, flux-operator v0.40 and Argo CD v3.3 have them, and fields of Flux before v1. What is
// in `patches` and alike is a kustomization's.
constexpr std::array kShapes = {
    Shape{"Kustomization", "apiVersion kind metadata:metadata spec:flux status"},
    Shape{
        "metadata",
        "annotations creationTimestamp deletionGracePeriodSeconds deletionTimestamp finalizers generateName generation "
        "labels managedFields name namespace ownerReferences resourceVersion selfLink uid"},
    Shape{"flux",
          "buildMetadata commonMetadata components decryption:decryption deletionPolicy dependsOn:dependsOn "
          "driftIgnoreRules force healthCheckExprs healthChecks ignoreMissingComponents images interval kubeConfig "
          "namePrefix nameSuffix "
          "patches patchesJson6902 patchesStrategicMerge path postBuild:postBuild prune retryInterval "
          "serviceAccountName sourceRef:sourceRef suspend targetNamespace timeout validation wait"},
    Shape{"decryption", "provider secretRef:reference serviceAccountName"},
    Shape{"reference", "name"},
    Shape{"dependsOn", "name namespace readyExpr"},
    Shape{"postBuild", "substitute substituteFrom:substituteFrom substituteStrategy"},
    Shape{"substituteFrom", "kind name optional"},
    Shape{"sourceRef", "apiVersion kind name namespace"},
    Shape{"FluxInstance", "apiVersion kind metadata:metadata spec:instance status"},
    Shape{"instance",
          "cluster commonMetadata components distribution kustomize migrateResources sharding storage sync:sync wait"},
    Shape{"sync", "interval kind name path provider pullSecret ref url"},
    Shape{"Application", "apiVersion kind metadata:metadata operation spec:application status"},
    Shape{"application",
          "destination:destination ignoreDifferences info project revisionHistoryLimit source:source sourceHydrator "
          "sources:source syncPolicy:syncPolicy"},
    Shape{"syncPolicy", "automated:automated managedNamespaceMetadata retry syncOptions"},
    Shape{"automated", "allowEmpty enabled prune selfHeal"},
    Shape{"destination", "name namespace server"},
    Shape{"source", "chart directory:directory helm kustomize:kustomize name path plugin ref repoURL targetRevision"},
    Shape{"directory", "exclude include jsonnet recurse"},
    Shape{"kustomize",
          "apiVersions commonAnnotations commonAnnotationsEnvsubst commonLabels components forceCommonAnnotations "
          "forceCommonLabels ignoreMissingComponents images kubeVersion labelIncludeTemplates labelWithoutSelector "
          "namePrefix nameSuffix namespace patches replicas version"},
    Shape{"ApplicationSet", "apiVersion kind metadata:metadata spec:set status"},
    Shape{"set",
          "applyNestedSelectors generators:generator goTemplate goTemplateOptions ignoreApplicationDifferences "
          "preservedFields strategy strategyRef syncPolicy template:template templatePatch"},
    Shape{"template", "metadata spec:application"},
    Shape{"generator",
          "clusterDecisionResource clusters:clusters git:git list:list matrix:generators merge:generators plugin "
          "pullRequest scmProvider selector:selector"},
    Shape{"clusters", "flatList selector:selector template:template values"},
    Shape{"selector", "matchExpressions matchLabels"},
    Shape{"generators", "generators:generator mergeKeys template:template"},
    Shape{"git",
          "directories:directories files:directories pathParamPrefix repoURL requeueAfterSeconds revision "
          "template:template values"},
    Shape{"directories", "exclude path"},
    Shape{"list", "elements elementsYaml template:template"},
};

constexpr auto kVariableKinds = std::to_array<std::string_view>({"ConfigMap", "Secret"});
constexpr auto kSourceKinds =
    std::to_array<std::string_view>({"Bucket", "ExternalArtifact", "GitRepository", "OCIRepository"});

struct Field {
  std::string_view name;
  std::string_view shape;  ///< empty: of no concern
};

std::vector<Field> fields_of(std::string_view name) {
  std::vector<Field> fields;
  std::string_view rest = std::ranges::find(kShapes, name, &Shape::name)->fields;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    const std::size_t colon = std::min(word.find(':'), word.size());
    fields.push_back({word.substr(0, colon), word.substr(std::min(colon + 1, word.size()))});
  }
  return fields;
}

/// What was meant by a name that is none of `known`; empty: nothing is near.
std::string_view meant_by(std::string_view name, std::span<const std::string_view> known) {
  constexpr std::size_t kMostEdits = 2;
  const std::string_view near = text::nearest(name, known);
  return text::is_within(name, near, kMostEdits) ? near : std::string_view{};
}

class Reader {
 public:
  explicit Reader(std::string_view api_version) : who_(name_of(api_version)) {}

  std::vector<FieldFault> faults;

  /// Of a group that is nearly one of deliveries.
  void mend_group(Value& root) {
    Value* stated = root.find("apiVersion");
    if (stated == nullptr || !stated->is_string()) return;
    const std::string old = stated->as_string();
    const std::string_view group = meant_group(old, root.string_at("kind"));
    if (group.empty()) return;
    const yaml::Mark mark = stated->mark();
    std::string meant = std::string(group) + old.substr(old.find('/') + 1);
    who_ = name_of(meant);
    faults.push_back({"apiVersion", mark, who_ + " has no API " + diag::quoted(old), meant});
    *stated = Value(std::move(meant));
    stated->set_mark(mark);
  }

  void mend_kind(Value& root) {
    Value* kind = root.find("kind");
    if (kind == nullptr || !kind->is_string() || is_delivery(root)) return;
    const std::string_view meant = meant_by(kind->as_string(), delivery_kinds(root.string_at("apiVersion")));
    if (!meant.empty()) mend(*kind, "kind", meant);
  }

  void read(Value& value, std::string_view shape, const FieldPath& path) {
    if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) read(value.items()[i], shape, path[i]);
      return;
    }
    if (!value.is_mapping()) return;
    const std::vector<Field> fields = fields_of(shape);
    std::vector<std::string_view> names;
    for (const Field& field : fields) names.push_back(field.name);
    for (yaml::Member& member : value.members()) {
      const auto is_it = [&](const Field& field) { return field.name == member.key; };
      auto known = std::ranges::find_if(fields, is_it);
      if (known == fields.end() && unknown_++ < kMostUnknown) {
        std::string_view meant = meant_by(member.key, names);
        if (meant.empty()) continue;
        // `source` is one, and `sources` are a list.
        const auto list = std::ranges::find(names, std::string(meant) + 's');
        if (list != names.end() && member.value.is_sequence()) meant = *list;
        faults.push_back({(path / member.key).str(), member.key_mark,
                          who_ + " has no field " + diag::quoted(member.key) + " here", std::string(meant)});
        if (value.find(meant) == nullptr) member.key = meant;
        known = std::ranges::find_if(fields, is_it);
      }
      if (known != fields.end() && !known->shape.empty()) read(member.value, known->shape, path / member.key);
    }
  }

  /// Judges the kind in what stands at `path`, of which Flux takes only some, and later releases perhaps more.
  void read_kind(Value& holder, const FieldPath& path, std::span<const std::string_view> known, bool are_all) {
    Value* kind = holder.find("kind");
    if (kind == nullptr || !kind->is_string()) return;
    const std::string& name = kind->as_string();
    if (std::ranges::find(known, name) != known.end() || name.find('$') != std::string::npos) return;
    const std::string_view meant = meant_by(name, known);
    if (are_all || !meant.empty()) mend(*kind, (path / "kind").str(), meant);
  }

 private:
  /// More are hardly misspelt.
  static constexpr std::size_t kMostUnknown = 200;

  static const char* name_of(std::string_view api_version) {
    return api_version.starts_with("argoproj.io/") ? "Argo CD" : "Flux";
  }

  void mend(Value& kind, std::string path, std::string_view meant) {
    faults.push_back({std::move(path), kind.mark(), who_ + " has no kind " + diag::quoted(kind.as_string()) + " here",
                      std::string(meant)});
    if (meant.empty()) return;
    const yaml::Mark mark = kind.mark();
    kind = Value(meant);
    kind.set_mark(mark);
  }

  std::string who_;
  std::size_t unknown_ = 0;
};

}  // namespace

std::vector<FieldFault> take_delivery_fields(Value& root) {
  Reader reader(root.string_at("apiVersion"));
  reader.mend_group(root);
  reader.mend_kind(root);
  if (!is_delivery(root)) return {};
  reader.read(root, root.string_at("kind"), {});
  if (root.string_at("kind") == "ApplicationSet") mend_parameters(root, reader.faults);
  Value* spec = root.find("spec");
  if (spec == nullptr) return std::move(reader.faults);
  const FieldPath at("spec");
  for (const char* field : {"sourceRef", "sync"}) {
    if (Value* source = spec->find(field)) reader.read_kind(*source, at / field, kSourceKinds, false);
  }
  Value* post_build = spec->find("postBuild");
  Value* entries = post_build == nullptr ? nullptr : post_build->find("substituteFrom");
  for (std::size_t i = 0; entries != nullptr && entries->is_sequence() && i < entries->items().size(); ++i) {
    reader.read_kind(entries->items()[i], (at / "postBuild" / "substituteFrom")[i], kVariableKinds, true);
  }
  return std::move(reader.faults);
}

std::vector<FieldFault> take_delivery_head(Value& root) {
  constexpr std::size_t kMostEdits = 2;
  if (!root.is_mapping() || root.find("spec") == nullptr) return {};
  for (const std::string_view field : {"apiVersion", "kind"}) {
    if (root.find(field) != nullptr) continue;
    for (std::size_t i = 0; i < root.members().size(); ++i) {
      yaml::Member& member = root.members()[i];
      const std::size_t edits = std::min(kMostEdits, field.size() / 3);
      if (!text::is_within(member.key, field, edits) || !member.value.is_string()) continue;
      const std::string stated = std::exchange(member.key, std::string(field));
      if (is_delivery(root)) {
        return {
            {stated, member.key_mark, "an object has no field " + diag::quoted(stated) + " here", std::string(field)}};
      }
      member.key = stated;
    }
  }
  return {};
}

}  // namespace vmcp::gitops
