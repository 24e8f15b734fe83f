#include "core/admission/other_releases.h"

#include <optional>

#include "core/release/release.h"

namespace vmcp::admission {
namespace {

/// The schema at the end of a way; null pointer where the root's schema has none.
const Schema* follow(const Schema& root, const Step& at) {
  if (at.parent() == nullptr) return &root;
  const Schema* parent = follow(root, *at.parent());
  if (parent == nullptr) return nullptr;
  return at.is_item() ? parent->items.get() : parent->child(at.name());
}

}  // namespace

TakenBy OtherReleases::taken(const Step& at, const std::function<bool(const Schema&)>& takes) const {
  TakenBy result;
  const std::optional<release::Set> chosen = schemas_.set();
  if (!chosen) return result;
  const Schema* const own = schemas_.find(version_, kind_);
  bool before = true;
  for (const release::Set set : release::kSets) {
    if (set == *chosen) before = false;
    const Schema* root = schemas_.find(version_, kind_, set);
    if (root == nullptr || root == own) continue;
    const Schema* schema = follow(*root, at);
    if (schema == nullptr || !takes(*schema)) continue;
    if (before) {
      result.until = release::last_tag(set);
    } else {
      result.since = release::first_tag(set);
      break;
    }
  }
  return result;
}

}  // namespace vmcp::admission
