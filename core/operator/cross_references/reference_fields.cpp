#include "core/operator/cross_references/reference_fields.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/admission/step.h"
#include "core/operator/cross_references/surroundings.h"

namespace vmcp::op {
namespace {

using admission::Step;
using diag::FieldPath;
using yaml::Value;

/// A field that is a reference, or a list of references.
struct Row {
  std::string_view field;
  std::string_view kind;
  Absence absence = Absence::kDecides;
  std::string_view name = "name";
  bool has_key = false;
  std::string_view default_key = {};
};

constexpr std::string_view kSecret = "Secret";
constexpr std::string_view kConfigMap = "ConfigMap";
constexpr std::string_view kServiceAccount = "ServiceAccount";

constexpr std::array kRows = {
    Row{"groupRef", "MCPGroup", Absence::kAssumed},
    Row{"externalAuthConfigRef", "MCPExternalAuthConfig"},
    Row{"authServerRef", "MCPExternalAuthConfig"},
    Row{"oidcConfigRef", "MCPOIDCConfig"},
    Row{"authzConfigRef", "MCPAuthzConfig"},
    Row{"toolConfigRef", "MCPToolConfig"},
    Row{"telemetryConfigRef", "MCPTelemetryConfig"},
    Row{"webhookConfigRef", "MCPWebhookConfig"},
    Row{"embeddingServerRef", "EmbeddingServer"},
    Row{"compositeToolRefs", "VirtualMCPCompositeToolDefinition"},
    Row{"configMapRef", kConfigMap, Absence::kAssumed, "name", true, "ca.crt"},
    Row{"configMap", kConfigMap, Absence::kDecides, "name", true, "authz.json"},
    Row{"secrets", kSecret, Absence::kAssumed, "name", true},
    Row{"passwordRef", kSecret, Absence::kAssumed, "name", true},
    Row{"initialAccessTokenRef", kSecret, Absence::kAssumed, "name", true},
    Row{"secretKeyRef", kSecret, Absence::kAssumed, "name", true},
    Row{"imagePullSecrets", kSecret, Absence::kAssumed},
    Row{"sentinelService", "Service", Absence::kElsewhere},
    Row{"serviceAccount", kServiceAccount, Absence::kAssumed},
    // Whose tokens are taken; it may be in another namespace.
    Row{"kubernetesServiceAccount", kServiceAccount, Absence::kElsewhere, "serviceAccount"},
};
/// How the CRDs name other fields with a Secret's name and key, and lists of them.
constexpr std::array<std::string_view, 2> kSecretEndings = {"SecretRef", "SecretRefs"};
constexpr Row kSecretRow = {"", kSecret, Absence::kAssumed, "name", true};

/// Of pod templates; the keys of `secret` and `configMap` volumes are those of their items.
constexpr std::array kPodRows = {
    Row{"secretKeyRef", kSecret, Absence::kAssumed, "name", true},
    Row{"configMapKeyRef", kConfigMap, Absence::kAssumed, "name", true},
    Row{"secretRef", kSecret, Absence::kAssumed},
    Row{"configMapRef", kConfigMap, Absence::kAssumed},
    Row{"secret", kSecret, Absence::kAssumed, "secretName"},
    Row{"configMap", kConfigMap, Absence::kAssumed},
    Row{"imagePullSecrets", kSecret, Absence::kAssumed},
    Row{"serviceAccount", kServiceAccount, Absence::kAssumed},
    Row{"serviceAccountName", kServiceAccount, Absence::kAssumed},
};
/// ConfigMaps that a controller puts into every namespace.
constexpr std::array<std::string_view, 2> kOfEveryNamespace = {"kube-root-ca.crt", "openshift-service-ca.crt"};

/// Fields with parts of a pod as Kubernetes has them.
constexpr std::array<std::string_view, 2> kOfPods = {"podTemplateSpec", "volumes"};
/// A field of type `configmap` names a ConfigMap with its fields.
constexpr std::string_view kPermissionProfile = "permissionProfile";
constexpr Row kProfileRow = {"", kConfigMap, Absence::kAssumed, "name", true};
/// The only field of these kinds that maps names to what has references.
constexpr std::string_view kBackends = "backends";
/// Fields with texts of users, in which a name may mean anything.
constexpr std::array<std::string_view, 5> kFreeForm = {"arguments", "parameters", "schema", "defaultResults",
                                                       "toolsOverride"};

bool is_toolhive(std::string_view kind) {
  return kind.starts_with("MCP") || kind.starts_with("Virtual") || kind == "EmbeddingServer";
}

std::string_view group_of(std::string_view kind) {
  return is_toolhive(kind) ? admission::kToolhiveGroup : std::string_view{};
}

bool is_optional(const Value& reference) {
  const Value* optional = reference.find("optional");
  return optional != nullptr && optional->is_bool() && optional->as_bool();
}

class Finder {
 public:
  Finder(const cluster::Object& object, bool pods, const std::function<void(const Reference&)>& visit)
      : object_(object), pods_(pods), visit_(visit) {}

