#include "core/admission/misplaced_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include "core/admission/embedded_facts.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"

namespace vmcp::admission {
namespace {

constexpr std::string_view kSharedKind = "MCPServer";
constexpr std::array<std::string_view, 2> kNamesOfMaker = {"toolhive", "stacklok"};

/// Versions of groups that are no longer in use, or of none: the core group has v1 alone.
bool is_version_without_group(std::string_view api_version) {
  return api_version.starts_with("v1alpha") || api_version.starts_with("v1beta");
}

}  // namespace

bool is_toolhive_kind(std::string_view kind) {
  return std::ranges::find(embedded_kinds(), kind) != embedded_kinds().end();
}

bool is_only_toolhives(std::string_view kind) { return kind != kSharedKind && is_toolhive_kind(kind); }

bool looks_like_toolhives(std::string_view api_version) {
  const std::string_view group = group_of(api_version);
  const std::string seen = text::to_lower(group.empty() ? api_version : group);
  if (std::ranges::any_of(kNamesOfMaker, [&](std::string_view name) { return seen.find(name) != std::string::npos; })) {
    return true;
  }
  return !text::nearest(seen, std::array{kToolhiveGroup}).empty();
}

std::string_view misplaced_kind(std::string_view api_version, std::string_view kind) {
  if (group_of(api_version) == kToolhiveGroup) return {};
  if (is_only_toolhives(kind)) return *std::ranges::find(embedded_kinds(), kind);
  const bool near = is_version_without_group(api_version) || looks_like_toolhives(api_version);
  return near ? text::nearest(kind, embedded_kinds()) : std::string_view{};
}

std::string_view without_list(std::string_view kind) {
  constexpr std::size_t kMostBehind = 1;
  constexpr std::string_view kList = "list";
  const std::size_t at = text::to_lower(kind).rfind(kList);
  const bool ends = at != std::string::npos && at > 0 && kind.size() - at - kList.size() <= kMostBehind;
  return ends ? kind.substr(0, at) : kind;
}

std::string_view meant_kind(std::string_view api_version, std::string_view kind) {
  return group_of(api_version) == kToolhiveGroup ? text::nearest(without_list(kind), embedded_kinds())
                                                 : misplaced_kind(api_version, kind);
}

Object as_meant(Object identity) {
  const std::string_view kind = meant_kind(identity.api_version, identity.kind);
  if (kind.empty()) return identity;
  identity.kind = kind;
  if (identity.group() != kToolhiveGroup) identity.api_version = std::string(kToolhiveGroup) + "/v1beta1";
  return identity;
}

}  // namespace vmcp::admission
