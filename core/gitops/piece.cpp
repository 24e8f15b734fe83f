#include "core/gitops/piece.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/admission/foreign_kind.h"
#include "core/admission/misplaced_kind.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {

Piece::Name Piece::name() const {
  return {std::string(yaml::text_at(root, {"metadata", "namespace"})),
          std::string(yaml::text_at(root, {"metadata", "name"}))};
}

void Piece::remember_name() {
  Name current = name();
  if (std::ranges::find(before, current) == before.end()) before.push_back(std::move(current));
}

std::string Piece::kind() const {
  constexpr std::string_view kGenerator = "Generator";
  std::string_view kind = root.string_at("kind");
  if (document == kGenerated) {
    if (kind.ends_with(kGenerator)) kind.remove_suffix(kGenerator.size());
  } else if (!admission::is_toolhive(root)) {
    if (const auto meant = admission::foreign_kind_meant_by(group_version().group, kind)) kind = meant->kind;
  } else if (!admission::is_toolhive_kind(kind)) {
    const std::string_view meant = admission::meant_kind(root.string_at("apiVersion"), kind);
    if (!meant.empty()) kind = meant;
  }
  return std::string(kind);
}

admission::GroupVersion Piece::group_version() const {
  if (document == kGenerated) return {"", "v1"};
  return admission::group_version_of(root.string_at("apiVersion"));
}

}  // namespace vmcp::gitops
