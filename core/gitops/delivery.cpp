#include "core/gitops/delivery.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/gitops/application_set.h"
#include "core/gitops/argo_glob.h"
#include "core/gitops/expressions.h"
#include "core/gitops/file_paths.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"
#include "core/yaml/payload.h"

namespace vmcp::gitops {
namespace {

using yaml::Document;
using yaml::Value;

/// What Flux and Argo CD call it alike.
constexpr const char* kIgnoreMissing = "ignoreMissingComponents";

/// Where a text is stated, unless there is none. What Argo CD has not filled in is a variable.
std::optional<NamespaceSource> stated_namespace(const Value& root, std::string_view path, std::string field,
                                                const std::string& file) {
  const yaml::Location location = yaml::find_location(root, path);
  if (location.value == nullptr || !location.value->is_string()) return std::nullopt;
  const std::string& text = location.value->as_string();
  if (text.empty()) return std::nullopt;
  return NamespaceSource{as_variables(text), {file, location.mark.line, location.mark.column}, std::move(field)};
}

/// The fields of `from` that a kustomization has, too.
Value edits_of(const Value& from) {
  Value edits = Value::mapping();
  for (const char* field : {"components", "patches", "patchesStrategicMerge", "patchesJson6902", "namePrefix",
                            "nameSuffix", "commonAnnotations"}) {
    if (const Value* value = from.find(field)) edits.set(field, *value);
  }
  return edits;
}

/// What Argo CD has under other names than a kustomization.
Value argo_edits_of(const Value& from) {
  Value edits = edits_of(from);
  const Value* labels = from.find("commonLabels");
  if (labels == nullptr) return edits;
  if (!yaml::is_true(from, {"labelWithoutSelector"})) return std::move(edits).set("commonLabels", *labels);
  Value entry = Value::mapping().set("pairs", *labels);
  entry.set("includeTemplates", Value(yaml::is_true(from, {"labelIncludeTemplates"})));
  return std::move(edits).set("labels", Value::sequence().push(std::move(entry)));
}

/// Another cluster is known by what its kubeconfig is called, which each namespace has for itself.
Destination flux_destination(const Value& spec) {
  Destination destination{.by = Destination::By::kFlux};
  for (const char* object : {"secretRef", "configMapRef"}) {
    const std::string_view name = yaml::text_at(spec, {"kubeConfig", object, "name"});
    // What is filled in may be any.
    if (!is_final(name)) return {};
    if (!name.empty()) destination.name = name;
  }
  return destination;
}

/// The cluster that Argo CD runs in has a name and a server.
Destination argo_destination(const Value& spec) {
  constexpr const char* kOwnName = "in-cluster";
  Destination destination{.by = Destination::By::kArgo};
  const auto take = [&](const char* field, std::string& stated) {
    const std::string_view text = yaml::text_at(spec, {"destination", field});
    if (is_final(text)) stated = text;
  };
  take("name", destination.name);
  take("server", destination.server);
  while (destination.server.ends_with('/')) destination.server.pop_back();
  if (destination.name == kOwnName) destination.server = Destination::kOwnServer;
  return destination;
}

/// What an object delivers, or whether deliveries name it.
enum class Kind : std::uint8_t {
  kNothing,
  kServing,
  kFlux,
  kFluxInstance,
  kHelmRelease,
  kApplication,
  kApplicationSet
};

struct Row {
  std::string_view group;
  std::string_view kind;
  Kind means;
};

constexpr std::string_view kSources = "source.toolkit.fluxcd.io/";

constexpr std::array kRows = {
    Row{"kustomize.toolkit.fluxcd.io/", "Kustomization", Kind::kFlux},
    Row{"fluxcd.controlplane.io/", "FluxInstance", Kind::kFluxInstance},
    Row{"argoproj.io/", "Application", Kind::kApplication},
    Row{"argoproj.io/", "ApplicationSet", Kind::kApplicationSet},
    Row{"argoproj.io/", "AppProject", Kind::kServing},
    Row{kHelmReleases, "HelmRelease", Kind::kHelmRelease},
    Row{kSources, "GitRepository", Kind::kServing},
    Row{kSources, "HelmChart", Kind::kServing},
    Row{kSources, "HelmRepository", Kind::kServing},
    Row{kSources, "OCIRepository", Kind::kServing},
};

Kind kind_of(const Value& root) {
  const std::string_view api_version = root.string_at("apiVersion");
  const std::string_view kind = root.string_at("kind");
  const auto* const row = std::ranges::find_if(
      kRows, [&](const Row& one) { return one.kind == kind && api_version.starts_with(one.group); });
  return row == kRows.end() ? Kind::kNothing : row->means;
}

class Reader {
 public:
  Reader(const Value& root, const std::string& file, const std::vector<std::string>& directories, Work& bytes)
      : root_(root), file_(file), directories_(directories), bytes_(bytes) {}

