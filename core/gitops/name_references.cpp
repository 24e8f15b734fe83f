#include "core/gitops/name_references.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "core/admission/misplaced_kind.h"
#include "core/admission/object.h"
#include "core/admission/schema.h"
#include "core/admission/schemas.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// What kustomize knows by itself of the built-in kinds that are read here: of the pods of Deployments, and of others.
struct KnownField {
  std::string_view kind;
  std::string_view path;
  std::string_view referrer = "Deployment";
};

constexpr std::array kKnownFields = {
    KnownField{"ConfigMap", "volumes/configMap/name"},
    KnownField{"ConfigMap", "containers/env/valueFrom/configMapKeyRef/name"},
    KnownField{"ConfigMap", "initContainers/env/valueFrom/configMapKeyRef/name"},
    KnownField{"ConfigMap", "containers/envFrom/configMapRef/name"},
    KnownField{"ConfigMap", "initContainers/envFrom/configMapRef/name"},
    KnownField{"ConfigMap", "volumes/projected/sources/configMap/name"},
    KnownField{"Secret", "volumes/secret/secretName"},
    KnownField{"Secret", "containers/env/valueFrom/secretKeyRef/name"},
    KnownField{"Secret", "initContainers/env/valueFrom/secretKeyRef/name"},
    KnownField{"Secret", "containers/envFrom/secretRef/name"},
    KnownField{"Secret", "initContainers/envFrom/secretRef/name"},
    KnownField{"Secret", "imagePullSecrets/name"},
    KnownField{"Secret", "volumes/projected/sources/secret/name"},
    KnownField{"Deployment", "spec/scaleTargetRef/name", "HorizontalPodAutoscaler"},
    KnownField{"Service", "spec/rules/http/paths/backend/service/name", "Ingress"},
    KnownField{"Service", "spec/defaultBackend/service/name", "Ingress"},
};

/// The parts between slashes, of which those behind a backslash do not count.
std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path.substr(i).starts_with("\\/")) {
      parts.back() += path[++i];
    } else if (path[i] == '/') {
      parts.emplace_back();
    } else {
      parts.back() += path[i];
    }
  }
  for (std::string& part : parts) {
    if (part.ends_with("[]")) part.resize(part.size() - 2);
  }
  std::erase(parts, "");
  return parts;
}

NameReference::Kind kind_of(const Value& value) {
  return {std::string(value.string_at("group")), std::string(value.string_at("version")),
          std::string(value.string_at("kind"))};
}

std::string_view referrer_of(const NameReference& reference) { return reference.referrer.kind; }

bool is_of(const Piece& piece, const NameReference::Kind& kind) {
  const std::string own_kind = piece.kind();
  const auto [group, version] = piece.group_version();
  if ((!kind.kind.empty() && kind.kind != own_kind) || (!kind.version.empty() && kind.version != version)) return false;
  return kind.group.empty() || kind.group == group ||
         (kind.group == admission::kToolhiveGroup &&
          !admission::misplaced_kind(piece.root.string_at("apiVersion"), own_kind).empty());
}

/// Whether an object of ToolHive's may have a field at a path; another object may have any.
bool may_have(const Piece& piece, std::span<const std::string> path) {
  if (!admission::is_toolhive(piece.root)) return true;
  static const admission::Schemas kBuiltin = admission::Schemas::builtin();
  const admission::Schema* schema = kBuiltin.find(piece.group_version().version, piece.kind());
  for (auto part = path.begin(); schema != nullptr && part != path.end();) {
    if (schema->type == admission::Schema::Type::kArray) {
      schema = schema->items.get();
      continue;
    }
    if (schema->preserve_unknown_fields || schema->any_additional_properties) return true;
    schema = schema->child(*part++);
    if (schema == nullptr) return false;
  }
  return true;
}

/// The field of a mapping that was meant by one which it lacks: what is misspelt is spoken of where it stands.
Value* field_meant(Value& mapping, std::string_view field) {
  constexpr std::size_t kMostEdits = 2;
  constexpr std::size_t kMostFields = 100;
  if (mapping.members().size() > kMostFields) return nullptr;
  const auto near = std::ranges::find_if(mapping.members(), [&](const yaml::Member& member) {
    return field.size() > 2 * kMostEdits && text::is_within(member.key, field, kMostEdits);
  });
  return near == mapping.members().end() ? nullptr : &near->value;
}

