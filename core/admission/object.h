#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/diag/diagnostic.h"
#include "core/model/kinds.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// The API group whose kinds the operator reads.
inline constexpr std::string_view kToolhiveGroup = model::kGroup;

struct GroupVersion {
  std::string_view group;  ///< empty: the core group
  std::string_view version;
};

/// The parts of an apiVersion. As schema.ParseGroupVersion: without a slash it is a version of the core group.
constexpr GroupVersion group_version_of(std::string_view api_version) {
  const std::size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) return {{}, api_version};
  return {api_version.substr(0, slash), api_version.substr(slash + 1)};
}

constexpr std::string_view group_of(std::string_view api_version) { return group_version_of(api_version).group; }

inline bool is_toolhive(const yaml::Value& object) {
  return group_of(object.string_at("apiVersion")) == kToolhiveGroup;
}

/// An object that the API server would store: identified, defaulted, pruned, with its metadata checked.
struct Object {
  std::string api_version;  ///< "v1", "toolhive.stacklok.dev/v1beta1"
  std::string kind;
  std::string name_space;
  std::string name;
  yaml::Value value;  ///< the whole object, status left out

  /// "toolhive.stacklok.dev"; empty for the core group.
  std::string_view group() const { return group_of(api_version); }
  diag::ResourceId id() const { return {api_version, kind, name_space, name}; }
};

}  // namespace vmcp::admission