  std::vector<Delivery> read() {
    switch (kind_of(root_)) {
      case Kind::kFlux:
        read_flux();
        break;
      case Kind::kFluxInstance:
        read_flux_instance();
        break;
      case Kind::kHelmRelease:
        read_helm_release();
        break;
      case Kind::kApplication:
        read_argo(root_, "");
        break;
      case Kind::kApplicationSet:
        for (const Value& application : applications_of(root_, normalized(file_), directories_, bytes_)) {
          read_argo(application, "spec.template.");
        }
        break;
      case Kind::kNothing:
      case Kind::kServing:
        break;
    }
    return std::move(deliveries_);
  }

 private:
  Delivery begin(Delivery::Kind kind, std::string_view path) const {
    Delivery delivery;
    delivery.kind = kind;
    delivery.stated_in = file_;
    delivery.file = normalized(file_);
    delivery.object = root_.mark();
    delivery.object_kind = root_.string_at("kind");
    delivery.own_namespace = yaml::text_at(root_, {"metadata", "namespace"});
    delivery.own_name = yaml::text_at(root_, {"metadata", "name"});
    // Below the root of the repository, whatever it begins with.
    while (path.starts_with('/')) path.remove_prefix(1);
    delivery.path = normalized(path);
    return delivery;
  }

  /// Remembers where the path stands in `parent`, which is at `at` of the object.
  void locate_path(const Value& parent, const std::string& at, Delivery& delivery,
                   std::string_view key = "path") const {
    const yaml::Member* path = parent.find_member(key);
    if (path == nullptr) return;
    delivery.path_field = at + '.' + std::string(key);
    // A patch may have stated it.
    delivery.path_mark = path->value.mark().source == root_.mark().source ? path->key_mark : path->value.mark();
  }

  void read_flux() {
    const Value* spec = root_.find("spec");
    if (spec == nullptr) return;
    Delivery delivery = begin(Delivery::Kind::kFlux, spec->string_at("path"));
    locate_path(*spec, "spec", delivery);
    if (const Value* source = spec->find("sourceRef")) {
      delivery.repository = {std::string(source->string_at("kind")), std::string(source->string_at("name")), ""};
    }
    delivery.namespaces = stated_namespace(root_, "spec.targetNamespace", "spec.targetNamespace", file_);
    delivery.edits = edits_of(*spec);
    delivery.edits_field = "spec";
    delivery.ignores_missing_components = yaml::is_true(*spec, {kIgnoreMissing});
    if (const Value* post_build = spec->find("postBuild")) delivery.post_build = *post_build;
    delivery.destination = flux_destination(*spec);
    deliveries_.push_back(std::move(delivery));
  }

  void read_flux_instance() {
    const Value* sync = yaml::value_at(root_, {"spec", "sync"});
    if (sync == nullptr) return;
    Delivery delivery = begin(Delivery::Kind::kFlux, sync->string_at("path"));
    locate_path(*sync, "spec.sync", delivery);
    delivery.repository = {std::string(sync->string_at("kind")), "flux-system", ""};
    deliveries_.push_back(std::move(delivery));
  }

  /// Brings a chart that is a directory; one of a Helm repository is in no tree.
  void read_helm_release() {
    const Value* chart = yaml::value_at(root_, {"spec", "chart", "spec"});
    const Value* source = chart == nullptr ? nullptr : chart->find("sourceRef");
    if (source == nullptr || !holds_charts(source->string_at("kind"))) return;
    const std::string_view path = chart->string_at("chart");
    Delivery delivery = begin(Delivery::Kind::kHelm, path);
    if (delivery.path.empty() || is_template(path) || is_patched()) return;
    locate_path(*chart, "spec.chart.spec", delivery, "chart");
    delivery.repository = {std::string(source->string_at("kind")), std::string(source->string_at("name")), ""};
    // As helm-controller's GetReleaseNamespace.
    for (const char* field : {"metadata.namespace", "spec.targetNamespace"}) {
      if (auto stated = stated_namespace(root_, field, field, file_)) delivery.fallback = *std::move(stated);
    }
    delivery.destination = flux_destination(*root_.find("spec"));
    deliveries_.push_back(std::move(delivery));
  }

