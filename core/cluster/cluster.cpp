#include "core/cluster/cluster.h"

#include <array>
#include <iterator>

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

Cluster::Cluster(std::vector<Object> objects, const admission::Reporter& reporter)
    : objects_(std::make_move_iterator(objects.begin()), std::make_move_iterator(objects.end())) {
  for (const Object& object : objects_) {
    const auto [at, added] =
        by_identity_.try_emplace({object.group(), object.kind, object.name_space, object.name}, &object);
    if (!added) {
      reporter.error(object, "duplicate-object", diag::FieldPath{"metadata.name"}, "this object is given twice")
          .related.push_back(reporter.related(*at->second, diag::FieldPath{"metadata.name"}, "first given here"));
      continue;
    }
    if (object.group() == kToolHiveGroup) decode_object(object, reporter);
  }
}

const Object* Cluster::find(std::string_view group, std::string_view kind, std::string_view name_space,
                            std::string_view name) const {
  const auto found = by_identity_.find(Identity{group, kind, name_space, name});
  return found == by_identity_.end() ? nullptr : found->second;
}

std::vector<std::string_view> Cluster::names(std::string_view group, std::string_view kind,
                                             std::string_view name_space) const {
  std::vector<std::string_view> result;
  for (auto at = by_identity_.lower_bound(Identity{group, kind, name_space, ""}); at != by_identity_.end(); ++at) {
    const Object& object = *at->second;
    if (object.group() != group || object.kind != kind || object.name_space != name_space) break;
    result.push_back(object.name);
  }
  return result;
}

std::vector<std::string_view> Cluster::namespaces_with(std::string_view group, std::string_view kind,
                                                       std::string_view name) const {
  std::vector<std::string_view> result;
  for (auto at = by_identity_.lower_bound(Identity{group, kind, "", ""}); at != by_identity_.end(); ++at) {
    const Object& object = *at->second;
    if (object.group() != group || object.kind != kind) break;
    if (object.name == name) result.push_back(object.name_space);
  }
  return result;
}

}  // namespace vmcp::cluster
