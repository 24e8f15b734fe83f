#include "core/start/pod_sources.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/diag/field_path.h"
#include "core/operator/lookups.h"
#include "core/operator/names.h"
#include "core/operator/references.h"
#include "core/operator/vmcp_container.h"
#include "core/start/container.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using op::PodSource;
using yaml::Value;

constexpr std::array<std::string_view, 2> kContainerLists = {"initContainers", "containers"};
/// Types of volumes that are mounted with the credentials of a Secret, and the reference to it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kVolumeCredentials = {
    {{"cephfs", "secretRef"},
     {"cinder", "secretRef"},
     {"csi", "nodePublishSecretRef"},
     {"flexVolume", "secretRef"},
     {"iscsi", "secretRef"},
     {"rbd", "secretRef"},
     {"scaleIO", "secretRef"},
     {"storageos", "secretRef"}}};
constexpr std::string_view kServiceAccount = "ServiceAccount";
/// ConfigMaps that a controller puts into every namespace.
constexpr std::array<std::string_view, 2> kOfEveryNamespace = {"kube-root-ca.crt", "openshift-service-ca.crt"};

class PodSources {
 public:
  PodSources(const op::Context& context, const op::Rendered& rendered, const apply::Subject& subject,
             std::optional<diag::Severity> severity)
      : context_(context), rendered_(rendered), causes_(context, rendered, subject), severity_(severity) {
    for (const std::vector<op::Wire>& rows : rendered.notes.wiring.all()) {
      for (const op::Wire& row : rows) {
        if (row.lookup == op::Lookup::kNone) continue;
        assumed_.emplace(row.content.kind, row.content.object, std::nullopt);
        assumed_.emplace(row.content.kind, row.content.object, row.content.key);
      }
    }
  }

  void check(const Value& pod) {
    const FieldPath root("spec.template.spec");
    for (const std::string_view list : kContainerLists) {
      const yaml::Sequence& containers = items_of(&pod, list);
      for (std::size_t i = 0; i < containers.size(); ++i) check_container(containers[i], (root / list)[i]);
    }
    check_whole(kServiceAccount, pod.string_at("serviceAccountName"), root / "serviceAccountName");
    const yaml::Sequence& volumes = items_of(&pod, "volumes");
    for (std::size_t i = 0; i < volumes.size(); ++i) check_volume(volumes[i], (root / "volumes")[i]);
  }

