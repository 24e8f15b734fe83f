#include "core/cluster/cluster.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <new>

#include "core/admission/foreign_kind.h"
#include "core/admission/variable.h"
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

std::string_view ConfigMapKeys::nearest(std::string_view key) const {
  const std::array<std::string_view, 2> candidates = {text.nearest(key),
                                                      binary == nullptr ? std::string_view{} : binary->nearest(key)};
  return text::nearest(key, candidates);
}

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
      const bool is_of_other_file = object.value.mark().source != (*at)->value.mark().source;
      reporter.error(object, "duplicate-object", diag::FieldPath{"metadata.name"},
                     diag::Message(object.kind + ' ' + diag::quoted(object.name) + " is given twice" +
                                   (is_of_other_file ? "; of alternatives --exclude leaves one out" : ""))
                         .because(reporter.related(**at, diag::FieldPath{"metadata.name"}, "first given here")));
      repeated_objects_.push_back(&object);
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

bool Cluster::may_be(std::string_view group, std::string_view kind, std::string_view name_space,
                     std::string_view name) const {
  constexpr std::size_t kMostWithVariables = 500;
  const bool anywhere = !admission::variables_in(name_space).empty();
  if (anywhere && !namespace_with(group, kind, name).empty()) return true;
  const auto is_it = [&](const Identity& identity) {
    const auto& [its_group, its_kind, its_namespace, its_name] = identity;
    return admission::may_become(its_name, name) &&
           (anywhere || its_namespace.empty() || admission::may_become(its_namespace, name_space));
  };
  const auto is_in = [&](std::string_view its_namespace) {
    const auto found = with_variables_.find({group, kind, its_namespace});
    return found != with_variables_.end() &&
           (found->second.size() > kMostWithVariables || std::ranges::any_of(found->second, is_it));
  };
  if (!anywhere) return is_in({}) || is_in(name_space);
  return count_with_variables_ > kMostWithVariables || std::ranges::any_of(with_variables_, [&](const auto& in) {
           return std::get<0>(in.first) == group && std::get<1>(in.first) == kind &&
                  std::ranges::any_of(in.second, is_it);
         });
}

