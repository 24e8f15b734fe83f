#include "core/model/secret_makers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "core/operator/cross_references/secret_maker.h"

namespace vmcp::op {

SecretsReferredTo::SecretsReferredTo(const Surroundings& all) {
  for (const cluster::Object* object : all.objects()) {
    all.for_each_reference(*object, [&](const Reference& reference) {
      if (reference.target.kind != "Secret") return;
      identities_.emplace(reference.target.name_space, reference.target.name);
      names_.insert(reference.target.name);
    });
  }
}

bool SecretsReferredTo::contains(const model::MadeObject& made) const {
  const std::string_view name = made.composed.empty() ? made.name : std::string_view(made.composed);
  return made.name_space.empty() ? names_.contains(name) : identities_.contains({made.name_space, name});
}

bool SecretsReferredTo::contains_name_in(const yaml::Value& value) const {
  if (value.is_mapping()) {
    return std::ranges::any_of(value.members(), [&](const auto& member) { return contains_name_in(member.value); });
  }
  if (value.is_sequence()) {
    return std::ranges::any_of(value.items(), [&](const yaml::Value& item) { return contains_name_in(item); });
  }
  return value.is_string() && names_.contains(value.as_string());
}

void MakerObject::warn(diag::Code code, const diag::FieldPath& path, diag::Message message) {
  if (!matters_) matters_ = is_referred_to();
  if (*matters_) all_.warn(object_, code, path, std::move(message));
}

bool MakerObject::is_referred_to() const {
  if (!referred_to_) referred_to_.emplace(all_);
  const std::vector<model::MadeObject> all = maker_.make({object_.name_space, object_.name, object_.value});
  if (std::ranges::any_of(all, [&](const auto& made) { return referred_to_->contains(made); })) return true;
  // With a field that is misspelt it makes nothing, or something else than what that says.
  constexpr std::array<std::string_view, 3> kNamedAlike = {"ExternalSecret", "KafkaUser", "StringSecret"};
  const bool is_named_alike = std::ranges::find(kNamedAlike, object_.kind) != kNamedAlike.end();
  if (is_named_alike && referred_to_->contains({.name_space = object_.name_space, .name = object_.name})) return true;
  return std::ranges::any_of(object_.value.members(), [&](const yaml::Member& member) {
    return member.key != "metadata" && referred_to_->contains_name_in(member.value);
  });
}

void check_secret_makers(const Surroundings& all) {
  std::optional<SecretsReferredTo> referred_to;
  for (const cluster::Object& object : all.cluster().objects()) {
    const model::SecretMaker* of_kind = model::find_secret_maker(object.group(), object.kind);
    if (of_kind == nullptr || !all.cluster().unbuilt(object.name_space).empty()) continue;
    MakerObject maker(all, object, *of_kind, referred_to);
    check_secret_templates(maker);
    check_secret_maker_fields(maker);
  }
}

}  // namespace vmcp::op