 private:
  void check_container(const Value& container, const FieldPath& path) {
    const yaml::Sequence& variables = items_of(&container, "env");
    for (std::size_t i = 0; i < variables.size(); ++i) {
      const Value* from = variables[i].find("valueFrom");
      if (from == nullptr) continue;
      const FieldPath at = (path / "env")[i] / "valueFrom";
      check_key("Secret", from->find("secretKeyRef"), at / "secretKeyRef");
      check_key("ConfigMap", from->find("configMapKeyRef"), at / "configMapKeyRef");
    }
    const yaml::Sequence& sources = items_of(&container, "envFrom");
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const FieldPath at = (path / "envFrom")[i];
      check_files("Secret", sources[i].find("secretRef"), "name", at / "secretRef");
      check_files("ConfigMap", sources[i].find("configMapRef"), "name", at / "configMapRef");
    }
  }

  void check_volume(const Value& volume, const FieldPath& path) {
    for (const auto& [type, reference] : kVolumeCredentials) {
      const Value* source = volume.find(type);
      const Value* secret = source == nullptr ? nullptr : source->find(reference);
      if (secret != nullptr) check_whole("Secret", secret->string_at("name"), path / type / reference / "name");
    }
    if (const Value* azure = volume.find("azureFile")) {
      check_whole("Secret", azure->string_at("secretName"), path / "azureFile" / "secretName");
    }
    check_files("Secret", volume.find("secret"), "secretName", path / "secret");
    check_files("ConfigMap", volume.find("configMap"), "name", path / "configMap");
    const yaml::Sequence& sources = items_of(volume.find("projected"), "sources");
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const FieldPath at = (path / "projected" / "sources")[i];
      check_files("Secret", sources[i].find("secret"), "name", at / "secret");
      check_files("ConfigMap", sources[i].find("configMap"), "name", at / "configMap");
    }
  }

  void check_whole(std::string_view kind, std::string_view name, const FieldPath& path) {
    check({kind, name, std::nullopt}, path, {});
  }

  void check_key(std::string_view kind, const Value* reference, const FieldPath& path) {
    if (reference == nullptr || is_optional(*reference)) return;
    check({kind, reference->string_at("name"), reference->string_at("key")}, path / "name", path / "key");
  }

  /// All keys of an object, or those that it lists.
  void check_files(std::string_view kind, const Value* source, std::string_view name_field, const FieldPath& path) {
    if (source == nullptr || is_optional(*source)) return;
    const std::string_view name = source->string_at(name_field);
    const yaml::Sequence& items = items_of(source, "items");
    if (items.empty()) check_whole(kind, name, path / name_field);
    for (std::size_t i = 0; i < items.size(); ++i) {
      check({kind, name, items[i].string_at("key")}, path / name_field, (path / "items")[i] / "key");
    }
  }

  void check(const PodSource& source, const FieldPath& name_path, const FieldPath& key_path) {
    // The API server refuses a reference without a name or a key.
    if (source.name.empty() || (source.key && source.key->empty()) || is_there(source)) return;
    const std::optional<std::string_view> nearest = nearest_key(source);
    if (nearest && !severity_) return;
    if (!seen_.insert({source.kind, source.name, source.key}).second) return;
    if (!nearest && !context_.settings.strict && was_assumed(source)) return;
    const apply::Cause cause = causes_.of_deployment((nearest ? key_path : name_path).str());
    if (nearest) {
      op::report_keyless_for_pod(context_, *cause.object, cause.path, source, *nearest, *severity_);
    } else if (context_.settings.strict) {
      if (severity_) op::report_absent_from_pod(context_, *cause.object, cause.path, source, severity_);
    } else {
      op::report_absent_from_pod(context_, *cause.object, cause.path, source, std::nullopt);
    }
  }

  /// Whether the pod gets it: from the input, from the operator or from the cluster's own controllers.
  bool is_there(const PodSource& source) const {
    if (source.kind == kServiceAccount) {
      return op::has_service_account(context_.cluster, context_.name_space(), source.name);
    }
    if (source.kind == "Secret") {
      if (source.name == op::session_secret_name(context_.name())) return true;
      const auto keys = context_.cluster.secret(context_.name_space(), source.name);
      return keys && (!source.key || keys->may_have(*source.key));
    }
    if (is_own(source)) return !source.key || has_entry(rendered_.config_map, *source.key);
    const auto keys = context_.cluster.config_map(context_.name_space(), source.name);
    if (!keys) return std::ranges::find(kOfEveryNamespace, source.name) != kOfEveryNamespace.end();
    return !source.key || keys->may_have(*source.key);
  }

  /// The key nearest to one that is not there, of an object that is; nothing when that is not there either.
  std::optional<std::string_view> nearest_key(const PodSource& source) const {
    if (!source.key) return std::nullopt;
    if (source.kind == "Secret") {
      const auto keys = context_.cluster.secret(context_.name_space(), source.name);
      if (keys) return keys->nearest(*source.key);
      return std::nullopt;
    }
    if (is_own(source)) return std::string_view{};
    const auto keys = context_.cluster.config_map(context_.name_space(), source.name);
    if (keys) return keys->nearest(*source.key);
    return std::nullopt;
  }

  bool is_own(const PodSource& source) const { return source.name == op::config_map_name(context_.name()); }

  /// Whether the operator's own look at what it wires up has said that it is assumed.
  bool was_assumed(const PodSource& source) const {
    if (source.kind == kServiceAccount) return false;
    const op::Content::Kind kind = source.kind == "Secret" ? op::Content::Kind::kSecret : op::Content::Kind::kConfigMap;
    return assumed_.contains({kind, source.name, source.key});
  }

  const op::Context& context_;
  const op::Rendered& rendered_;
  apply::Causes causes_;
  std::optional<diag::Severity> severity_;
  std::set<std::tuple<std::string_view, std::string_view, std::optional<std::string_view>>> seen_;
  /// What the operator looks up, as a whole and by its keys.
  std::set<std::tuple<op::Content::Kind, std::string_view, std::optional<std::string_view>>> assumed_;
};

}  // namespace

void check_pod_sources(const op::Context& context, const op::Rendered& rendered, const apply::Subject& subject,
                       std::optional<diag::Severity> severity) {
  if (const Value* pod = op::pod_spec(subject.deployment)) PodSources(context, rendered, subject, severity).check(*pod);
}

}  // namespace vmcp::start