  void walk(const Value& value, const Step& at) {
    if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) walk(value.items()[i], at.item(i, value.items()[i]));
    }
    if (!value.is_mapping()) return;
    for (const yaml::Member& member : value.members()) {
      if (std::ranges::find(kFreeForm, member.key) != kFreeForm.end()) continue;
      const Step here = at.field(member);
      if (member.key == kBackends && member.value.is_mapping()) {
        for (const yaml::Member& backend : member.value.members()) walk(backend.value, here.key(backend));
      } else if (std::ranges::find(kOfPods, member.key) != kOfPods.end()) {
        if (pods_) walk_pod(member.value, here.whole_path());
      } else if (member.key == kPermissionProfile) {
        if (member.value.string_at("type") == "configmap") visit(kProfileRow, member.value, here.whole_path());
      } else if (const Row* row = row_of(member.key)) {
        visit(*row, member.value, here.whole_path());
      } else {
        walk(member.value, here);
      }
    }
  }

 private:
  static const Row* row_of(std::string_view field) {
    const auto* const found = std::ranges::find(kRows, field, &Row::field);
    if (found != kRows.end()) return found;
    const bool is_secret = std::ranges::any_of(kSecretEndings, [&](auto ending) { return field.ends_with(ending); });
    return is_secret ? &kSecretRow : nullptr;
  }

  void walk_pod(const Value& value, const FieldPath& path) {
    if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) walk_pod(value.items()[i], path[i]);
    }
    // What a patch deletes names nothing.
    if (!value.is_mapping() || value.find("$patch") != nullptr) return;
    for (const yaml::Member& member : value.members()) {
      const FieldPath at = path / member.key;
      const auto* const row = std::ranges::find(kPodRows, member.key, &Row::field);
      if (row == kPodRows.end()) {
        walk_pod(member.value, at);
      } else if (member.value.is_mapping() && member.value.find("items") != nullptr) {
        visit_files(*row, member.value, at);
      } else {
        visit(*row, member.value, at);
      }
    }
  }

  void visit(const Row& row, const Value& value, const FieldPath& path) {
    if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) visit(row, value.items()[i], path[i]);
      return;
    }
    if (value.is_string()) {
      // The name itself; where an object belongs, a text is none.
      if (row.kind == kServiceAccount && row.name == "name") {
        Reference reference{
            {group_of(row.kind), row.kind, object_.name_space, value.as_string()}, path, path, {}, {}, row.absence};
        add(reference, value);
      }
      return;
    }
    // A volume of a projected one calls its Secret `name`, too.
    const std::string_view name_field = value.find(row.name) != nullptr ? row.name : "name";
    Reference reference = reference_of(row, value, path, name_field);
    if (row.has_key) {
      reference.key = value.string_at("key");
      if (reference.key->empty()) reference.key = row.default_key;
      reference.key_path = path / "key";
      if (reference.key->empty()) reference.key.reset();
    }
    add(reference, value);
  }

  /// A volume with the keys that it takes.
  void visit_files(const Row& row, const Value& value, const FieldPath& path) {
    const std::string_view name_field = value.find(row.name) != nullptr ? row.name : "name";
    const yaml::Sequence& items = yaml::items_at(value, {"items"});
    for (std::size_t i = 0; i < items.size(); ++i) {
      Reference reference = reference_of(row, value, path, name_field);
      reference.key = items[i].string_at("key");
      reference.key_path = (path / "items")[i] / "key";
      if (!reference.key->empty()) add(reference, value);
    }
  }

  Reference reference_of(const Row& row, const Value& value, const FieldPath& path, std::string_view name) const {
    std::string_view name_space = object_.name_space;
    if (row.absence == Absence::kElsewhere && !value.string_at("namespace").empty()) {
      name_space = value.string_at("namespace");
    }
    return {{group_of(row.kind), row.kind, name_space, value.string_at(name)},
            path,
            path / name,
            {},
            {},
            row.absence,
            false};
  }

  void add(Reference& reference, const Value& value) const {
    if (!is_stated(reference.target.name)) return;
    reference.optional = is_optional(value);
    if (reference.target.kind == kConfigMap &&
        std::ranges::find(kOfEveryNamespace, reference.target.name) != kOfEveryNamespace.end()) {
      return;
    }
    visit_(reference);
  }

  const cluster::Object& object_;
  bool pods_;
  const std::function<void(const Reference&)>& visit_;
};

}  // namespace

void for_each_reference(const cluster::Object& object, bool pods, const std::function<void(const Reference&)>& visit) {
  // The policies of an MCPAuthzConfig are as free as those who write them.
  if (object.kind == "MCPAuthzConfig") return;
  if (const yaml::Member* spec = object.value.find_member("spec")) {
    Finder(object, pods, visit).walk(spec->value, Step(object.value.mark()).field(*spec));
  }
}

}  // namespace vmcp::op
