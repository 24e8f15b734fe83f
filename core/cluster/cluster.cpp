#include "core/cluster/cluster.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/diag/quoted.h"
#include "core/model/decode.h"

namespace vmcp::cluster {
namespace {

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

}  // namespace

template <class Spec>
void Cluster::decode_spec(const Object& object, const admission::Reporter& reporter, release::Set set) {
  Resource<Spec> resource{&object, {}};
  if (const yaml::Value* spec = object.value.find("spec")) {
    SpecDecodeErrors errors(object, reporter);
    model::Decoder(errors, "spec", set).decode(*spec, resource.spec);
  }
  auto& table = std::get<Table<Spec>>(tables_);
  const auto [at, added] = table.emplace(Key{object.name_space, object.name}, std::move(resource));
  if constexpr (std::is_same_v<Spec, model::VirtualMcpServerSpec>) {
    if (added) servers_.push_back(&at->second);
  }
}

void Cluster::decode_object(const Object& object, const admission::Reporter& reporter, release::Set set) {
  const auto decode_if = [&]<class Spec>(const Table<Spec>&) {
    if (object.kind == kKind<Spec>) decode_spec<Spec>(object, reporter, set);
  };
  std::apply([&](const auto&... table) { (decode_if(table), ...); }, tables_);
}

Cluster::Cluster(std::vector<Object> objects, const admission::Reporter& reporter, std::vector<Object> refused,
                 std::span<const std::string_view> unread, release::Set set)
    : objects_(std::make_move_iterator(objects.begin()), std::make_move_iterator(objects.end())),
      refused_objects_(std::move(refused)),
      unread_(unread.begin(), unread.end()) {
  std::set<std::string_view> tenanted;  // namespaces that hold an object of ToolHive's
  const auto note_namespace = [&](const Object& object) {
    if (object.group() == admission::kToolhiveGroup) tenanted.insert(object.name_space);
  };
  for (const Object& object : refused_objects_) {
    refused_.insert(identity_of(object));
    note_namespace(object);
  }
  for (const Object& object : objects_) note_namespace(object);
  for (const Object& object : objects_) {
    const auto [at, added] = by_identity_.try_emplace(identity_of(object), &object);
    if (!added) {
      // A repository may hold what others run once for each of its clusters; no gateway sees it.
      if (!tenanted.contains(object.name_space)) continue;
      reporter
          .error(object, "duplicate-object", diag::FieldPath{"metadata.name"},
                 object.kind + ' ' + diag::quoted(object.name) + " is given twice")
          .related.push_back(reporter.related(*at->second, diag::FieldPath{"metadata.name"}, "first given here"));
      continue;
    }
    if (object.group() == admission::kToolhiveGroup) decode_object(object, reporter, set);
  }
}

Cluster::Identity Cluster::identity_of(const Object& object) {
  return {object.group(), object.kind, object.name_space, object.name};
}

const Object* Cluster::find(std::string_view group, std::string_view kind, std::string_view name_space,
                            std::string_view name) const {
  const auto found = by_identity_.find(Identity{group, kind, name_space, name});
  return found == by_identity_.end() ? nullptr : found->second;
}

std::vector<const Object*> Cluster::objects_of(std::string_view group, std::string_view kind) const {
  std::vector<const Object*> result;
  for (auto at = by_identity_.lower_bound({group, kind, {}, {}}); at != by_identity_.end(); ++at) {
    if (std::get<0>(at->first) != group || std::get<1>(at->first) != kind) break;
    result.push_back(at->second);
  }
  return result;
}

std::vector<std::string_view> Cluster::names(std::string_view group, std::string_view kind,
                                             std::string_view name_space) const {
  std::vector<std::string_view> result;
  for (auto at = by_identity_.lower_bound({group, kind, name_space, {}}); at != by_identity_.end(); ++at) {
    const auto& [its_group, its_kind, its_namespace, name] = at->first;
    if (its_group != group || its_kind != kind || its_namespace != name_space) break;
    result.push_back(name);
  }
  return result;
}

std::vector<std::string_view> Cluster::namespaces_with(std::string_view group, std::string_view kind,
                                                       std::string_view name) const {
  std::vector<std::string_view> result;
  for (const Object* object : objects_of(group, kind)) {
    if (object->name == name) result.push_back(object->name_space);
  }
  return result;
}

bool Cluster::was_refused(std::string_view group, std::string_view kind, std::string_view name_space,
                          std::string_view name) const {
  if (refused_.contains({group, kind, name_space, name})) return true;
  return std::ranges::any_of(unread_, [&](std::string_view text) {
    return text.find(kind) != std::string_view::npos && text.find(name) != std::string_view::npos;
  });
}

bool Cluster::has_refused(std::string_view group, std::string_view kind, std::string_view name_space) const {
  const auto at = refused_.lower_bound({group, kind, name_space, {}});
  return at != refused_.end() &&
         std::tie(std::get<0>(*at), std::get<1>(*at), std::get<2>(*at)) == std::tie(group, kind, name_space);
}

bool Cluster::has_refused(std::string_view name_space) const {
  return std::ranges::any_of(refused_objects_, [&](const Object& one) { return one.name_space == name_space; });
}

}  // namespace vmcp::cluster
