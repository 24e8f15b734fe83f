#include "core/krm/previous_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/admission/admit.h"
#include "core/krm/host_annotations.h"
#include "core/model/kinds.h"
#include "core/render/words.h"

namespace vmcp::krm {
namespace {

using yaml::Value;

/// The field of a reference, less a final `s`, and the kind that it names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kReferenceKinds = {
    {{"authServerConfigRef", model::kKind<model::McpExternalAuthConfigSpec>},
     {"authServerRef", model::kKind<model::McpExternalAuthConfigSpec>},
     {"authzConfigRef", model::kKind<model::McpAuthzConfigSpec>},
     {"compositeToolRef", model::kKind<model::config::CompositeToolConfig>},
     {"configMap", "ConfigMap"},
     {"configMapKeyRef", "ConfigMap"},
     {"configMapRef", "ConfigMap"},
     {"embeddingServerRef", model::kKind<model::EmbeddingServerSpec>},
     {"externalAuthConfigRef", model::kKind<model::McpExternalAuthConfigSpec>},
     {"groupRef", model::kKind<model::McpGroupSpec>},
     {"oidcConfigRef", model::kKind<model::McpOidcConfigSpec>},
     {"telemetryConfigRef", model::kKind<model::McpTelemetryConfigSpec>},
     {"toolConfigRef", model::kKind<model::McpToolConfigSpec>},
     {"webhookConfigRef", model::kWebhookConfig}}};

/// The kind that the field names; empty when it is no reference. What else ends in Ref names a Secret.
std::string_view referenced_kind(std::string_view field) {
  if (field.ends_with("Refs")) field.remove_suffix(1);
  const auto found = std::ranges::find(kReferenceKinds, field, [](const auto& entry) { return entry.first; });
  if (found != kReferenceKinds.end()) return found->second;
  return field.ends_with("Ref") ? "Secret" : std::string_view{};
}

/// What kustomize knows of an object.
struct Known {
  std::string name;
  std::string name_space;
  std::string original_namespace;
  std::string affixes;  ///< prefixes and suffixes, as the annotations write them
};

/// The name of a number of objects, which tells whom a reference means if it is the only one.
struct OnlyName {
  void add(const std::string& name) {
    if (count++ == 0) text = name;
  }

  std::string text;
  std::size_t count = 0;
};

/// The objects that were called the same, each of another name now.
class Renamed {
 public:
  void add(const Known& now) {
    if (!names_.insert(now.name).second) return;
    all_.add(now);
    by_namespace_[now.original_namespace].add(now);
  }

  /// The name of the one that is nearest to what refers to it; empty when several are.
  std::string nearest(const Known& referrer) const {
    const auto beside = by_namespace_.find(referrer.original_namespace);
    const Group& group = beside == by_namespace_.end() ? all_ : beside->second;
    const auto alike = group.by_affixes.find(referrer.affixes);
    const OnlyName& name = alike == group.by_affixes.end() ? group.any : alike->second;
    return name.count == 1 ? name.text : std::string{};
  }

 private:
  struct Group {
    void add(const Known& now) {
      any.add(now.name);
      by_affixes[now.affixes].add(now.name);
    }

    OnlyName any;
    std::map<std::string, OnlyName> by_affixes;
  };

  std::set<std::string> names_;
  Group all_;
  std::map<std::string, Group> by_namespace_;  ///< by the original ones
};

/// All objects of a run, as they are called and as they were called.
class Names {
 public:
  Names(const std::vector<yaml::Document>& documents, std::string_view default_namespace)
      : options_{std::string(default_namespace)} {
    for (const yaml::Document& document : documents) add(document.root);
  }

  bool any_former() const { return !former_.empty(); }

  Known known(const Value& object) const {
    const admission::Object identity = admission::identify(object, options_);
    const std::vector<std::string> namespaces = list_note(object, "previousNamespaces");
    return {identity.name, identity.name_space, namespaces.empty() ? identity.name_space : namespaces.front(),
            note(object, "prefixes") + '|' + note(object, "suffixes")};
  }

  /// The name that an object has now to which `referrer` refers by `name`; empty when the reference is right, or
  /// leads nowhere.
  std::string current(const Known& referrer, std::string_view kind, const std::string& name) const {
    const Key key{std::string(kind), referrer.name_space, name};
    if (names_.contains(key)) return {};
    const auto found = former_.find(key);
    return found == former_.end() ? std::string{} : found->second.nearest(referrer);
  }

 private:
  /// Kind, namespace as it is now, name.
  using Key = std::tuple<std::string, std::string, std::string>;

  static std::string note(const Value& object, std::string_view key) {
    return std::string(annotation(object, "internal.config.kubernetes.io/" + std::string(key)));
  }
  static std::vector<std::string> list_note(const Value& object, std::string_view key) {
    return render::list_items(note(object, key));
  }

  void add(const Value& object) {
    const Known now = known(object);
    const std::string kind(object.string_at("kind"));
    // What no object has, each of its former names would have.
    constexpr std::size_t kLongest = 2048;
    if (kind.size() + now.name.size() + now.name_space.size() + now.original_namespace.size() + now.affixes.size() >
        kLongest) {
      return;
    }
    names_.insert(Key{kind, now.name_space, now.name});
    const std::vector<std::string> names = list_note(object, "previousNames");
    const std::vector<std::string> kinds = list_note(object, "previousKinds");
    for (std::size_t i = 0; i < names.size(); ++i) {
      former_[Key{i < kinds.size() ? kinds[i] : kind, now.name_space, names[i]}].add(now);
    }
  }

  admission::Options options_;
  std::set<Key> names_;
  std::map<Key, Renamed> former_;
};

class Rewriter {
 public:
  Rewriter(const Names& names, Known referrer) : names_(names), referrer_(std::move(referrer)) {}

  void rewrite(Value& value) const {
    if (value.is_sequence()) {
      for (Value& item : value.items()) rewrite(item);
    } else if (value.is_mapping()) {
      for (yaml::Member& member : value.members()) rewrite_member(member);
    }
  }

 private:
  void rewrite_member(yaml::Member& member) const {
    const std::string_view kind = referenced_kind(member.key);
    if (!kind.empty() && member.value.is_sequence()) {
      for (Value& item : member.value.items()) rewrite_reference(item, kind);
    } else if (!kind.empty()) {
      rewrite_reference(member.value, kind);
    }
    rewrite(member.value);
  }

  void rewrite_reference(Value& reference, std::string_view kind) const {
    Value* name = reference.find("name");
    if (name == nullptr || !name->is_string()) return;
    std::string current = names_.current(referrer_, kind, name->as_string());
    if (current.empty()) return;
    Value renamed(std::move(current));
    renamed.set_mark(name->mark());
    *name = std::move(renamed);
  }

  const Names& names_;
  Known referrer_;
};

}  // namespace

void follow_previous_names(std::vector<yaml::Document>& documents, std::string_view default_namespace) {
  const Names names(documents, default_namespace);
  if (!names.any_former()) return;
  for (yaml::Document& document : documents) {
    if (admission::identify(document.root, {}).group() != admission::kToolhiveGroup) continue;
    Rewriter(names, names.known(document.root)).rewrite(document.root);
  }
}

}  // namespace vmcp::krm
