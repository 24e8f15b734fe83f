#include "core/gitops/bystanders.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/foreign_kind.h"
#include "core/model/secret_makers.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Whether a name in an object, its own or one that it gives to what it makes, passes a test.
template <class Test>
bool any_name(const Value& value, const Test& test) {
  if (value.is_sequence())
    return std::ranges::any_of(value.items(), [&](const Value& item) { return any_name(item, test); });
  if (!value.is_mapping()) return false;
  return std::ranges::any_of(value.members(), [&](const yaml::Member& member) {
    const bool is_name = member.value.is_string() && (member.key == "name" || member.key.ends_with("Name"));
    return (is_name && test(member.value.as_string())) || any_name(member.value, test);
  });
}

}  // namespace

Bystanders::Bystanders(std::span<const yaml::Document> documents, const std::set<std::uint32_t>& walked,
                       const std::string& default_namespace, const op::Settings& settings)
    : walked_(walked), default_namespace_(default_namespace) {
  if (walked.empty()) return;
  // Twice, so that a Deployment may stand before the gateway that it belongs to.
  for (int i = 0; i < 2; ++i) referred_.add_all(documents, default_namespace, settings);
}

bool Bystanders::has(const yaml::Document& document) const {
  if (!walked_.contains(document.source)) return false;
  const admission::Object object = admission::identify(document.root, {default_namespace_});
  if (!admission::find_foreign_kind(object.group(), object.kind)) return false;
  const model::SecretMaker* maker = model::find_secret_maker(object.group(), object.kind);
  if (maker == nullptr) return !referred_.has(object.kind, object.name_space, object.name);
  // It makes Secrets, in its own namespace or elsewhere; with a field that is misspelt, which Services have none of.
  const bool may_be_misspelt = !object.group().empty();
  if (may_be_misspelt && any_name(document.root, [&](const std::string& name) { return referred_.has_secret(name); }))
    return false;
  const std::vector<model::MadeObject> made = maker->make({object.name_space, object.name, document.root});
  return std::ranges::none_of(made, [&](const auto& one) { return referred_.has_secret(one.composed); });
}

}  // namespace vmcp::gitops
