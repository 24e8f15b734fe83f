#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::krm {

/// Whether kustomize or kpt keeps books in this annotation: nothing that a cluster or another object may see.
bool is_host_annotation(std::string_view key);

/// Takes the host's annotations off an object, so that nothing rendered from it inherits them.
void remove_host_annotations(yaml::Value& object);

/// Gives an object the host's annotations of the one that it replaces.
void copy_host_annotations(const yaml::Value& from, yaml::Value& to);

/// An annotation's text; empty when there is none.
std::string_view annotation(const yaml::Value& object, std::string_view key);

/// Where the host read an object.
struct Origin {
  std::string path;  ///< empty: the host does not say
  std::optional<std::int64_t> index;
};

/// As `config.kubernetes.io/path` and `index` have it (kpt), or `config.kubernetes.io/origin` (kustomize with
/// buildMetadata: [originAnnotations]).
Origin origin_of(const yaml::Value& object);

}  // namespace vmcp::krm
