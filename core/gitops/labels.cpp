#include "core/gitops/labels.h"

#include <initializer_list>
#include <string_view>

#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Sets the texts of the mapping at a place of `root`, which is made where it is not there. Other values kustomize does
/// not take, which is said where they stand.
void set_members(Value& root, std::initializer_list<std::string_view> place, const Value& members) {
  Value* at = &root;
  for (const std::string_view part : place) {
    if (!at->is_mapping()) return;
    if (at->find(part) == nullptr) at->set(part, Value::mapping());
    at = at->find(part);
  }
  for (const yaml::Member& member : members.members()) {
    if (member.value.is_string()) at->set(member.key, member.value);
  }
}

/// Takes what it costs to give an object these, each of which is looked for among those that it has.
bool take_for(const Value& pairs, const Piece& piece, std::string_view field, Work& work) {
  const Value* own = yaml::value_at(piece.root, {"metadata", field});
  const std::size_t one = 1 + (own == nullptr ? 0 : search_units(*own)) + search_units(pairs);
  return work.take(copy_units(pairs) + pairs.members().size() * one);
}

}  // namespace

void add_labels(const Value& kustomization, std::vector<Piece>& pieces, Work& work) {
  const auto set_labels = [&](const Value* pairs, bool selectors, bool templates) {
    if (pairs == nullptr || !pairs->is_mapping()) return;
    for (Piece& piece : pieces) {
      if (!take_for(*pairs, piece, "labels", work)) return;
      set_members(piece.root, {"metadata", "labels"}, *pairs);
      if (piece.root.string_at("kind") != "Deployment") continue;
      if (selectors) set_members(piece.root, {"spec", "selector", "matchLabels"}, *pairs);
      if (templates) set_members(piece.root, {"spec", "template", "metadata", "labels"}, *pairs);
    }
  };
  for (const Value& entry : yaml::items_at(kustomization, {"labels"})) {
    const bool selectors = yaml::is_true(entry, {"includeSelectors"});
    set_labels(entry.find("pairs"), selectors, selectors || yaml::is_true(entry, {"includeTemplates"}));
  }
  set_labels(kustomization.find("commonLabels"), true, true);
  const Value* annotations = kustomization.find("commonAnnotations");
  if (annotations == nullptr || !annotations->is_mapping()) return;
  for (Piece& piece : pieces) {
    if (!take_for(*annotations, piece, "annotations", work)) return;
    set_members(piece.root, {"metadata", "annotations"}, *annotations);
    if (piece.root.string_at("kind") != "Deployment") continue;
    set_members(piece.root, {"spec", "template", "metadata", "annotations"}, *annotations);
  }
}

}  // namespace vmcp::gitops