std::string_view Cluster::unbuilt(std::string_view name_space) const {
  const auto found = notes_->unbuilt.find(name_space);
  return found == notes_->unbuilt.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view Cluster::renamed(std::string_view kind, std::string_view name_space, std::string_view name) const {
  const auto found = notes_->renamed.find({std::string(kind), std::string(name_space), std::string(name)});
  return found == notes_->renamed.end() ? std::string_view{} : std::string_view{found->second.text};
}

std::string_view Cluster::as_written(std::string_view kind, std::string_view name_space, std::string_view name) const {
  const auto found = names().written.find({kind, name_space, name});
  return found == names().written.end() ? name : found->second;
}

bool Cluster::may_be_wanting(std::string_view group, std::string_view kind, std::string_view name_space,
                             std::string_view name) const {
  // What is nearly the name of something else is a mistake by itself.
  return notes_->refused.contains(name_space) && nearest_name(group, kind, name_space, name).empty();
}

std::string_view Cluster::unlisted(const Object& from, std::string_view kind, std::string_view name,
                                   bool beside) const {
  const auto found = notes_->unlisted.find({std::string(kind), std::string(name)});
  const std::size_t source = from.value.mark().source;
  if (found == notes_->unlisted.end() || source >= notes_->files.size()) return {};
  const std::string& path = notes_->files[source].path;
  const BuildNotes::Unlisted* nearest = nullptr;
  std::size_t most = 0;
  for (const BuildNotes::Unlisted& one : found->second) {
    const auto end = std::ranges::mismatch(one.directory, path).in1;
    const auto common = static_cast<std::size_t>(end - one.directory.begin());
    const bool is_above = common == one.directory.size() && (common == 0 || path.substr(common).starts_with('/'));
    if (beside && !is_above) continue;
    if (nearest != nullptr && common <= most) continue;
    nearest = &one;
    most = common;
  }
  return nearest == nullptr ? std::string_view{} : std::string_view{nearest->text};
}

bool Cluster::is_unlisted(const Object& from, const Object& target) const {
  const auto is = [&](const Object& object, bool BuildNotes::File::*state) {
    const std::size_t source = object.value.mark().source;
    return source < notes_->files.size() && notes_->files[source].*state;
  };
  return is(from, &BuildNotes::File::built) && is(target, &BuildNotes::File::unlisted);
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

const yaml::Value* Cluster::entry(const Object& object, std::string_view field, std::string_view key) const {
  const yaml::Value* mapping = object.value.find(field);
  const auto wide = wide_.find(mapping);
  if (wide == wide_.end()) return mapping == nullptr ? nullptr : mapping->find(key);
  const auto value = wide->second.find(key);
  return value == wide->second.end() ? nullptr : value->second;
}

const Cluster::Names& Cluster::names() const {
  std::call_once(names_are_made_, [this] { index_names(); });
  return names_;
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

Cluster::Identity Cluster::identity_of(const Object& object) {
  return {object.group(), object.kind, object.name_space, object.name};
}

const Object* Cluster::find(std::string_view group, std::string_view kind, std::string_view name_space,
                            std::string_view name) const {
  const auto found = by_identity_.find(Identity{group, kind, name_space, name});
  return found == by_identity_.end() ? nullptr : *found;
}

std::string_view Cluster::nearest_name(std::string_view group, std::string_view kind, std::string_view name_space,
                                       std::string_view name) const {
  const auto& of_kind = names().of_kind;
  const auto found = of_kind.find({group, kind, name_space});
  const std::string_view near = found == of_kind.end() ? std::string_view{} : found->second.nearest(name);
  const auto before = names().former.find({kind, name_space});
  const std::string_view former = before == names().former.end() ? std::string_view{} : before->second.nearest(name);
  if (former.empty() || text::nearest(name, std::array{near, former}) == near) return near;
  return notes_->renamed.at({std::string(kind), std::string(name_space), std::string(former)}).now;
}

std::string_view Cluster::namespace_with(std::string_view group, std::string_view kind, std::string_view name) const {
  const std::vector<Identity>& by_name = names().by_name;
  const auto found = std::ranges::lower_bound(by_name, Identity{group, kind, name, {}});
  return found != by_name.end() && is_called(*found, group, kind, name) ? std::get<3>(*found) : std::string_view{};
}

std::optional<ConfigMapKeys> Cluster::config_map(std::string_view name_space, std::string_view name) const {
  std::optional<Keys> text = config_maps_.find(name_space, name);
  if (!text) return std::nullopt;
  const auto binary = binary_keys_.find({name_space, name});
  return ConfigMapKeys{*std::move(text), binary == binary_keys_.end() ? nullptr : &binary->second};
}

std::string_view Cluster::only_namespace_with(std::string_view group, std::string_view kind,
                                              std::string_view name) const {
  const std::vector<Identity>& by_name = names().by_name;
  const auto found = std::ranges::lower_bound(by_name, Identity{group, kind, name, {}});
  if (found == by_name.end() || !is_called(*found, group, kind, name)) return {};
  const auto next = std::next(found);
  const bool is_only = next == by_name.end() || !is_called(*next, group, kind, name);
  return is_only ? std::get<3>(*found) : std::string_view{};
}

const Object* Cluster::filler(std::string_view kind, std::string_view name_space, std::string_view name) const {
  const auto in_it = fillers_.find({kind, name_space, name});
  const auto found = in_it != fillers_.end() ? in_it : fillers_.find({kind, {}, name});
  return found == fillers_.end() ? nullptr : found->second;
}

const diag::Related* Cluster::misspelt(std::string_view kind, std::string_view name_space,
                                       std::string_view name) const {
  const auto found = misspelt_.find({kind, name_space, name});
  return found == misspelt_.end() ? nullptr : &found->second;
}

bool Cluster::is_filled_in(std::string_view kind, std::string_view name_space, std::string_view name) const {
  return (kind == "Secret" ? secrets_ : config_maps_).is_filled_in(name_space, name);
}

bool Cluster::is_called(const Identity& by_name, std::string_view group, std::string_view kind, std::string_view name) {
  return std::tie(std::get<0>(by_name), std::get<1>(by_name), std::get<2>(by_name)) == std::tie(group, kind, name);
}

bool Cluster::was_refused(std::string_view group, std::string_view kind, std::string_view name_space,
                          std::string_view name) const {
  return refused_.contains({group, kind, name_space, name}) || unread_.mention(kind, name);
}

bool Cluster::has_refused(std::string_view group, std::string_view kind, std::string_view name_space) const {
  const auto at = refused_.lower_bound({group, kind, name_space, {}});
  const bool refused = at != refused_.end() && std::tie(std::get<0>(*at), std::get<1>(*at), std::get<2>(*at)) ==
                                                   std::tie(group, kind, name_space);
  return refused || unread_.may_hold(kind, name_space);
}

}  // namespace vmcp::cluster