/// Visits the texts, and the names in mappings, that a path leads to; a path that `is_right`, as it is meant to.
void for_each_name(Value& value, std::span<const std::string> path, const std::function<bool()>& is_right,
                   const std::function<void(Value& name)>& visit) {
  if (value.is_sequence()) {
    for (Value& item : value.items()) for_each_name(item, path, is_right, visit);
  } else if (value.is_mapping()) {
    const std::string_view field = path.empty() ? "name" : std::string_view(path.front());
    Value* next = value.find(field);
    if (next == nullptr) {
      next = field_meant(value, field);
      if (next != nullptr && !is_right()) return;
    }
    if (next != nullptr) for_each_name(*next, path.empty() ? path : path.subspan(1), is_right, visit);
  } else if (value.is_string() && path.empty()) {
    visit(value);
  }
}

class Fixer {
 public:
  explicit Fixer(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces) {
      for (const Piece::Name& before : piece.before) {
        if (before.name != piece.name().name) renamed_[before.name].push_back(&piece);
      }
    }
  }

  bool has_work() const { return !renamed_.empty(); }

  void fix(Piece& piece, const NameReference& reference) const {
    if (!is_of(piece, reference.referrer)) return;
    const auto is_right = [&] { return may_have(piece, reference.path); };
    for_each_name(piece.root, reference.path, is_right, [&](Value& name) { set(piece, reference.target, name); });
  }

 private:
  void set(Piece& referrer, const NameReference::Kind& target, Value& name) const {
    const auto candidates = renamed_.find(name.as_string());
    if (candidates == renamed_.end()) return;
    std::set<std::string> names;
    for (const Piece* candidate : candidates->second) {
      const Piece::Name own = candidate->name();
      if (is_of(*candidate, target) && own.name_space == referrer.name().name_space) names.insert(own.name);
    }
    if (names.size() != 1) return;
    const yaml::Mark mark = name.mark();
    name = Value(*names.begin());
    name.set_mark(mark);
    referrer.rewritten = true;
  }

  std::map<std::string, std::vector<const Piece*>> renamed_;
};

}  // namespace

NameReferences::NameReferences(std::span<const Value> configuration) {
  for (const Value& document : configuration) {
    for (const Value& entry : yaml::items_at(document, {"nameReference"})) {
      for (const Value& field : yaml::items_at(entry, {"fieldSpecs"})) {
        all_.push_back({kind_of(entry), kind_of(field), parts_of(field.string_at("path"))});
        targets_.insert(all_.back().target.kind);
      }
    }
  }
  std::ranges::stable_sort(all_, {}, referrer_of);
}

bool states_only_name_references(const Value& configuration) {
  return configuration.is_mapping() && std::ranges::all_of(configuration.members(), [](const yaml::Member& member) {
           return member.key == "nameReference" || member.key == "images" || member.key == "varReference";
         });
}

std::span<const NameReference> NameReferences::of(std::string_view kind) const {
  return {std::ranges::lower_bound(all_, kind, {}, referrer_of), std::ranges::upper_bound(all_, kind, {}, referrer_of)};
}

void fix_references(std::vector<Piece>& pieces, std::span<const NameReferences* const> references, Work& work) {
  const Fixer fixer(pieces);
  if (!fixer.has_work()) return;
  for (const KnownField& field : kKnownFields) {
    const std::string begin = field.referrer == "Deployment" ? "spec/template/spec/" : "";
    const NameReference reference{{"", "v1", std::string(field.kind)},
                                  {"", "", std::string(field.referrer)},
                                  parts_of(begin + std::string(field.path))};
    for (Piece& piece : pieces) fixer.fix(piece, reference);
  }
  constexpr std::size_t kForOne = 8;
  for (const NameReferences* some : references) {
    for (Piece& piece : pieces) {
      const std::string own_kind = piece.kind();
      for (const std::string_view kind : {std::string_view(), std::string_view(own_kind)}) {
        const std::span<const NameReference> found = some->of(kind);
        if (!work.take(1 + kForOne * found.size())) return;
        for (const NameReference& reference : found) fixer.fix(piece, reference);
      }
    }
  }
}

}  // namespace vmcp::gitops
