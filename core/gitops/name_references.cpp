#include "core/gitops/name_references.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// What kustomize knows by itself of the built-in kinds that are read here.
struct PodField {
  std::string_view kind;
  std::string_view path;
};

constexpr std::array kPodFields = {
    PodField{"ConfigMap", "volumes/configMap/name"},
    PodField{"ConfigMap", "containers/env/valueFrom/configMapKeyRef/name"},
    PodField{"ConfigMap", "initContainers/env/valueFrom/configMapKeyRef/name"},
    PodField{"ConfigMap", "containers/envFrom/configMapRef/name"},
    PodField{"ConfigMap", "initContainers/envFrom/configMapRef/name"},
    PodField{"ConfigMap", "volumes/projected/sources/configMap/name"},
    PodField{"Secret", "volumes/secret/secretName"},
    PodField{"Secret", "containers/env/valueFrom/secretKeyRef/name"},
    PodField{"Secret", "initContainers/env/valueFrom/secretKeyRef/name"},
    PodField{"Secret", "containers/envFrom/secretRef/name"},
    PodField{"Secret", "initContainers/envFrom/secretRef/name"},
    PodField{"Secret", "imagePullSecrets/name"},
    PodField{"Secret", "volumes/projected/sources/secret/name"},
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
  return (kind.kind.empty() || kind.kind == own_kind) && (kind.group.empty() || kind.group == group) &&
         (kind.version.empty() || kind.version == version);
}

/// Visits the texts, and the names in mappings, that a path leads to.
void for_each_name(Value& value, std::span<const std::string> path, const std::function<void(Value& name)>& visit) {
  if (value.is_sequence()) {
    for (Value& item : value.items()) for_each_name(item, path, visit);
  } else if (value.is_mapping()) {
    Value* next = value.find(path.empty() ? "name" : path.front());
    if (next != nullptr) for_each_name(*next, path.empty() ? path : path.subspan(1), visit);
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
    for_each_name(piece.root, reference.path, [&](Value& name) { set(piece, reference.target, name); });
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
  for (const PodField& field : kPodFields) {
    const NameReference reference{{"", "v1", std::string(field.kind)},
                                  {"apps", "", "Deployment"},
                                  parts_of("spec/template/spec/" + std::string(field.path))};
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
