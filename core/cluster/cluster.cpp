#include "core/cluster/cluster.h"

#include <array>
#include <iterator>

#include "core/diag/quoted.h"
#include "core/model/decode.h"

namespace vmcp::cluster {
namespace {

constexpr std::string_view kToolHiveGroup = "toolhive.stacklok.dev";

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
void Cluster::decode_spec(const Object& object, const admission::Reporter& reporter) {
  Resource<Spec> resource{&object, {}};
  if (const yaml::Value* spec = object.value.find("spec")) {
    SpecDecodeErrors errors(object, reporter);
    model::Decoder(errors, "spec").decode(*spec, resource.spec);
  }
  auto& table = std::get<Table<Spec>>(tables_);
  const auto [at, added] = table.emplace(Key{object.name_space, object.name}, std::move(resource));
  if constexpr (std::is_same_v<Spec, model::VirtualMcpServerSpec>) {
    if (added) servers_.push_back(&at->second);
  }
}

void Cluster::decode_object(const Object& object, const admission::Reporter& reporter) {
  const auto decode_if = [&]<class Spec>(const Table<Spec>&) {
    if (object.kind == kKind<Spec>) decode_spec<Spec>(object, reporter);
  };
  std::apply([&](const auto&... table) { (decode_if(table), ...); }, tables_);
}

Cluster::Cluster(std::vector<Object> objects, const admission::Reporter& reporter, std::span<const Object> refused)
    : objects_(std::make_move_iterator(objects.begin()), std::make_move_iterator(objects.end())) {
  for (const Object& object : refused) refused_.emplace(object.group(), object.kind, object.name_space, object.name);
  for (const Object& object : objects_) {
    const auto [at, added] =
        by_identity_.try_emplace({object.group(), object.kind, object.name_space, object.name}, &object);
    if (!added) {
      reporter
          .error(object, "duplicate-object", diag::FieldPath{"metadata.name"},
                 object.kind + ' ' + diag::quoted(object.name) + " is given twice")
          .related.push_back(reporter.related(*at->second, diag::FieldPath{"metadata.name"}, "first given here"));
      continue;
    }
    if (object.group() == kToolHiveGroup) decode_object(object, reporter);
  }
}

const Object* Cluster::find(std::string_view group, std::string_view kind, std::string_view name_space,
                            std::string_view name) const {
  const auto found = by_identity_.find(std::tuple{group, kind, name_space, name});
  return found == by_identity_.end() ? nullptr : found->second;
}

std::vector<const Object*> Cluster::objects_of(std::string_view group, std::string_view kind) const {
  std::vector<const Object*> result;
  for (auto at = by_identity_.lower_bound(std::tuple{group, kind, std::string_view{}, std::string_view{}});
       at != by_identity_.end() && std::get<0>(at->first) == group && std::get<1>(at->first) == kind; ++at) {
    result.push_back(at->second);
  }
  return result;
}

std::vector<std::string_view> Cluster::names(std::string_view group, std::string_view kind,
                                             std::string_view name_space) const {
  std::vector<std::string_view> result;
  for (auto at = by_identity_.lower_bound(std::tuple{group, kind, name_space, std::string_view{}});
       at != by_identity_.end(); ++at) {
    if (std::tie(std::get<0>(at->first), std::get<1>(at->first), std::get<2>(at->first)) !=
        std::tie(group, kind, name_space)) {
      break;
    }
    result.push_back(at->second->name);
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
  return refused_.contains(std::tuple{group, kind, name_space, name});
}

bool Cluster::has_refused(std::string_view group, std::string_view kind, std::string_view name_space) const {
  const auto at = refused_.lower_bound(std::tuple{group, kind, name_space, std::string_view{}});
  return at != refused_.end() &&
         std::tie(std::get<0>(*at), std::get<1>(*at), std::get<2>(*at)) == std::tie(group, kind, name_space);
}

}  // namespace vmcp::cluster
