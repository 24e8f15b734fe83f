#include "core/compare/config_documents.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/compare/pairing.h"
#include "core/emit/emit.h"
#include "core/kube/checksum.h"
#include "core/operator/config_map.h"
#include "core/yaml/fields.h"
#include "core/yaml/payload.h"

namespace vmcp::compare {
namespace {

using yaml::Value;

std::optional<Value> document(const Value* text) {
  constexpr std::size_t kLongest = op::kLargestConfigMap;
  if (text == nullptr || !text->is_string() || text->as_string().size() > kLongest) return std::nullopt;
  std::optional<Value> root = yaml::read_payload(text->as_string());
  return root && root->is_mapping() ? std::move(root) : std::nullopt;
}

Value* member_of(Value* owner, std::string_view key) { return owner == nullptr ? nullptr : owner->find(key); }

/// Whether the annotation of a ConfigMap is the checksum of what it holds.
bool tells_content(const Value& config_map, std::string_view annotation) {
  const Value* data = config_map.find("data");
  const Value* labels = yaml::value_at(config_map, {"metadata", "labels"});
  if (data == nullptr || labels == nullptr) return false;
  return kube::content_checksum(*data, *labels) == annotation;
}

/// Takes the annotation with the checksum out of both where it says no more than the content does.
void drop_checksums(Versions& config_maps) {
  Value* ours = member_of(config_maps.ours.find("metadata"), "annotations");
  Value* theirs = member_of(config_maps.theirs.find("metadata"), "annotations");
  if (ours == nullptr || theirs == nullptr) return;
  const std::string_view of_ours = ours->string_at(op::kContentChecksum);
  const std::string_view of_theirs = theirs->string_at(op::kContentChecksum);
  if (of_ours == of_theirs || !tells_content(config_maps.ours, of_ours) ||
      !tells_content(config_maps.theirs, of_theirs)) {
    return;
  }
  ours->erase(op::kContentChecksum);
  theirs->erase(op::kContentChecksum);
}

/// Sorts the members of `theirs` as `ours` has them, at every level; those that ours lacks follow.
void order_like(Value* ours, Value& theirs) {
  if (theirs.is_sequence()) {
    for (const Pair<Value>& pair : pair_items(ours, &theirs).pairs) {
      if (pair.theirs != nullptr) order_like(pair.ours, *pair.theirs);
    }
  }
  if (!theirs.is_mapping()) return;
  yaml::Mapping ordered;
  for (Pair<Value>& pair : pair_members(ours, &theirs)) {
    if (pair.theirs == nullptr) continue;
    order_like(pair.ours, *pair.theirs);
    ordered.push_back({std::move(pair.label), std::move(*pair.theirs), {}});
  }
  theirs = Value(std::move(ordered));
}

}  // namespace

void parse_documents(Versions& config_maps) {
  drop_checksums(config_maps);
  for (const Pair<Value>& pair : pair_members(config_maps.ours.find("data"), config_maps.theirs.find("data"))) {
    std::optional<Value> ours = document(pair.ours);
    std::optional<Value> theirs = document(pair.theirs);
    if ((pair.ours != nullptr && !ours) || (pair.theirs != nullptr && !theirs)) continue;
    if (ours) *pair.ours = *std::move(ours);
    if (theirs) *pair.theirs = *std::move(theirs);
  }
}

void print_documents(Versions& config_maps) {
  for (const Pair<Value>& pair : pair_members(config_maps.ours.find("data"), config_maps.theirs.find("data"))) {
    if (pair.theirs != nullptr && pair.theirs->is_mapping()) {
      order_like(pair.ours, *pair.theirs);
      *pair.theirs = Value(emit::yaml_v3(*pair.theirs));
    }
    if (pair.ours != nullptr && pair.ours->is_mapping()) *pair.ours = Value(emit::yaml_v3(*pair.ours));
  }
}

}  // namespace vmcp::compare