  /// Whether post-renderers change what is judged of a chart, or where it is, which is not known here.
  bool is_patched() const {
    return std::ranges::any_of(yaml::items_at(root_, {"spec", "postRenderers"}), [](const Value& renderer) {
      const Value* kustomize = renderer.find("kustomize");
      return kustomize == nullptr || !kustomize->is_mapping() ||
             std::ranges::any_of(kustomize->members(), [](const yaml::Member& member) {
               return member.key != "images" && (!member.key.starts_with("patches") || !member.value.is_sequence() ||
                                                 !std::ranges::all_of(member.value.items(), labels_alone));
             });
    });
  }

  /// Whether a patch is for what no gateway needs, or has operations on labels and annotations only.
  static bool labels_alone(const Value& patch) {
    constexpr std::array<std::string_view, 5> kBystanders = {"Deployment", "Ingress", "Job", "Service", "StatefulSet"};
    const Value* target = patch.find("target");
    const std::string_view kind = (target == nullptr ? patch : *target).string_at("kind");
    if (std::ranges::find(kBystanders, kind) != kBystanders.end()) return true;
    const std::string_view text = patch.string_at("patch");
    const std::optional<Value> operations = yaml::read_payload(text);
    return operations && operations->is_sequence() &&
           std::ranges::all_of(operations->items(), [](const Value& operation) {
             const std::string_view path = operation.string_at("path");
             return path.starts_with("/metadata/labels") || path.starts_with("/metadata/annotations");
           });
  }

  /// `above` is the path of the application in its document.
  void read_argo(const Value& application, const std::string& above) {
    const Value* spec = application.find("spec");
    if (spec == nullptr || !spec->is_mapping()) return;
    if (const Value* source = spec->find("source")) read_source(application, above, *source, "spec.source");
    const yaml::Sequence& sources = yaml::items_at(*spec, {"sources"});
    for (std::size_t i = 0; i < sources.size(); ++i) {
      read_source(application, above, sources[i], "spec.sources[" + std::to_string(i) + ']');
    }
    if (const Value* dry = yaml::value_at(*spec, {"sourceHydrator", "drySource"})) {
      read_source(application, above, *dry, "spec.sourceHydrator.drySource");
    }
  }

  void read_source(const Value& application, const std::string& above, const Value& source, const std::string& at) {
    // A source with a chart is a Helm repository, and one with only a ref lends its files. What a plugin makes of them
    // goes where the application goes, too.
    const std::string_view path = source.string_at("path");
    if (path.empty() || source.find("chart") != nullptr || is_template(path)) return;
    Delivery delivery = begin(Delivery::Kind::kArgo, path);
    locate_path(source, above + at, delivery);
    delivery.of_template = !above.empty();
    if (const std::string_view url = source.string_at("repoURL"); !is_template(url)) delivery.repository.url = url;
    delivery.helm = source.find("helm") != nullptr;
    delivery.recursive = yaml::is_true(source, {"directory", "recurse"});
    delivery.include = yaml::text_at(source, {"directory", "include"});
    delivery.exclude = yaml::text_at(source, {"directory", "exclude"});
    const auto stated = [&](const std::string& field) {
      return stated_namespace(application, field, above + field, file_);
    };
    delivery.namespaces = stated(at + ".kustomize.namespace");
    delivery.fallback = stated("spec.destination.namespace");
    delivery.destination = argo_destination(*application.find("spec"));
    if (const Value* kustomize = source.find("kustomize")) {
      delivery.edits = argo_edits_of(*kustomize);
      // What is in braces in an Application is a part of what it patches, such as a template of a tool.
      if (delivery.of_template) delivery.edits = with_variables(std::move(delivery.edits));
      delivery.edits_field = above + at + ".kustomize";
      delivery.ignores_missing_components = yaml::is_true(*kustomize, {kIgnoreMissing});
    }
    deliveries_.push_back(std::move(delivery));
  }

