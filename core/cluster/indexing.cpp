#include <algorithm>
#include <array>
#include <new>

#include "core/admission/foreign_kind.h"
#include "core/admission/variable.h"
#include "core/cluster/cluster.h"
#include "core/diag/quoted.h"
#include "core/model/copies.h"
#include "core/model/decode.h"
#include "core/task/parallel.h"

namespace vmcp::cluster {
namespace {

/// How many objects are worth a thread.
constexpr std::size_t kWorthThread = 500;

bool has_binding(std::string_view name) {
  return std::ranges::any_of(admission::variables_in(name), [](const admission::Variable& variable) {
    return variable.form == admission::Variable::Form::kBinding;
  });
}

/// Reports what a Go type cannot hold: the operator would fail to list the kind at all.
class SpecDecodeErrors final : public model::DecodeErrors {
 public:
  SpecDecodeErrors(const Object& object, const admission::Reporter& reporter) : object_(object), reporter_(reporter) {}

  void mismatch(std::string_view path, std::string_view seen, std::string_view expected) override {
    reporter_.error(
        object_, "undecodable-value", diag::FieldPath{std::string(path)},
        "the operator cannot read this value: found " + std::string(seen) + ", expected " + std::string(expected));
  }

 private:
  const Object& object_;
  const admission::Reporter& reporter_;
};

/// What has been said already.
class Unheard final : public model::DecodeErrors {
 public:
  void mismatch(std::string_view, std::string_view, std::string_view) override {}
};

template <class Spec>
Resource<Spec> decode(const Object& object, model::DecodeErrors& errors, release::Set set) {
  Resource<Spec> resource{&object, {}};
  if (const yaml::Value* spec = object.value.find("spec")) {
    model::Decoder(errors, "spec", set).decode(*spec, resource.spec);
  }
  return resource;
}

/// Whether an object is one that a kustomization makes, and that no file holds alone.
bool is_generated(const Object& object) { return object.group() == "kustomize.config.k8s.io"; }

/// Whether an object is one of a group's members, or what one authenticates with.
bool makes_member(const Object& object) {
  constexpr std::array kKinds = {kKind<model::McpServerSpec>, kKind<model::McpRemoteProxySpec>,
                                 kKind<model::McpServerEntrySpec>, kKind<model::McpExternalAuthConfigSpec>};
  return object.group() == admission::kToolhiveGroup && std::ranges::find(kKinds, object.kind) != kKinds.end();
}

std::vector<std::string_view> keys_of(const yaml::Value* mapping) {
  std::vector<std::string_view> keys;
  if (mapping == nullptr || !mapping->is_mapping()) return keys;
  for (const yaml::Member& member : mapping->members()) keys.push_back(member.key);
  return keys;
}

}  // namespace

void Cluster::decode_object(const Object& object, const admission::Reporter& reporter) {
  SpecDecodeErrors errors(object, reporter);
  const auto decode_if = [&]<class Spec>(Table<Spec>& table) {
    if (object.kind != kKind<Spec>) return;
    if constexpr (!std::same_as<Spec, model::VirtualMcpServerSpec>) table.insert(decode<Spec>(object, errors, set_));
  };
  std::apply([&](auto&... table) { (decode_if(table), ...); }, tables_);
  if (object.kind == model::kWebhookConfig) decode<model::McpWebhookConfigSpec>(object, errors, set_);
}

void Cluster::check_gateways(const admission::Reporter& reporter) const {
  for (const Object* gateway : gateways_) {
    SpecDecodeErrors errors(*gateway, reporter);
    decode<model::VirtualMcpServerSpec>(*gateway, errors, set_);
  }
}

Resource<model::VirtualMcpServerSpec> Cluster::decoded(const Object& gateway) const {
  Unheard unheard;
  return decode<model::VirtualMcpServerSpec>(gateway, unheard, set_);
}

template <class Spec>
std::optional<Resource<Spec>> Cluster::draft(const Object& refused) const {
  if (refused.kind != kKind<Spec> || refused.group() != admission::kToolhiveGroup) return std::nullopt;
  const yaml::Value* spec = refused.value.find("spec");
  if (spec == nullptr || !spec->is_mapping()) return std::nullopt;
  Unheard unheard;
  Resource<Spec> draft{&refused, {}};
  model::Decoder(unheard, "spec", set_).decode(*spec, draft.spec);
  return draft;
}

template std::optional<Resource<model::VirtualMcpServerSpec>> Cluster::draft(const Object& refused) const;
template std::optional<Resource<model::config::CompositeToolConfig>> Cluster::draft(const Object& refused) const;

Cluster::Cluster(std::deque<Object> objects, const admission::Reporter& reporter, std::vector<Object> refused,
                 admission::UnreadTexts unread, release::Set set, std::shared_ptr<const BuildNotes> notes)
    : set_(set),
      objects_(std::move(objects)),
      refused_objects_(std::move(refused)),
      unread_(std::move(unread)),
      notes_(std::move(notes)) {
  std::set<std::string_view> tenanted;  // namespaces that hold an object of ToolHive's
  const auto note_namespace = [&](const Object& object) {
    if (object.group() == admission::kToolhiveGroup) tenanted.insert(object.name_space);
  };
  for (const Object& object : refused_objects_) {
    refused_.insert(identity_of(object));
    note_namespace(object);
  }
  for (const Object& object : objects_) note_namespace(object);
  std::vector<const Object*> firsts;
  for (const Object& object : objects_) {
    const auto [at, added] = by_identity_.insert(&object);
    if (!added) {
      // A repository may hold what others run once for each of its clusters; no gateway sees it.
      if (!tenanted.contains(object.name_space) || admission::is_of_others(object)) continue;
      // The steps of a test of Chainsaw's follow each other.
      if (has_binding(object.name)) continue;
      repeated_objects_.push_back(&object);
      if (notes_->told_twice.contains({object.kind, object.name_space, object.name})) continue;
      const bool is_alternative = object.value.mark().source != (*at)->value.mark().source && !is_generated(object);
      reporter.error(object, "duplicate-object", diag::FieldPath{"metadata.name"},
                     diag::Message(object.kind + ' ' + diag::quoted(object.name) + " is given twice" +
                                   (is_alternative ? "; of alternatives --exclude leaves one out" : ""))
                         .because(reporter.related(**at, diag::FieldPath{"metadata.name"}, "first given here")));
      continue;
    }
    firsts.push_back(&object);
    const bool is_gateway = object.kind == kKind<model::VirtualMcpServerSpec>;
    if (is_gateway && object.group() == admission::kToolhiveGroup) gateways_.push_back(&object);
  }
  diag::Sink of_gateways = reporter.apart();
  const std::size_t parts = std::min<std::size_t>(task::part_count(firsts.size(), kWorthThread), 2);
  task::for_each_part(parts, [&](std::size_t part) {
    if (part == 0) index(firsts, reporter);
    if (part + 1 == parts) check_gateways(reporter.into(of_gateways));
  });
  reporter.take(of_gateways);
}

void Cluster::index(std::span<const Object* const> objects, const admission::Reporter& reporter) {
  for (const Object* object : objects) {
    note_variables(identity_of(*object));
    index_keys(*object, reporter);
    index_entries(*object);
    if (object->group() == admission::kToolhiveGroup) decode_object(*object, reporter);
  }
  secrets_.index();
  config_maps_.index();
  std::apply([&](auto&... members) { (index_members(members), ...); }, members_);
}

Cluster::~Cluster() {
  // To free their trees takes as long as to judge them, and is left to members where there is no memory for a thread.
  try {
    const std::size_t parts = task::part_count(objects_.size(), kWorthThread);
    task::for_each_part(parts, [&](std::size_t part) {
      const task::Range range = task::range_of(part, parts, objects_.size());
      for (std::size_t i = range.begin; i < range.end; ++i) objects_[i].value = yaml::Value();
    });
  } catch (const std::bad_alloc&) {
  }
}

template <class Spec>
void Cluster::index_members(Members<Spec>& members) {
  for (const Resource<Spec>& resource : std::get<Table<Spec>>(tables_)) {
    if (resource.spec.group_ref) members[{resource.name_space(), resource.spec.group_ref->name}].push_back(&resource);
  }
}

void Cluster::index_keys(const Object& object, const admission::Reporter& reporter) {
  const std::optional<admission::ForeignKind> meant = admission::foreign_kind_meant_by(object.group(), object.kind);
  if (!meant) return;
  const bool is_misspelt = meant->group != object.group() || meant->kind != object.kind;
  const model::NamedValue resource{object.name_space, object.name, object.value};
  const bool is_core = meant->group.empty();
  std::vector<model::MadeObject> made;
  if (is_core && meant->kind == "Secret") {
    made = model::made_of_secret(resource);
  } else if (is_core && meant->kind == "ConfigMap") {
    made = model::made_of_config_map(resource);
    if (!is_misspelt) {
      binary_keys_.try_emplace({object.name_space, object.name}, keys_of(object.value.find("binaryData")));
    }
  } else if (const model::SecretMaker* maker = model::find_secret_maker(meant->group, meant->kind)) {
    made = maker->make(resource);
    model::add_copies(resource, made);
  }
  const auto add_misspelt = [&](std::string_view kind, std::string_view name_space, std::string_view name) {
    const bool of_kind = meant->kind != object.kind;
    misspelt_.try_emplace(
        {kind, name_space, name},
        reporter.related(object, diag::FieldPath{of_kind ? "kind" : "apiVersion"},
                         "is of " + (of_kind ? "kind " + diag::quoted(object.kind) : diag::quoted(object.api_version)) +
                             ", not " + (of_kind ? std::string(meant->kind) : std::string(meant->group))));
  };
  if (is_misspelt && meant->kind == "Deployment") add_misspelt(meant->kind, object.name_space, object.name);
  for (model::MadeObject& one : made) {
    if (!one.composed.empty()) one.name = composed_names_.emplace_back(std::move(one.composed));
    const bool stated = is_core && one.name_space == object.name_space;
    const bool is_secret = one.kind == model::MadeObject::Kind::kSecret;
    const std::string_view kind = is_secret ? "Secret" : "ConfigMap";
    if (is_misspelt) {
      add_misspelt(kind, one.name_space, one.name);
      continue;
    }
    if (!one.creates) {
      fillers_.try_emplace({kind, one.name_space, one.name}, &object);
    } else if (!stated) {
      made_.emplace_back(std::string_view{}, kind, one.name_space, one.name);
    }
    if (!stated) note_variables({std::string_view{}, kind, one.name_space, one.name});
    (is_secret ? secrets_ : config_maps_).add(std::move(one), stated);
  }
}

void Cluster::note_variables(Identity identity) {
  const auto [group, kind, name_space, name] = identity;
  const bool is_of_several = !admission::variables_in(name_space).empty();
  if (!is_of_several && admission::variables_in(name).empty()) return;
  auto& alike = with_variables_[{group, kind, is_of_several ? std::string_view{} : name_space}];
  count_with_variables_ += alike.insert(std::move(identity)).second ? 1 : 0;
}

void Cluster::index_entries(const Object& object) {
  constexpr std::size_t kWide = 64;
  if (!object.group().empty() || (object.kind != "Secret" && object.kind != "ConfigMap")) return;
  for (const std::string_view field : {"data", "stringData", "binaryData"}) {
    const yaml::Value* mapping = object.value.find(field);
    if (mapping == nullptr || !mapping->is_mapping() || mapping->members().size() < kWide) continue;
    auto& values = wide_[mapping];
    for (const yaml::Member& member : mapping->members()) values.emplace(member.key, &member.value);
  }
}

void Cluster::index_names() const {
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::vector<std::string_view>> all;
  const auto add = [&](const Identity& identity) {
    const auto& [group, kind, name_space, name] = identity;
    all[{group, kind, name_space}].push_back(name);
  };
  const auto add_by_name = [&](const Identity& identity) {
    const auto& [group, kind, name_space, name] = identity;
    if (!name_space.empty()) names_.by_name.emplace_back(group, kind, name, name_space);
  };
  for (const Object* object : by_identity_) {
    add(identity_of(*object));
    add_by_name(identity_of(*object));
    if (makes_member(*object) && admission::holds_variable(object->value)) {
      names_.open_members.insert(object->name_space);
    }
  }
  std::ranges::for_each(made_, add);
  std::ranges::for_each(made_, add_by_name);
  for (auto& [kind, names] : all) names_.of_kind.try_emplace(kind, std::move(names));
  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::string_view>> former;
  for (const auto& [identity, renamed] : notes_->renamed) {
    const auto& [kind, name_space, name] = identity;
    former[{kind, name_space}].push_back(name);
    if (renamed.written != renamed.now) names_.written.try_emplace({kind, name_space, renamed.now}, renamed.written);
  }
  for (auto& [kind, names] : former) names_.former.try_emplace(kind, std::move(names));
  std::ranges::sort(names_.by_name);
  names_.by_name.erase(std::unique(names_.by_name.begin(), names_.by_name.end()), names_.by_name.end());
}

}  // namespace vmcp::cluster