  const Value& root_;
  const std::string& file_;
  const std::vector<std::string>& directories_;
  Work& bytes_;
  std::vector<Delivery> deliveries_;
};

/// The object that an entry of substituteFrom names, of several the one whose file is nearest to the delivery's: a
/// repository may hold those of many clusters. Null pointer when the input has none.
const Value* source_of(const Delivery& delivery, const Value& entry, const std::vector<Document>& documents,
                       const source::Sources& sources) {
  const Value* best = nullptr;
  std::size_t best_shared = 0;
  for (const Document& document : documents) {
    const Value& root = document.root;
    if (root.string_at("kind") != entry.string_at("kind") || root.string_at("apiVersion") != "v1" ||
        yaml::text_at(root, {"metadata", "name"}) != entry.string_at("name")) {
      continue;
    }
    const std::string_view name_space = yaml::text_at(root, {"metadata", "namespace"});
    if (!name_space.empty() && !delivery.own_namespace.empty() && name_space != delivery.own_namespace) continue;
    const std::size_t shared = shared_directories(normalized(sources.at(document.source).name), delivery.file);
    if (best != nullptr && shared <= best_shared) continue;
    best = &root;
    best_shared = shared;
  }
  return best;
}

/// What a variable costs, measured in documents that are looked at.
constexpr std::size_t kForVariable = 10;

void set_all(const Value& object, Variables& variables) {
  const bool is_shown = object.string_at("kind") == "ConfigMap" && object.find("sops") == nullptr;
  for (const char* field : {"data", "stringData"}) {
    const Value* data = object.find(field);
    if (data == nullptr || !data->is_mapping()) continue;
    for (const yaml::Member& member : data->members()) {
      if (is_shown && member.value.is_string()) {
        variables.set(member.key, member.value.as_string());
      } else {
        variables.set_unknown(member.key);
      }
    }
  }
}

}  // namespace

bool is_delivery(const Value& root) { return kind_of(root) > Kind::kServing; }

bool serves_deliveries(const Value& root) { return kind_of(root) == Kind::kServing; }

bool is_of_deliveries(const Value& root) { return kind_of(root) >= Kind::kServing; }

std::string_view meant_group(std::string_view api_version, std::string_view kind) {
  constexpr std::size_t kSlips = 2;
  const std::string_view group = api_version.substr(0, api_version.find('/') + 1);
  for (const Row& row : kRows) {
    if (row.kind == kind && row.group != group && text::is_within(group, row.group, kSlips)) return row.group;
  }
  return {};
}

std::vector<std::string_view> delivery_kinds(std::string_view api_version) {
  std::vector<std::string_view> kinds;
  for (const Row& row : kRows) {
    if (api_version.starts_with(row.group)) kinds.push_back(row.kind);
  }
  return kinds;
}

std::vector<Delivery> deliveries_of(const Value& root, const std::string& file,
                                    const std::vector<std::string>& directories, Work& bytes) {
  return Reader(root, file, directories, bytes).read();
}

std::vector<std::string> components_of(const Delivery& delivery) {
  std::vector<std::string> paths;
  for (const Value& component : yaml::items_at(delivery.edits, {"components"})) {
    if (component.is_string() && !is_remote(component.as_string())) paths.push_back(component.as_string());
  }
  return paths;
}

std::function<bool(std::string_view)> file_filter(const Delivery& delivery) {
  return [exclude = ArgoGlob(delivery.exclude), include = ArgoGlob(delivery.include)](std::string_view file) {
    return !exclude.matches(file) && (!include.is_any() || include.matches(file));
  };
}

std::optional<std::string> directory_of(const Delivery& delivery, const Directories& directories) {
  if (delivery.path.empty()) return directories.root;
  std::optional<std::string> best;
  bool best_holds_file = false;
  const std::string below = '/' + delivery.path;
  for (const std::string& directory : directories.all) {
    std::string_view repository = directory;
    if (directory == delivery.path) {
      repository = {};
    } else if (directory.ends_with(below)) {
      repository.remove_suffix(below.size());
    } else {
      continue;
    }
    const bool holds_file = is_below(delivery.file, repository);
    const bool is_better =
        !best || (holds_file && !best_holds_file) || (holds_file == best_holds_file && directory.size() < best->size());
    if (!is_better) continue;
    best = directory;
    best_holds_file = holds_file;
  }
  return best;
}

bool takes_variables_from_secrets(const Delivery& delivery) {
  const yaml::Sequence& entries = yaml::items_at(delivery.post_build, {"substituteFrom"});
  return std::ranges::any_of(entries, [](const Value& entry) { return yaml::text_at(entry, {"kind"}) == "Secret"; });
}

Variables variables_of(const Delivery& delivery, const std::vector<Document>& documents, const source::Sources& sources,
                       const GivenVariables& given, Work& work) {
  Variables variables(given);
  for (const Value& entry : yaml::items_at(delivery.post_build, {"substituteFrom"})) {
    const Value* object = work.take(documents.size()) ? source_of(delivery, entry, documents, sources) : nullptr;
    if (object != nullptr && work.take(kForVariable * yaml::members_at(*object, {"data"}).size())) {
      set_all(*object, variables);
    } else {
      variables.set_incomplete();
    }
  }
  for (const yaml::Member& member : yaml::members_at(delivery.post_build, {"substitute"})) {
    if (member.value.is_string()) variables.set(member.key, member.value.as_string());
  }
  return variables;
}

}  // namespace vmcp::gitops
